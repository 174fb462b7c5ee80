using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>One stage of recruitment: the share of each side's applicants left.</summary>
public sealed record Stage(string Name, decimal Group, decimal Reference);

/// <summary>Share of applicants left at each stage as paired bars: the group filled, the comparison open, always both.</summary>
public static class StageBars
{
    private const double FullWidth = 84;

    public static MarkupString Draw(string id, string title, string group, string reference, IReadOnlyList<Stage> stages)
    {
        var svg = new Svg();
        int y = 0;
        foreach (var stage in stages)
        {
            svg.Text("t t-b", 0, y + 17, stage.Name);
            Bar(svg, "bar-em", (double)stage.Group, y + 26);
            Bar(svg, "bar-ref", (double)stage.Reference, y + 48);
            y += 84;
        }
        string said = string.Join("; ", stages.Select(s => $"{s.Name}: {group} {Share(s.Group)}, {reference} {Share(s.Reference)}")) + ".";
        return Svg.Picture(id, y - 8, title, said, svg);
    }

    private static void Bar(Svg svg, string kind, double share, int y)
    {
        svg.Box(kind, 0.2, share * FullWidth, Svg.Pixels(y), "18");
        svg.Text("t t-num", share * FullWidth, y + 14, Share((decimal)share), 9);
    }

    public static string Share(decimal share) => Numbers.Fixed(share * 100, share < 0.1m ? 1 : 0) + "%";
}
