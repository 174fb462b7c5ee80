using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Parity.Web.Site.Charts;

/// <summary>
/// Writes SVG that never shrinks: places across are in per cent of the width, heights and text in pixels, no viewBox.
/// Styled by classes only, so that a strict content policy, print and forced colours work.
/// </summary>
public sealed class Svg
{
    private readonly StringBuilder text = new();

    /// <summary>A chart of its own: announced as one image with a title and a description.</summary>
    public static MarkupString Picture(string id, int height, string title, string description, Svg content, string kind = "") =>
        new($"<svg class=\"ch{(kind.Length == 0 ? "" : " " + kind)}\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{Safe(title)}</title><desc id=\"{id}-d\">{Safe(description)}</desc>{content.text}</svg>");

    /// <summary>A mark beside text that says the same: hidden from screen readers.</summary>
    public static MarkupString Mark(int height, Svg content, string kind = "") =>
        new($"<svg class=\"ch{(kind.Length == 0 ? "" : " " + kind)}\"{(height > 0 ? $" height=\"{height}\"" : "")} aria-hidden=\"true\">{content.text}</svg>");

    public static string Percent(double place) => place.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    public static string Pixels(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);

    public Svg Line(string kind, string x1, string x2, double y1 = 0, double y2 = 0) =>
        Add($"<line{Class(kind)}{At("x1", x1)}{At("x2", x2)}{At("y1", Pixels(y1))}{At("y2", Pixels(y2))}/>");

    /// <summary>A line from the top of its cell to the bottom.</summary>
    public Svg Upright(string kind, double x) => Add($"<line{Class(kind)} x1=\"{Percent(x)}\" x2=\"{Percent(x)}\" y2=\"100%\"/>");

    public Svg Box(string kind, double x, double width, string y, string height, string? fill = null) =>
        Add($"<rect{Class(kind)}{(fill is null ? "" : $" fill=\"url(#{fill})\"")}{At("x", Percent(x))}{At("y", y)} width=\"{Percent(width)}\" height=\"{height}\"/>");

    public Svg Dot(string kind, double x, double y = 0, double radius = 6.5) =>
        Add($"<circle{Class(kind)} cx=\"{Percent(x)}\"{At("cy", Pixels(y))} r=\"{Pixels(radius)}\"/>");

    public Svg Text(string kind, double x, double y, string words, double shift = 0) =>
        Add($"<text{Class(kind)}{At("x", Percent(x))} y=\"{Pixels(y)}\"{At("dx", Pixels(shift))}>{Safe(words)}</text>");

    /// <summary>A shape drawn in pixels around a place in per cent.</summary>
    public Svg Shape(string kind, double x, double y, string path) =>
        Add($"<svg class=\"ov\"{At("x", Percent(x))}{At("y", Pixels(y))}><path{Class(kind)} d=\"{path}\"/></svg>");

    /// <summary>A shape stretched over a box: 0 to 100 across, pixels down.</summary>
    public Svg Stretched(double x, double width, double height, string kind, string path) =>
        Add($"<svg{At("x", Percent(x))} width=\"{Percent(width)}\" height=\"{Pixels(height)}\" viewBox=\"0 0 100 {Pixels(height)}\" preserveAspectRatio=\"none\"><path{Class(kind)} d=\"{path}\"/></svg>");

    public Svg Open(string kind) => Add($"<g{Class(kind)}>");

    public Svg Close() => Add("</g>");

    /// <summary>What follows is placed around the middle of the cell, whatever its height.</summary>
    public Svg Middle() => Add("<svg y=\"50%\" class=\"ov\">");

    public Svg EndMiddle() => Add("</svg>");

    public Svg Define(string id, Svg content) => Add($"<defs><g id=\"{id}\">{content.text}</g></defs>");

    public Svg Use(string id) => Add($"<use href=\"#{id}\"/>");

    public Svg Add(string markup)
    {
        text.Append(markup);
        return this;
    }

    private static string Class(string kind) => kind.Length == 0 ? "" : $" class=\"{kind}\"";

    private static string At(string name, string place) => place is "0" or "0%" ? "" : $" {name}=\"{place}\"";

    private static string Safe(string words) => WebUtility.HtmlEncode(words).Replace("&#39;", "'", StringComparison.Ordinal);
}
