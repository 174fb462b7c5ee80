using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;

namespace Parity.Web.Modules.Programmes.TakingPart;

/// <summary>Dates as an iCalendar file (RFC 5545): lines end in CR LF and are folded at 75 octets. What a date is stays out of it.</summary>
internal static class CalendarText
{
    public const string Title = "Development day";
    private const int LongestLine = 75;

    /// <param name="title">What each date is called, and no more: others may see a calendar.</param>
    public static string Of(IReadOnlyList<ReadCalendar.Date> dates, string title = Title, string name = "Development days")
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Parity//Dates//EN");
        Line("METHOD:PUBLISH");
        Line("X-WR-CALNAME:" + name);
        foreach (var date in dates)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{TypedId.Text(date.Id)}@parity");
            Line("DTSTAMP:" + Instant(date.Changed));
            if (date.From is { } from && date.Until is { } until)
            {
                Line("DTSTART:" + Instant(London.At(date.On, from)));
                Line("DTEND:" + Instant(London.At(date.On, until)));
            }
            else
            {
                Line("DTSTART;VALUE=DATE:" + Day(date.On));
                Line("DTEND;VALUE=DATE:" + Day(date.On.AddDays(1)));
            }

            Line("SUMMARY:" + title);
            if (date.Place.Length > 0) Line("LOCATION:" + Escaped(date.Place));
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return text.ToString();

        void Line(string line)
        {
            int length = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (length + rune.Utf8SequenceLength > LongestLine)
                {
                    text.Append("\r\n ");
                    length = 1;
                }

                text.Append(rune.ToString());
                length += rune.Utf8SequenceLength;
            }

            text.Append("\r\n");
        }
    }

    /// <param name="file">The name of a file to keep; null for a program that fetches it.</param>
    public static async Task SendAsync(HttpContext http, string calendar, string? file = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(calendar);
        http.Response.ContentType = "text/calendar; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        if (file is not null) http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
