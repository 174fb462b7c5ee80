using System.Text.RegularExpressions;
using Parity.Platform.Partnership.Contract;

namespace Parity.Platform.Partnership.Model;

/// <summary>What a code, a name, a sector and a band may be.</summary>
internal static partial class OrganisationWords
{
    public const string NameAdvice = "Enter the name, at most 120 characters.";
    public const string DayAdvice = "Enter a day that is not in the future, and not before the organisation joined.";
    private const int LongestName = 120;

    public static string? Code(string? given) => given?.Trim() is { } code && CodeShape().IsMatch(code) ? code : null;

    public static string? Name(string? given) => given?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : null;

    public static bool IsSector(string? sector) => Sectors.All.Contains(sector, StringComparer.Ordinal);

    public static bool IsBand(string? band) => Sectors.Bands.Contains(band, StringComparer.Ordinal);

    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), London).DateTime);

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeShape();
}
