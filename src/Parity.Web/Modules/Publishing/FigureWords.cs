using System.Globalization;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Modules.Publishing;

/// <summary>How internal figures are written for the people who may see them.</summary>
internal static class FigureWords
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string Of(double? value, FigureUnit unit, int decimals = 1) => value is not { } number ? "too few" : unit switch
    {
        FigureUnit.Count => number.ToString("N0", Plain),
        FigureUnit.Fraction => (100 * number).ToString("N" + decimals, Plain) + "%",
        FigureUnit.PerCent => number.ToString("N" + decimals, Plain) + "%",
        FigureUnit.PercentagePoints => number.ToString("N" + decimals, Plain) + " points",
        FigureUnit.Ratio => number.ToString("N2", Plain),
        FigureUnit.Days => number.ToString("N0", Plain) + " days",
        _ => number.ToString("N" + decimals, Plain),
    };

    public static string City(OwnFigure figure) => figure.City is { } value ? Of((double)value, figure.Unit, figure.CityDecimals) : figure.CityHasRow ? "withheld" : "not published";

    public static string Publicly(OwnFigure figure) => figure.ShownPublicly ? "shown" : figure.HasRow ? "withheld" : "not published";

    /// <summary>The figure's name with the part it is about.</summary>
    public static string Name(OwnFigure figure) => figure.Scope.Length == 0 ? figure.Title
        : $"{figure.Title}: {string.Join(", ", figure.Scope.Split(", ").Select(part => part.Split('=') is [var key, var value] ? key switch { "from_grade" => $"from grade {value}", "quarter" => $"quarter {value} of 4", _ => value.Replace('-', ' ') } : part))}";

    public static string Interval(OwnFigure figure) => figure is { Lower: { } lower, Upper: { } upper } ? $"{Of(lower, figure.Unit)} to {Of(upper, figure.Unit)}" : "";

    public static string Group(string group) => group switch
    {
        "all" => "Everybody",
        "other" => "Ethnic minorities",
        "W" => "White",
        "M" => "Mixed",
        "A" => "Asian",
        "B" => "Black",
        "O" => "Other",
        "X" => "Not known",
        "F" => "Women",
        "Y" => "Disabled",
        "N" => "Not disabled",
        "X1" => "Prefer not to say",
        "X9" => "Not known",
        _ => group,
    };

    /// <summary>The group of a figure; where the classification is sex, M are men and O people of another sex.</summary>
    public static string Group(OwnFigure figure) => (figure.Classification, figure.Group) switch
    {
        ("sex", "M") => "Men",
        ("sex", "O") => "Other",
        _ => Group(figure.Group),
    };

    public static string Theme(string theme) => theme.Length == 0 ? "" : char.ToUpperInvariant(theme[0]) + theme[1..].Replace('-', ' ');
}
