using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>
/// One panel of small multiples: an open dot for all staff, a filled dot for senior grades, a dashed line for the population. Every
/// panel of a page has the same scale; a withheld side is a dotted upright with no place on it.
/// </summary>
public static class SmallPanel
{
    private const double Floor = 126, Ceiling = 18;

    public static MarkupString Draw(string id, string name, decimal? staff, decimal? senior, decimal? city, decimal highest)
    {
        double Y(decimal share) => Floor - (double)(share / highest) * (Floor - Ceiling);
        var svg = new Svg().Line("axis", "0", "100%", Floor, Floor);
        if (city is { } line) svg.Line("ref", "0", "100%", Y(line), Y(line));
        double? across = city is { } share ? Y(share) : null;
        if (staff is { } from && senior is { } to)
        {
            svg.Line("thin", "14%", "84%", Y(from), Y(to));
            Dot(svg, 84, Y(to), "", to, to >= from, across);
            Dot(svg, 14, Y(from), " open", from, from > to, across);
        }
        else
        {
            Side(svg, 14, staff, " open", Y, across);
            Side(svg, 84, senior, "", Y, across);
        }
        svg.Text("t-s", 0, 148, staff is null ? "Withheld" : "All staff").Text("t-s t-end", 100, 148, senior is null ? "Withheld" : "Senior");
        string said = $"All staff {Share(staff)}, senior grades {Share(senior)}{(city is { } c ? $"; dashed line: the population, {Share(c)}" : "")}.";
        return Svg.Picture(id, 156, name, said, svg);
    }

    private static void Side(Svg svg, double x, decimal? share, string kind, Func<decimal, double> y, double? across)
    {
        if (share is { } shown) Dot(svg, x, y(shown), kind, shown, true, across);
        else svg.Line("wh", Svg.Percent(x), Svg.Percent(x), Ceiling, Floor);
    }

    /// <summary>The number stands above or below its dot: where it was wanted, unless the dashed line would run through it or it would leave the panel.</summary>
    private static void Dot(Svg svg, double x, double y, string kind, decimal share, bool above, double? across)
    {
        svg.Dot("branddot" + kind, x, y);
        bool Crossed(double baseline) => across is { } line && line > baseline - 15 && line < baseline + 5;
        double over = y - 13, under = y + 24;
        bool fits = under < Floor - 2;
        double baseline = !fits ? over : above ? (Crossed(over) ? under : over) : Crossed(under) ? over : under;
        svg.Text($"t t-num t-mid halo{(kind.Length == 0 ? " t-b" : "")}", x, baseline, Share(share));
    }

    private static string Share(decimal? share) => share is { } s ? Numbers.Fixed(s * 100, 0) + "%" : "withheld";
}
