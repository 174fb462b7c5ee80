using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>
/// One panel of small multiples: an open dot for all staff, a filled dot for senior grades, a dashed line for the city. Every
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
        if (staff is { } from && senior is { } to)
        {
            svg.Line("thin", "14%", "84%", Y(from), Y(to));
            Dot(svg, 84, Y(to), "", to, to >= from);
            Dot(svg, 14, Y(from), " open", from, from > to);
        }
        else
        {
            Side(svg, 14, staff, " open", Y);
            Side(svg, 84, senior, "", Y);
        }
        svg.Text("t-s", 0, 148, staff is null ? "Withheld" : "All staff").Text("t-s t-end", 100, 148, senior is null ? "Withheld" : "Senior");
        string said = $"All staff {Share(staff)}, senior grades {Share(senior)}{(city is { } c ? $"; dashed line: the city, {Share(c)}" : "")}.";
        return Svg.Picture(id, 156, name, said, svg);
    }

    private static void Side(Svg svg, double x, decimal? share, string kind, Func<decimal, double> y)
    {
        if (share is { } shown) Dot(svg, x, y(shown), kind, shown, true);
        else svg.Line("wh", Svg.Percent(x), Svg.Percent(x), Ceiling, Floor);
    }

    private static void Dot(Svg svg, double x, double y, string kind, decimal share, bool above)
    {
        svg.Dot("branddot" + kind, x, y);
        svg.Text($"t t-num t-mid halo{(kind.Length == 0 ? " t-b" : "")}", x, above || y > Floor - 26 ? y - 13 : y + 24, Share(share));
    }

    private static string Share(decimal? share) => share is { } s ? Numbers.Fixed(s * 100, 0) + "%" : "withheld";
}
