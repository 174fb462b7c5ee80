using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Site;

/// <summary>
/// Addresses of the site's pages as seen from one of them. All are relative, so that the site works in any folder of any
/// host, and straight from a disk.
/// </summary>
/// <param name="Root">The way back to the site's root: empty, <c>../</c> or <c>../../</c>.</param>
public sealed record Links(string Root)
{
    public string Overview => Root + "index.html";
    public string Measures => Root + "measures/index.html";
    public string Organisations => Root + "organisations/index.html";
    public string Sectors => Root + "sectors/index.html";
    public string Groups => Root + "groups/index.html";
    public string Changes => Root + "changes.html";
    public string Methods => Root + "methods.html";
    public string Downloads => Root + "downloads.html";
    public string Corrections => Root + "corrections.html";
    public string Accessibility => Root + "accessibility.html";
    public string Privacy => Root + "privacy.html";

    public string Measure(string indicator) => $"{Root}measures/{Slug(indicator)}.html";

    /// <summary>Where a number comes from: the page of one measure in one place, at the row of the figure.</summary>
    public string Figure(PublicFigure figure) => $"{MeasureAt(figure.Indicator, figure.Organisation)}#{Anchor(figure)}";

    public string MeasureAt(string indicator, string organisation) => $"{Root}measures/{Slug(indicator)}/{Slug(organisation)}.html";

    public string Organisation(string code) => code is Edition.City ? Overview : $"{Root}{FolderOf(code)}/{Slug(code)}.html";

    public string Group(string broad) => $"{Root}groups/{Words.Groups.Slug(broad)}.html";

    public string Asset(string name) => $"{Root}assets/{name}";

    public static string Anchor(PublicFigure figure) =>
        "f-" + Slug($"{figure.Classification ?? "all"}-{figure.Group}{(figure.Scope.Count == 0 ? "" : "-" + Edition.ScopeKey(figure.Scope))}").ToLowerInvariant();

    /// <summary>A code as a file name: letters, digits, hyphen and underscore; names the site itself uses are set apart.</summary>
    public static string Slug(string code)
    {
        if (code is Edition.City) return "city";
        string sector = code.StartsWith("SECTOR:", StringComparison.Ordinal) ? "sector-" + code["SECTOR:".Length..] : code;
        string slug = string.Concat(sector.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        return slug.ToLowerInvariant() is "index" or "city" || slug.Length == 0 || (sector == code && slug.StartsWith("sector-", StringComparison.OrdinalIgnoreCase)) ? slug + "-organisation" : slug;
    }

    private static string FolderOf(string code) => code.StartsWith("SECTOR:", StringComparison.Ordinal) ? "sectors" : "organisations";
}
