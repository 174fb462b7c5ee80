using System.Globalization;
using Parity.Platform.Workforce;

namespace Parity.Web.Modules.Shared;

/// <summary>How private pages write days, moments and numbers for people here.</summary>
internal static class Words
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);

    public static string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, London).ToString("d MMMM yyyy, HH:mm", English);

    public static string Number(long number) => number.ToString("N0", English);

    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    public static string Status(ReturnStatus status) => status switch
    {
        ReturnStatus.SignedOff => "Signed off",
        ReturnStatus.Superseded => "Replaced by a later version",
        _ => "Waiting to be signed off",
    };
}
