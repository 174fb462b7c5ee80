using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>One bar of a stack: its name and its parts.</summary>
public sealed record StackedBar(string Name, IReadOnlyList<StackedPart> Parts);

/// <param name="Share">The share as published, null where it is withheld.</param>
/// <param name="Width">The same from the published counts, so that parts which were rounded one by one still fill the bar and no more.</param>
public sealed record StackedPart(string Group, decimal? Share, decimal? Width = null);

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
            foreach (var (part, width) in Drawn(bar))
            {
                Part(svg, id, part, x, width, top + 24);
                x += width;
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

    /// <summary>Parts and their widths in per cent. Shares rounded one by one may pass 100 together: then all are drawn in proportion.</summary>
    private static List<(StackedPart Part, double Width)> Drawn(StackedBar bar)
    {
        var parts = bar.Parts.Where(p => p.Share is > 0).Select(p => (Part: p, Width: (double)(p.Width ?? p.Share!.Value) * 100)).ToList();
        double all = parts.Sum(p => p.Width);
        bool whole = bar.Parts.All(p => p.Share is not null);
        return all > 100 || (whole && all > 98) ? [.. parts.Select(p => (p.Part, p.Width * 100 / all))] : parts;
    }

    private static void Part(Svg svg, string id, StackedPart part, double x, double width, int y)
    {
        string group = part.Group;
        string slug = Groups.Slug(group);
        svg.Box($"seg g-{slug}", x, width, Svg.Pixels(y), Svg.Pixels(BarHeight));
        if (group is not "W") svg.Box(group is "X" ? "always" : "tx", x, width, Svg.Pixels(y), Svg.Pixels(BarHeight), $"{id}-{slug}");
        if (width < 6 || group is "X") return;
        string ink = group is "B" or "W" ? "t-ink" : "t-inv";
        svg.Text($"t t-num t-mid {ink}{(width < 11 ? " w11" : "")}", x + width / 2, y + 24, Numbers.Fixed(part.Share!.Value * 100, 0) + "%");
    }

    private static int Names(Svg svg, StackedBar bar, int bottom)
    {
        var ends = new List<double>();
        var words = new List<(double From, double To)>();
        double x = 0;
        var shown = Drawn(bar).Select(p => (Name: Groups.Short("broad", p.Part.Group), Share: p.Width)).ToList();
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
            // no leader through a name that stands above
            if (level > 0 && !words.Any(w => middle > w.From - 1 && middle < w.To + 1)) svg.Line("axis", Svg.Percent(middle), Svg.Percent(middle), bottom + 2, y - 14);
            (string anchor, double place) = middle - half < 0 ? ("", 0d) : middle + half > 100 ? (" t-end", 100d) : (" t-mid", middle);
            svg.Text($"t-s halo{anchor}", place, y, name);
            words.Add((left, left + 2 * half));
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
