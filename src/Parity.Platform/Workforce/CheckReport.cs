using System.Text.Json;

namespace Parity.Platform.Workforce;

/// <summary>A fault or a point to confirm, at its place. The advice says what to do and never repeats a cell.</summary>
/// <param name="File">The CSV name, also for archives and workbooks; null where the whole return is meant.</param>
/// <param name="Line">The physical line where the record starts, or the row number in a sheet.</param>
public sealed record Problem(string? File, int? Line, string? Column, string Code, string Advice);

/// <summary>What checking a return found: the document of <c>parity check</c>.</summary>
public sealed record CheckReport
{
    /// <summary>How many problems, and how many warnings, the document lists; <see cref="ProblemCount"/> is the true total.</summary>
    public const int Listed = 1_000;

    /// <summary>
    /// How many are found with their places, and at most kept of a file that was refused, about 2 MB. Who has more has made
    /// one mistake many times, and sees it in the first ones; how many there are is always told.
    /// </summary>
    public const int Placed = 10_000;

    public required bool Accepted { get; init; }

    /// <summary>The organisation's code, null when the return did not give one that can be read.</summary>
    public required string? Organisation { get; init; }

    /// <summary>Rows read of each file that is present, by CSV name, in the format's order.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Rows { get; init; }
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>As far as they were placed; <see cref="Problems"/> begins this list.</summary>
    public IReadOnlyList<Problem> AllProblems { get; init; } = [];
    public required long ProblemCount { get; init; }
    public required IReadOnlyList<Problem> Warnings { get; init; }

    /// <summary>Writes the members of the document into an object that the caller has begun.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("accepted", Accepted);
        json.WriteString("organisation", Organisation);
        json.WriteStartObject("rows");
        foreach (var (file, rows) in Rows) json.WriteNumber(file, rows);
        json.WriteEndObject();
        Write(json, "problems", Problems);
        json.WriteNumber("problemCount", ProblemCount);
        Write(json, "warnings", Warnings);
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Problem> problems)
    {
        json.WriteStartArray(name);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("file", problem.File);
            if (problem.Line is { } line) json.WriteNumber("line", line);
            else json.WriteNull("line");
            json.WriteString("column", problem.Column);
            json.WriteString("code", problem.Code);
            json.WriteString("advice", problem.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
