using Microsoft.AspNetCore.Components;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>One measure in two editions, with the fan in which 95 of 100 results would lie had nothing changed.</summary>
public sealed record TrendPoint(string Edition, decimal Value, decimal Lower, decimal Upper, Reading Reading);

public static class Trend
{
    private const double Top = 14, Bottom = 226, From = 22, To = 80;

    public static MarkupString Draw(string id, string title, FigureUnit unit, int decimals, TrendPoint before, TrendPoint now)
    {
        bool ratio = unit is FigureUnit.Ratio;
        double Scale(decimal value) => ratio ? Math.Log((double)Math.Max(value, 0.05m)) : (double)value;
        double equal = ratio ? 0 : double.NaN;
        double spread = Math.Sqrt(Math.Pow((Scale(before.Upper) - Scale(before.Lower)) / 2, 2) + Math.Pow((Scale(now.Upper) - Scale(now.Lower)) / 2, 2));
        double start = Scale(before.Value), low = start - spread, high = start + spread;

        double[] all = [Scale(before.Lower), Scale(before.Upper), Scale(now.Lower), Scale(now.Upper), low, high];
        double least = all.Min(), most = all.Max();
        if (ratio) (least, most) = (Math.Min(least, Math.Log(0.8)), Math.Max(most, Math.Log(1.25)));
        else if (unit is FigureUnit.PerCent or FigureUnit.PercentagePoints) (least, most) = (Math.Min(least, 0), Math.Max(most, 0));
        else least = Math.Min(least, 0);
        double pad = (most - least) * 0.06;
        if (unit is not FigureUnit.Fraction) least -= pad;
        most += pad;
        double Y(double scaled) => Bottom - (scaled - least) / (most - least) * (Bottom - Top);

        var svg = new Svg();
        if (ratio)
        {
            svg.Add($"<rect class=\"zone\" y=\"{Svg.Pixels(Y(Math.Log(1.25)))}\" width=\"100%\" height=\"{Svg.Pixels(Y(Math.Log(0.8)) - Y(Math.Log(1.25)))}\"/>");
            foreach (decimal tick in new[] { 0.5m, 0.8m, 1.25m, 2, 3, 4 })
                if (Scale(tick) > least && Scale(tick) < most)
                {
                    svg.Line(tick is 0.8m or 1.25m ? "zedge" : "hair", "9%", "100%", Y(Scale(tick)), Y(Scale(tick)));
                    svg.Text("t-s t-num", 0, Y(Scale(tick)) + 5, tick is 0.8m ? "0.80" : Numbers.Fixed(tick, tick is 1.25m ? 2 : 0));
                }
        }
        if (ratio || unit is FigureUnit.PerCent or FigureUnit.PercentagePoints)
        {
            double line = Y(ratio ? equal : 0);
            double beside = Y(Scale(now.Value));
            // over the line, else under it, else further off: where the number of this edition does not stand
            double word = new[] { line - 6, line + 18, line - 16, line + 28, line - 26 }.FirstOrDefault(y => y - 14 > beside + 9 || y + 4 < beside - 9, line - 6);
            svg.Line("parity", "9%", "100%", line, line).Text("t-s t-num", 0, line + 5, ratio ? "1" : "0").Text("t-s t-b t-end halo", 100, word, "Equal");
        }
        else svg.Line("axis", "9%", "100%", Bottom, Bottom).Text("t-s t-num", 0, Bottom + 5, "0");

        svg.Stretched(From, To - From, 250, "fan", $"M0 {Svg.Pixels(Y(start))}L100 {Svg.Pixels(Y(high))}V{Svg.Pixels(Y(low))}z");
        svg.Line("trend", Svg.Percent(From), Svg.Percent(To), Y(start), Y(Scale(now.Value)));
        Point(svg, From, before, Scale, Y, unit, decimals, "t-end", -12);
        Point(svg, To, now, Scale, Y, unit, decimals, "", 12);
        svg.Text("t-s t-mid", From, 254, before.Edition).Text("t-s t-mid", To, 254, now.Edition);
        string said = $"{before.Edition}: {Said(before, unit, decimals)}. {now.Edition}: {Said(now, unit, decimals)}.";
        return Svg.Picture(id, 262, title, said, svg);
    }

    private static void Point(Svg svg, double x, TrendPoint point, Func<decimal, double> scale, Func<double, double> y, FigureUnit unit, int decimals, string anchor, double shift)
    {
        string at = Svg.Percent(x);
        svg.Open("m " + Readings.Class(point.Reading)).Line("", at, at, y(scale(point.Lower)), y(scale(point.Upper))).Dot("", x, y(scale(point.Value))).Close();
        svg.Text($"t t-b t-num halo {anchor}".TrimEnd(), x, y(scale(point.Value)) + 5, Numbers.InUnit(point.Value, unit, decimals).Replace(" points", "", StringComparison.Ordinal), shift);
    }

    private static string Said(TrendPoint point, FigureUnit unit, int decimals) =>
        $"{Numbers.InUnit(point.Value, unit, decimals)} ({Numbers.Bare(point.Lower, unit, decimals)} to {Numbers.Bare(point.Upper, unit, decimals)})";
}
