using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Parity.Platform.Workforce;

/// <summary>What is answered to a submission: the document of the check, with the id and hash of what was stored.</summary>
internal static class ReturnDocuments
{
    public static string Accepted(ReturnId id, string sha256, CheckReport report) => Write(json =>
    {
        json.WriteString("id", id.ToString());
        json.WriteString("sha256", sha256);
        report.WriteMembers(json);
    });

    public static string Refused(CheckReport report) => Write(report.WriteMembers);

    /// <summary>With every problem that was placed, for the page that lists them.</summary>
    public static string Problems(CheckReport report) => Refused(report.AllProblems.Count > 0 ? report with { Problems = report.AllProblems } : report);

    public static CheckReport KeyUsed() => new()
    {
        Accepted = false,
        Organisation = null,
        Rows = [],
        Problems = [new Problem(null, null, null, "key-used", "This Idempotency-Key has been used for another body. Send each new body with a new key.")],
        ProblemCount = 1,
        Warnings = [],
    };

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
