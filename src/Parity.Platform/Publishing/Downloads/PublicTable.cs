using System.Globalization;
using Parity.Platform.Publishing.Contract;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>A table of public cells, the same for every file form. No cell is empty.</summary>
public sealed record PublicTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<PublicCell>> Rows);

/// <summary>A number, with the decimals it is shown with, or a text; text that a spreadsheet would run as a formula is quoted.</summary>
public readonly record struct PublicCell
{
    public const string WithheldMark = "[c]";
    public const string NotCalculableMark = "[x]";
    public const string NotApplicableMark = "[z]";

    private PublicCell(string text, bool isNumber) => (Text, IsNumber) = (text, isNumber);

    public string Text { get; }
    public bool IsNumber { get; }

    public static PublicCell Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(NotApplicableMark, false);

        // OWASP, CSV injection: a leading = + - @ tab or return starts a formula in a spreadsheet.
        return new(text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text, false);
    }

    public static PublicCell Of(decimal number) => new(number.ToString(CultureInfo.InvariantCulture), true);

    public static PublicCell Of(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), false);

    public static PublicCell Of(Shown shown) => shown switch
    {
        Shown.Number n => Of(n.Released.Value),
        Shown.Withheld => new(WithheldMark, false),
        Shown.NotCalculable => new(NotCalculableMark, false),
        _ => new(NotApplicableMark, false),
    };
}
