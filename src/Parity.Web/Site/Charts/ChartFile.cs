using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Parity.Web.Site.Parts;
using Parity.Web.Site.Words;

namespace Parity.Web.Site.Charts;

/// <summary>
/// A chart as a file of its own, to be put into a report or a slide: the same marks as on the page, with its finding above
/// and its source below. It carries its colours as attributes, because a file that travels has no style sheet, and our own
/// content policy allows none inside it.
/// </summary>
/// <param name="Path">From the root of the site.</param>
/// <param name="Words">What the chart shows, for the list of downloads.</param>
public sealed partial record ChartFile(string Path, string Words, ReadOnlyMemory<byte> Bytes)
{
    private const int Width = 1000, Side = 24, LaneFrom = 330, LaneWidth = 420, RowHeight = 44;

    /// <summary>What each class of the style sheet comes to; the printed values of the tokens.</summary>
    private static readonly Dictionary<string, string> Looks = new(StringComparer.Ordinal)
    {
        ["m"] = "stroke-width=\"3\"",
        ["e"] = "stroke-width=\"2\"",
        ["more"] = "stroke=\"#a4420c\" fill=\"#a4420c\"",
        ["less"] = "stroke=\"#0b6468\" fill=\"#0b6468\"",
        ["level"] = "stroke=\"#5f586c\" fill=\"#ffffff\"",
        ["plain"] = "stroke=\"#371a4c\" fill=\"#371a4c\"",
        ["open"] = "fill=\"#ffffff\"",
        ["zone"] = "fill=\"#e9e2f1\"",
        ["zedge"] = "stroke=\"#84769a\" stroke-dasharray=\"2 3\"",
        ["hair"] = "stroke=\"#dcd6ca\"",
        ["axis"] = "stroke=\"#857d70\"",
        ["parity"] = "stroke=\"#371a4c\" stroke-width=\"2\"",
        ["gapline"] = "stroke=\"#84769a\" stroke-width=\"2\" stroke-dasharray=\"1 5\" stroke-linecap=\"round\"",
        ["wh"] = "stroke=\"#857d70\" stroke-width=\"2\" stroke-dasharray=\"1 7\" stroke-linecap=\"round\"",
        ["tick"] = "stroke=\"#1f1828\" stroke-width=\"3\"",
        ["trend"] = "stroke=\"#1f1828\" stroke-width=\"2.5\"",
        ["fan"] = "fill=\"#dcd6ca\" fill-opacity=\"0.75\"",
        ["noise"] = "fill=\"#f3efe8\" stroke=\"#84769a\" stroke-dasharray=\"2 3\" vector-effect=\"non-scaling-stroke\"",
        ["in"] = "fill=\"#e9e2f1\"",
        ["seg"] = "stroke=\"#ffffff\" stroke-width=\"2\"",
        ["g-asian"] = "fill=\"#0e494e\"",
        ["g-black"] = "fill=\"#6e9b6a\"",
        ["g-mixed"] = "fill=\"#4f2570\"",
        ["g-white"] = "fill=\"#7191b8\"",
        ["g-other"] = "fill=\"#6e1b45\"",
        ["g-not-known"] = "fill=\"#d9d3c6\"",
        ["held"] = "fill=\"#ffffff\" stroke=\"#857d70\" stroke-width=\"1\" stroke-dasharray=\"1 4\"",
        ["pl"] = "stroke=\"#ffffff\" fill=\"none\"",
        ["pd"] = "fill=\"#ffffff\"",
        ["pu"] = "stroke=\"#5f586c\" stroke-width=\"1.5\"",
        ["bar-em"] = "fill=\"#371a4c\"",
        ["bar-ref"] = "fill=\"#ffffff\" stroke=\"#5f586c\" stroke-width=\"2\"",
        ["t"] = "fill=\"#1f1828\" font-size=\"16\"",
        ["t-s"] = "fill=\"#554c62\" font-size=\"15\"",
        ["t-b"] = "font-weight=\"600\"",
        ["t-end"] = "text-anchor=\"end\"",
        ["t-mid"] = "text-anchor=\"middle\"",
        ["t-inv"] = "fill=\"#ffffff\" stroke=\"#1f1828\" stroke-width=\"4\" paint-order=\"stroke\"",
        ["t-ink"] = "fill=\"#1f1828\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\"",
        ["halo"] = "stroke=\"#ffffff\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
        ["ov"] = "overflow=\"visible\"",
        ["ch"] = "overflow=\"visible\"",
        ["t-num"] = "",
        ["w11"] = "",
        ["tx"] = "",
        ["always"] = "",
    };

    /// <summary>A table of marks: name, mark, value and interval in each row.</summary>
    public static ChartFile OfRows(Edition edition, string path, string words, string heading, string measured, string valueHead, PlotAxis axis, IReadOnlyList<PlotRow> rows)
    {
        var body = new StringBuilder();
        body.Append($"<svg x=\"{LaneFrom}\" y=\"0\" width=\"{LaneWidth}\" height=\"42\" overflow=\"visible\">{axis.Head(heading, "The values are beside the marks.").Value}</svg>");
        body.Append($"<text class=\"t-s t-end\" x=\"{Width - Side}\" y=\"36\">{Safe(valueHead)}</text>");
        int y = 46;
        foreach (var row in rows)
        {
            int middle = y + RowHeight / 2 + 5; // the baseline of a line whose middle is the row's
            string[] name = [.. Lines(row.Name, 34)];
            for (int i = 0; i < name.Length; i++)
                body.Append($"<text class=\"t{(row.IsCity ? " t-b" : "")}\" x=\"{Side}\" y=\"{middle + 18 * i - 9 * (name.Length - 1)}\">{Safe(name[i])}</text>");
            body.Append($"<svg x=\"{LaneFrom}\" y=\"{y}\" width=\"{LaneWidth}\" height=\"{RowHeight}\" overflow=\"visible\">{row.Mark.Draw(axis).Value}</svg>");
            body.Append($"<text class=\"t t-end{(row.IsCity ? " t-b" : "")}\" x=\"{Width - Side}\" y=\"{middle}\">{Safe(row.Value)}{(row.Interval is null ? "" : $" ({Safe(row.Interval)})")}</text>");
            y += RowHeight;
        }
        return Whole(edition, path, words, heading, measured, body.ToString(), y);
    }

    /// <summary>A picture that is complete already.</summary>
    public static ChartFile OfPicture(Edition edition, string path, string words, string heading, string measured, MarkupString picture)
    {
        int height = int.Parse(Tall().Match(picture.Value).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        return Whole(edition, path, words, heading, measured, $"<svg x=\"{Side}\" width=\"{Width - 2 * Side - 60}\" height=\"{height}\" overflow=\"visible\">{picture.Value}</svg>", height);
    }

    private static ChartFile Whole(Edition edition, string path, string words, string heading, string measured, string body, int height)
    {
        var text = new StringBuilder();
        int y = 12;
        foreach (string line in Lines(heading, 84)) text.Append($"<text fill=\"#1f1828\" font-size=\"22\" font-weight=\"600\" x=\"{Side}\" y=\"{y += 28}\">{Safe(line)}</text>");
        y += 6;
        foreach (string line in Lines(measured, 120)) text.Append($"<text class=\"t-s\" x=\"{Side}\" y=\"{y += 21}\">{Safe(line)}</text>");
        int top = y + 28, foot = top + height + 34;
        text.Append($"<svg y=\"{top}\" width=\"{Width}\" height=\"{height}\" overflow=\"visible\">{body}</svg>");
        string source = $"Source: {edition.Publication.Title}, figures as at {Numbers.Day(edition.Publication.SnapshotDate)}.{(edition.Publication.Fictional ? " Sample: the organisations and every figure are invented." : "")}{(edition.Publication.Notice.Length > 0 ? " " + edition.Publication.Notice : "")}";
        foreach (string line in Lines(source, 120))
        {
            text.Append($"<text class=\"t-s\" x=\"{Side}\" y=\"{foot}\">{Safe(line)}</text>");
            foot += 21;
        }
        string inner = Class().Replace(text.ToString(), Look);
        return new(path, words, Encoding.UTF8.GetBytes(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{foot}\" viewBox=\"0 0 {Width} {foot}\" font-family=\"'Hanken Grotesk', Arial, sans-serif\"><title>{Safe(heading)}</title><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>{inner}</svg>\n"));
    }

    /// <summary>Later classes win, and no attribute stands twice.</summary>
    private static string Look(Match match)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string kind in match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            foreach (Match pair in Attribute().Matches(Looks[kind])) attributes[pair.Groups[1].Value] = pair.Groups[2].Value;
        return string.Concat(attributes.Select(a => $" {a.Key}=\"{a.Value}\""));
    }

    private static IEnumerable<string> Lines(string words, int most)
    {
        var line = new StringBuilder();
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        if (line.Length > 0) yield return line.ToString();
    }

    private static string Safe(string words) => WebUtility.HtmlEncode(words).Replace("&#39;", "'", StringComparison.Ordinal);

    [GeneratedRegex(" class=\"([^\"]*)\"")]
    private static partial Regex Class();

    [GeneratedRegex("([a-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(" height=\"([0-9]+)\"")]
    private static partial Regex Tall();
}
