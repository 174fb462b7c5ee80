using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>
/// Control limits of a proportion around a common rate: Spiegelhalter, "Funnel plots for comparing institutional
/// performance", Statistics in Medicine 24 (2005) 1185-1202, section 3.1, normal approximation.
/// </summary>
public static class FunnelLimits
{
    public const double Z95 = 1.959964, Z998 = 3.090232;

    public static (double Lower, double Upper) At(double rate, double people, double z)
    {
        double half = z * Math.Sqrt(rate * (1 - rate) / people);
        return (Math.Max(0, rate - half), Math.Min(1, rate + half));
    }
}

public sealed record FunnelPoint(string Name, decimal People, decimal Rate);

/// <summary>Each organisation's rate by its size, with the limits inside which chance alone would keep it.</summary>
public static class FunnelPlot
{
    private const double Top = 12, Bottom = 288, Left = 11, Width = 87;

    public static MarkupString Draw(string id, string title, double rate, IReadOnlyList<FunnelPoint> points, string people)
    {
        double widest = (double)points.Max(p => p.People) * 1.06;
        double step = Round(widest / 4);
        widest = Math.Ceiling(widest / step) * step;
        double narrowest = (double)points.Min(p => p.People);
        double highest = Math.Min(1, Math.Max((double)points.Max(p => p.Rate) * 1.12, FunnelLimits.At(rate, narrowest, FunnelLimits.Z998).Upper * 1.02));
        double rise = Round(highest / 4);
        double X(double n) => n / widest * 100;
        double Y(double r) => Bottom - Math.Min(1, r / highest) * (Bottom - Top);

        var svg = new Svg();
        for (double r = 0; r <= highest + 1e-9; r += rise)
        {
            svg.Line(r == 0 ? "axis" : "hair", Svg.Percent(Left), "98%", Y(r), Y(r));
            svg.Text("t-s t-num t-end", Left, Y(r) + 5, Numbers.Fixed((decimal)r * 100, rise * 100 < 1 ? 1 : 0) + "%", -8);
        }
        for (double n = 0; n <= widest + 1e-9; n += step)
            svg.Text("t-s t-num t-mid", Left + X(n) * Width / 100, Bottom + 22, Numbers.Whole((decimal)n));

        svg.Stretched(Left, Width, Bottom, "noise", Band(rate, widest, FunnelLimits.Z998, X, Y));
        svg.Stretched(Left, Width, Bottom, "noise in", Band(rate, widest, FunnelLimits.Z95, X, Y));
        svg.Line("parity", Svg.Percent(Left), "98%", Y(rate), Y(rate));
        foreach (var point in points)
        {
            var (low, high) = FunnelLimits.At(rate, (double)point.People, FunnelLimits.Z998);
            bool outside = (double)point.Rate < low || (double)point.Rate > high;
            double x = Left + X((double)point.People) * Width / 100, y = Y((double)point.Rate);
            svg.Open(outside ? "m plain" : "m plain open").Dot("", x, y).Close();
            if (outside) svg.Text(x > 55 ? "t halo t-end" : "t halo", x, y + (y < 40 ? 20 : -11), point.Name, x > 55 ? 6 : -6);
        }
        svg.Text("t-s t-end", 98, Bottom + 44, people);
        string said = string.Join("; ", points.Select(p => $"{p.Name} {Numbers.Fixed(p.Rate * 100, 1)}% of {Numbers.Whole(p.People)}")) + $". All together {Numbers.Fixed((decimal)rate * 100, 1)}%.";
        return Svg.Picture(id, 340, title, said, svg);
    }

    public static bool IsOutside(double rate, FunnelPoint point)
    {
        var (low, high) = FunnelLimits.At(rate, (double)point.People, FunnelLimits.Z998);
        return (double)point.Rate < low || (double)point.Rate > high;
    }

    private static string Band(double rate, double widest, double z, Func<double, double> x, Func<double, double> y)
    {
        var upper = new StringBuilder();
        var lower = new StringBuilder();
        double from = Math.Max(1, widest / 400);
        for (int i = 0; i <= 40; i++)
        {
            // even steps in the square root: the curve bends most where organisations are small
            double root = Math.Sqrt(from) + (Math.Sqrt(widest) - Math.Sqrt(from)) * i / 40;
            var (low, high) = FunnelLimits.At(rate, root * root, z);
            upper.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "M" : "L")}{x(root * root):0.#} {y(high):0.#}");
            lower.Insert(0, string.Create(CultureInfo.InvariantCulture, $"L{x(root * root):0.#} {y(low):0.#}"));
        }
        return $"{upper}{lower}z";
    }

    private static double Round(double about)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(about)));
        double lead = about / power;
        return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
    }
}
