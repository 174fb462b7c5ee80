using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Parity.App.Tests.House;

/// <summary>What is said to stand against each threat is held by a test that exists, or it is said that none does.</summary>
public sealed partial class ThreatsTests
{
    private const string Table = "docs/operate/assurance.md";

    private static readonly string[] Threats = [.. Enumerable.Range(1, 24).Select(n => string.Create(CultureInfo.InvariantCulture, $"T{n}"))];

    [Fact]
    public void Every_threat_names_tests_that_there_are_or_says_why_there_is_none()
    {
        string text = Repository.Read(Table);
        // Planted: a test that there never was, a threat that is left out, and one of which nothing is said.
        Assert.Equal(["T17: ChangeLogTests.Nobody_wrote_this"], Wrong(text.Replace("ChangeLogTests.Whoever_lifts_the_guard_and_alters_the_log_is_found", "ChangeLogTests.Nobody_wrote_this", StringComparison.Ordinal)));
        Assert.Equal(["T20 has no row"], Wrong(text.Replace("| T20 |", "| X20 |", StringComparison.Ordinal)));
        Assert.Equal(["T8 names no test and does not say why"], Wrong(text.Replace("not covered: ", "", StringComparison.Ordinal)).Where(w => w.StartsWith("T8 ", StringComparison.Ordinal)));
        Offences.None(Wrong(text));
    }

    private static IEnumerable<string> Wrong(string text)
    {
        var rows = Row().Matches(text).ToLookup(row => row.Groups[1].Value, row => row.Groups[2].Value);
        foreach (string threat in Threats)
        {
            if (rows[threat].Count() != 1)
            {
                yield return $"{threat} has no row";
                continue;
            }

            var named = Named().Matches(rows[threat].Single()).Select(m => m.Groups[1].Value).ToList();
            if (named.Count == 0 && !rows[threat].Single().Contains("not covered: ", StringComparison.Ordinal)) yield return $"{threat} names no test and does not say why";
            foreach (string test in named.Where(name => !Tests.Value.Contains(name))) yield return $"{threat}: {test}";
        }
    }

    /// <summary>Of this assembly as it was built; of the other two, which it does not see, as they are written.</summary>
    private static readonly Lazy<HashSet<string>> Tests = new(() =>
    [
        .. typeof(ThreatsTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
        .. from file in Repository.Files
           where file.EndsWith(".cs", StringComparison.Ordinal) && (file.StartsWith("tests/Parity.Core.Tests/", StringComparison.Ordinal) || file.StartsWith("tests/Parity.Journeys/", StringComparison.Ordinal))
           from Match test in WrittenTest().Matches(Repository.Read(file))
           select $"{Path.GetFileName(file).Split('.')[0]}.{test.Groups[1].Value}",
    ]);

    [GeneratedRegex(@"^\| (T\d+) \|(.+)$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`([A-Za-z]+\.\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\]\n(?:\s*\[[^\n]*\]\n)*\s*public (?:async Task|void) (\w+)\(")]
    private static partial Regex WrittenTest();
}
