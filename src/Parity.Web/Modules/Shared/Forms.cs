using System.Globalization;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Foundation;

namespace Parity.Web.Modules.Shared;

/// <summary>What of a form cannot be accepted: the field, empty for the form as a whole, and what to do.</summary>
public sealed record FieldFault(string Field, string Advice);

/// <summary>Reads what a form or an address says; what is not there or not of its kind is null.</summary>
internal static class Forms
{
    private const string Day = "yyyy-MM-dd";

    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    public static TId? IdIn<TId>(HttpContext http, string part) where TId : struct, ITypedId<TId> =>
        TypedId.TryParse<TId>((string?)http.Request.RouteValues[part], out var id) ? id : null;

    public static Guid? GuidOf(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;

    /// <summary>One of the words of a closed list; null also for a number.</summary>
    public static T? ChoiceOf<T>(string? text) where T : struct, Enum =>
        text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    /// <summary>A whole number from zero; no sign, no space, no separator.</summary>
    public static int? NumberOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A page number from 1, as an address gives it.</summary>
    public static int PageOf(HttpContext http) => NumberOf(http.Request.Query["page"]) is { } page and > 0 ? page : 1;
}
