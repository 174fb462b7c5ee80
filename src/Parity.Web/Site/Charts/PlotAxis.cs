using System.Globalization;
using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>
/// The shared axis of a table of marks: its ticks, its parity line, its zone. The ends come from released figures only, so
/// that nothing withheld can be read from where an axis stops.
/// </summary>
public sealed class PlotAxis
{
    private const double LowestRatio = 0.4, HighestRatio = 5;

    private readonly Func<double, double> scale;
    private readonly double low, high;

    private PlotAxis(string id, double low, double high, bool logarithmic, IReadOnlyList<(double Place, string Label)> ticks, double? parity, string parityLabel, (double, double)? zone, string less, string more)
    {
        (Id, this.low, this.high, Ticks, Parity, ParityLabel, Zone, Less, More) = (id, low, high, ticks, parity, parityLabel, zone, less, more);
        scale = logarithmic ? Math.Log : v => v;
    }

    public string Id { get; }
    public IReadOnlyList<(double Place, string Label)> Ticks { get; }
    public double? Parity { get; }
    public string ParityLabel { get; }
    public (double Low, double High)? Zone { get; }
    public string Less { get; }
    public string More { get; }

    /// <summary>Ratios lie on a logarithmic axis, so that 0.80 and 1.25 are equally far from 1.</summary>
    public static PlotAxis Ratio(string id, IEnumerable<Mark> marks, string less = "better", string more = "worse")
    {
        var (least, most) = Ends(marks, 0.62, 2.15);
        double low = Math.Max(LowestRatio, least / 1.06), high = Math.Min(HighestRatio, most * 1.06);
        double[] ticks = [0.5, 0.8, 1, 1.25, 2, 3, 4];
        return new(id, low, high, true, [.. ticks.Where(t => t > low && t < high).Select(t => (t, Label(t)))], 1, "Equal", (0.8, 1.25), less, more);
    }

    /// <summary>Shares start at 0; the parity line is the comparison population's share.</summary>
    public static PlotAxis Share(string id, IEnumerable<Mark> marks, decimal? city, string cityLabel)
    {
        var (_, most) = Ends(marks, 0, (double)(city ?? 0.05m));
        double step = Step(Math.Min(most * 1.04, 1));
        double high = Math.Min(1, Math.Ceiling(most * 1.02 / step) * step);
        var ticks = Enumerable.Range(0, (int)Math.Round(high / step) + 1).Select(i => (i * step, Percent(i * step))).ToList();
        return new(id, 0, high, false, ticks, (double?)city, cityLabel, null, "", "");
    }

    /// <summary>Gaps lie around 0, in their own unit.</summary>
    public static PlotAxis Gap(string id, IEnumerable<Mark> marks, string less, string more)
    {
        var (least, most) = Ends(marks, -2, 2);
        double step = Step(Math.Max(Math.Abs(least), most) / 100) * 100;
        double low = Math.Floor(least * 1.02 / step) * step, high = Math.Ceiling(most * 1.02 / step) * step;
        var ticks = Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + i * step)
            .Select(t => (t, Numbers.Fixed((decimal)t, 0))).ToList();
        return new(id, low, high, false, ticks, 0, "Equal", null, less, more);
    }

    /// <summary>A score or percentage from 0 to 100.</summary>
    public static PlotAxis Score(string id, IEnumerable<Mark> marks, string unit) =>
        new(id, 0, 100, false, [.. new[] { 0, 25, 50, 75, 100 }.Select(t => ((double)t, $"{t}{unit}"))], null, "", null, "", "");

    /// <summary>An amount from 0.</summary>
    public static PlotAxis Amount(string id, IEnumerable<Mark> marks)
    {
        var (_, most) = Ends(marks, 0, 10);
        double power = Math.Pow(10, Math.Floor(Math.Log10(most / 3))), lead = most / 3 / power;
        double step = (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
        double high = Math.Ceiling(most * 1.02 / step) * step;
        var ticks = Enumerable.Range(0, (int)Math.Round(high / step) + 1).Select(i => (i * step, Numbers.Whole((decimal)(i * step)))).ToList();
        return new(id, 0, high, false, ticks, null, "", null, "", "");
    }

    /// <summary>Place on the axis in per cent, kept between its ends.</summary>
    public double X(decimal value) => X((double)value);

    public double X(double value) => Math.Clamp((scale(Math.Max(value, low)) - scale(low)) / (scale(high) - scale(low)), 0, 1) * 100;

    public bool IsPast(decimal value) => (double)value > high;

    public bool IsBefore(decimal value) => (double)value < low;

    /// <summary>The head of the column: words, ticks, and the lines that every row repeats.</summary>
    public MarkupString Head(string title, string description)
    {
        var head = new Svg().Define(Id, Lines());
        if (Parity is { } parity)
        {
            double x = X(parity);
            string anchor = x > 80 ? "t-end" : x < 12 ? "" : "t-mid";
            head.Text($"t-s t-b {anchor}".TrimEnd(), x > 80 ? Math.Min(100, x + 3) : x, 14, ParityLabel);
            if (Zone is { } zone)
            {
                if (Less.Length > 0 && X(zone.Low) > 14) head.Text("t-s t-end", X(zone.Low), 14, Less);
                if (More.Length > 0) head.Text("t-s", X(zone.High), 14, More);
            }
            else if (Less.Length > 0)
            {
                if (x > 30) head.Text("t-s t-end", x, 14, Less, -34);
                if (x < 75) head.Text("t-s", x, 14, More, 34);
            }
        }

        foreach (var (place, label) in Ticks)
        {
            double x = X(place);
            head.Text(x < 1 ? "t-s t-num" : x > 99 ? "t-s t-num t-end" : "t-s t-num t-mid", x, 36, label);
        }

        return Svg.Picture($"{Id}-h", 42, title, description, head);
    }

    private Svg Lines()
    {
        var lines = new Svg();
        if (Zone is { } zone)
            lines.Box("zone", X(zone.Low), X(zone.High) - X(zone.Low), "0", "100%").Upright("zedge", X(zone.Low)).Upright("zedge", X(zone.High));
        foreach (var (place, _) in Ticks.Where(t => t.Place != Parity && (Zone is not { } z || (t.Place != z.Low && t.Place != z.High))))
            lines.Upright("hair", X(place));
        if (Parity is { } parity) lines.Upright("parity", X(parity));
        return lines;
    }

    private static (double Least, double Most) Ends(IEnumerable<Mark> marks, double least, double most)
    {
        foreach (var mark in marks)
        {
            if (mark.Value is not { } value) continue;
            least = Math.Min(least, (double)(mark.Lower ?? value));
            most = Math.Max(most, (double)(mark.Upper ?? value));
        }
        return (least, most);
    }

    private static double Step(double most) => most switch { <= 0.06 => 0.02, <= 0.14 => 0.05, <= 0.45 => 0.1, <= 0.7 => 0.2, _ => 0.25 };

    private static string Label(double tick) => tick is 0.8 ? "0.80" : tick.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double share) => Numbers.Fixed((decimal)share * 100, 0) + "%";
}
