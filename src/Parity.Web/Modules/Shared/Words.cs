using System.Globalization;
using Parity.Platform.Workforce;

namespace Parity.Web.Modules.Shared;

/// <summary>How private pages write days, moments and numbers for people here.</summary>
internal static class Words
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly NumberFormatInfo Percent = new() { PercentPositivePattern = 1, PercentNegativePattern = 1 };
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);

    public static string Month(DateOnly day) => day.ToString("MMMM yyyy", English);

    public static string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London).ToString("d MMMM yyyy, HH:mm", English);

    public static string Number(long number) => number.ToString("N0", English);

    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    public static string Status(ReturnStatus status) => status switch
    {
        ReturnStatus.SignedOff => "Signed off",
        ReturnStatus.Superseded => "Replaced by a later version",
        ReturnStatus.Checked => "Checked, not submitted yet",
        ReturnStatus.SentBack => "Sent back to be put right",
        _ => "Waiting to be signed off",
    };

    /// <summary>Where a problem is: file, line and column, as far as they apply.</summary>
    public static string Place(Problem problem) => string.Join(", ", new[] { problem.File ?? "the whole return", problem.Line is { } line ? $"line {Number(line)}" : null, problem.Column }.Where(part => part is not null));

    /// <summary>By how much a total grew or fell.</summary>
    public static string Difference(ReturnSwings.Unit unit, double? before, double? now) => (now - before) switch
    {
        null => "-",
        { } points when unit is ReturnSwings.Unit.Share => (100 * points).ToString("+0.0;-0.0", English) + " points",
        { } pounds when unit is ReturnSwings.Unit.Pounds => pounds.ToString("+\u00a3#,0.00;-\u00a3#,0.00", English),
        { } count => count.ToString("+#,0;-#,0", English),
    };

    public static string Total(ReturnSwings.Unit unit, double? value) => value switch
    {
        null => "not given",
        { } share when unit is ReturnSwings.Unit.Share => share.ToString("P1", Percent),
        { } pounds when unit is ReturnSwings.Unit.Pounds => "\u00a3" + pounds.ToString("N2", English),
        { } count => count.ToString("N0", English),
    };
}
