using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Programmes;

/// <summary>A file of rows for a spreadsheet. Text that a spreadsheet would take for a formula is given an apostrophe.</summary>
internal static class CsvAnswer
{
    public static Task SendAsync(HttpContext http, string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows.Prepend(header)) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    public static string Yes(bool yes) => yes ? "yes" : "no";

    public static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Cell(string text)
    {
        string safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
