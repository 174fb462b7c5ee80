using System.Globalization;
using Parity.Platform.Workforce;

namespace Parity.Cli.Modules.Workforce;

/// <summary>The report of a check for people: what was read, then what to do, grouped by file and by advice.</summary>
internal static class CheckText
{
    private const int PlacesShown = 8;
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static void Write(TextWriter output, CheckReport report)
    {
        string name = report.Organisation is { } organisation ? $"Return of {organisation}" : "Return";
        output.WriteLine(report.Accepted
            ? $"{name}: accepted."
            : $"{name}: not accepted yet. {Count(report.ProblemCount, "problem")} to put right.");
        if (report.Rows.Count > 0) output.WriteLine();
        foreach (var (file, rows) in report.Rows) output.WriteLine(string.Create(Plain, $"  {file,-16} {rows,12:N0} {(rows == 1 ? "row" : "rows")}"));
        Write(output, report.Problems, "To put right");
        if (report.ProblemCount > report.Problems.Count)
            output.WriteLine(string.Create(Plain, $"\nThe first {report.Problems.Count:N0} problems are listed; there are {report.ProblemCount:N0}."));
        Write(output, report.Warnings, "To confirm");
        if (!report.Accepted) output.WriteLine("\nEach kind of problem is explained in docs/operate/return-problems.md.");
    }

    private static void Write(TextWriter output, IReadOnlyList<Problem> problems, string title)
    {
        if (problems.Count == 0) return;
        output.WriteLine($"\n{title}");
        foreach (var file in problems.GroupBy(p => p.File))
        {
            output.WriteLine($"\n  {file.Key ?? "The return as a whole"}");
            foreach (var alike in file.GroupBy(p => (p.Column, p.Code, p.Advice)))
            {
                string place = string.Join(", ", new[] { Lines(alike), alike.Key.Column }.Where(part => part is { Length: > 0 }));
                output.WriteLine(place.Length == 0 ? $"    {alike.Key.Advice} [{alike.Key.Code}]" : $"    {place} [{alike.Key.Code}]\n      {alike.Key.Advice}");
            }
        }
    }

    private static string Lines(IEnumerable<Problem> problems)
    {
        var lines = problems.Where(p => p.Line is not null).Select(p => p.Line!.Value).ToList();
        if (lines.Count == 0) return "";
        string shown = string.Join(", ", lines.Take(PlacesShown));
        string more = lines.Count > PlacesShown ? string.Create(Plain, $" and {lines.Count - PlacesShown:N0} more") : "";
        return $"{(lines.Count == 1 ? "line" : "lines")} {shown}{more}";
    }

    private static string Count(long number, string noun) => string.Create(Plain, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
