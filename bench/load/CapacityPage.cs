using System.Runtime.CompilerServices;

namespace Parity.Bench.Load;

/// <summary>Where the measured table belongs: between two marks of the page, one pair for each database.</summary>
internal static class CapacityPage
{
    public static void Write(string table, string database)
    {
        string page = Path.Combine(Root(), "docs", "operate", "capacity.md");
        string text = File.ReadAllText(page), begin = $"<!-- bench/load writes {database} from here -->", end = $"<!-- to here: {database} -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal), to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from) throw new InvalidDataException($"{page} has no marks for {database}.");
        File.WriteAllText(page, $"{text[..(from + begin.Length)]}\n{table}{text[to..]}");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
