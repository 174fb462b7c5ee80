using System.Reflection;
using System.Text.RegularExpressions;
using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.House;

public sealed partial class GlossaryTests
{
    private static readonly Assembly[] Ours =
        [typeof(Released<>).Assembly, typeof(Figure).Assembly, typeof(Publication).Assembly, typeof(ParityServer).Assembly, Assembly.Load("parity")];

    /// <summary>Bands of the return's file format.</summary>
    private static readonly string[] Allowed = ["MiddleManager", "SeniorManager"];

    [Fact]
    public void Every_term_that_names_its_place_in_the_code_is_there()
    {
        var types = Ours.SelectMany(a => a.GetTypes()).Select(t => t.Name.Split('`')[0]).ToHashSet(StringComparer.Ordinal);
        var named = Rows("Words we use").Select(row => row[2].Trim('`')).Where(name => name.Length > 0).ToList();
        Assert.NotEmpty(named);
        Offences.None(named.Where(name => !types.Contains(name)));
    }

    [Fact]
    public void No_type_and_no_file_has_a_name_that_the_glossary_refuses()
    {
        var refused = Refused("code");
        var types = Ours.SelectMany(a => a.GetTypes()).Where(t => t.Namespace?.StartsWith("Parity", StringComparison.Ordinal) is true && !t.Name.Contains('<', StringComparison.Ordinal)).Select(t => t.Name);
        var files = Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("tests/", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f));
        Offences.None(types.Concat(files).Distinct().Where(name => !Allowed.Contains(name) && Words().Matches(name).Any(word => refused.Contains(word.Value))));
    }

    [Fact]
    public void Published_words_avoid_what_the_glossary_refuses()
    {
        string[] refused = Refused("words");
        var published = Repository.Files.Where(f =>
            f != "GLOSSARY.md" && (f.EndsWith(".md", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal)
                || (f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))));
        var pattern = new Regex($@"\b({string.Join('|', refused.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        Offences.None(published.Where(file => pattern.IsMatch(Repository.Read(file))));
    }

    private static string[] Refused(string where) => [.. Rows("Words we refuse").Where(row => row[2] == where).Select(row => row[0])];

    private static IEnumerable<string[]> Rows(string heading) => Repository.Read("GLOSSARY.md")
        .Split("\n## ").Single(section => section.StartsWith(heading, StringComparison.Ordinal)).Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal)).Skip(1)
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Words();
}
