using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>One bar of a stack: its name and the share of each broad group; null where the share is withheld.</summary>
public sealed record StackedBar(string Name, IReadOnlyList<(string Group, decimal? Share)> Parts);

/// <summary>
/// Shares of a whole by broad group: colour and pattern, number on the part, name under the lowest bar. What is withheld is
/// drawn last as one remainder, so that neither its order nor its parts tell anything more than the shares that are shown.
/// </summary>
public static class StackedShares
{
    private const int BarHeight = 36, RowHeight = 70;

    /// <summary>Names are placed as if on the narrowest phone, 300 px, so that they never meet on a wider page.</summary>
    private const double Narrowest = 300, LetterWidth = 7.8;

    public static MarkupString Draw(string id, string title, IReadOnlyList<StackedBar> bars)
    {
        var svg = new Svg();
        Patterns(svg, id);
        int top = 0;
        foreach (var bar in bars)
        {
            svg.Text("t", 0, top + 17, bar.Name);
            double x = 0;
            foreach (var (group, share) in bar.Parts)
            {
                if (share is not { } part || part <= 0) continue;
                Part(svg, id, group, x, (double)part * 100, top + 24);
                x += (double)part * 100;
            }
            if (bar.Parts.Any(p => p.Share is null) && x < 99.5)
                svg.Box("seg held", x, 100 - x, Svg.Pixels(top + 24), Svg.Pixels(BarHeight));
            top += RowHeight;
        }

        int height = top + Names(svg, bars[^1], top - RowHeight + 24 + BarHeight) + 6;
        return Svg.Picture(id, height, title, Describe(bars), svg);
    }

    public static string Describe(IReadOnlyList<StackedBar> bars) => string.Join("; ", bars.Select(bar =>
        bar.Name + ": " + string.Join(", ", bar.Parts.Select(p => $"{Groups.Short("broad", p.Group)} {(p.Share is { } s ? Numbers.InUnit(s, Platform.Publishing.Contract.FigureUnit.Fraction, 1) : "withheld")}")))) + ".";

    private static void Part(Svg svg, string id, string group, double x, double width, int y)
    {
        string slug = Groups.Slug(group);
        svg.Box($"seg g-{slug}", x, width, Svg.Pixels(y), Svg.Pixels(BarHeight));
        if (group is not "W") svg.Box(group is "X" ? "always" : "tx", x, width, Svg.Pixels(y), Svg.Pixels(BarHeight), $"{id}-{slug}");
        if (width < 6 || group is "X") return;
        string ink = group is "B" or "W" ? "t-ink" : "t-inv";
        svg.Text($"t t-num t-mid {ink}{(width < 11 ? " w11" : "")}", x + width / 2, y + 24, Numbers.Fixed((decimal)width, 0) + "%");
    }

    private static int Names(Svg svg, StackedBar bar, int bottom)
    {
        var ends = new List<double>();
        double x = 0;
        var shown = bar.Parts.Where(p => p.Share is > 0).Select(p => (Name: Groups.Short("broad", p.Group), Share: (double)p.Share!.Value * 100)).ToList();
        if (bar.Parts.Any(p => p.Share is null)) shown.Add(("Withheld", Math.Max(0, 100 - shown.Sum(s => s.Share))));
        foreach (var (name, share) in shown)
        {
            double middle = x + share / 2, half = name.Length * LetterWidth / Narrowest * 50;
            x += share;
            double left = Math.Clamp(middle - half, 0, 100 - 2 * half);
            int level = ends.FindIndex(end => left > end + 1.5);
            if (level < 0)
            {
                level = ends.Count;
                ends.Add(0);
            }
            ends[level] = left + 2 * half;
            int y = bottom + 20 + level * 20;
            if (level > 0) svg.Line("axis", Svg.Percent(middle), Svg.Percent(middle), bottom + 2, y - 14);
            (string anchor, double place) = middle - half < 0 ? ("", 0d) : middle + half > 100 ? (" t-end", 100d) : (" t-mid", middle);
            svg.Text($"t-s halo{anchor}", place, y, name);
        }
        return 8 + ends.Count * 20;
    }

    private static void Patterns(Svg svg, string id)
    {
        svg.Add("<defs>");
        Pattern(svg, $"{id}-asian", 8, " patternTransform=\"rotate(45)\"", "<path class=\"pl\" d=\"M0 0V8\"/>");
        Pattern(svg, $"{id}-black", 7, "", "<circle class=\"pd\" cx=\"3\" cy=\"3\" r=\"1.4\"/>");
        Pattern(svg, $"{id}-mixed", 5, "", "<path class=\"pl\" d=\"M0 2H5\"/>");
        Pattern(svg, $"{id}-other", 10, "", "<path class=\"pl\" d=\"M0 0 10 10M10 0 0 10\"/>");
        Pattern(svg, $"{id}-not-known", 7, " patternTransform=\"rotate(-45)\"", "<path class=\"pu\" d=\"M0 0V7\"/>");
        svg.Add("</defs>");
    }

    private static void Pattern(Svg svg, string id, int size, string turn, string mark) =>
        svg.Add($"<pattern id=\"{id}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\"{turn}>{mark}</pattern>");
}
