using System.CommandLine;
using System.Text.RegularExpressions;
using Parity.Cli;

namespace Parity.App.Tests.House;

public sealed partial class DocumentsTests
{
    private static IEnumerable<string> Documents => Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    [Fact]
    public void The_first_block_of_the_readme_begins_with_the_demo() =>
        Assert.StartsWith("./parity demo", Blocks().Match(Repository.Read("README.md")).Groups[1].Value, StringComparison.Ordinal);

    [Fact]
    public void Every_link_of_a_document_to_a_file_leads_to_one()
    {
        var broken = from document in Documents
                     from link in Links().Matches(Repository.Read(document))
                     let target = link.Groups[1].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                     where !Repository.Has(Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target))))
                     select $"{document}: {target}";
        Offences.None(broken);
    }

    [Fact]
    public void Every_command_shown_is_one_that_the_program_understands()
    {
        var root = Program.Root();
        var shown = Documents.SelectMany(document => Blocks().Matches(Repository.Read(document)).SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Where(line => line.StartsWith("./parity ", StringComparison.Ordinal))
            .Select(line => (document, Line: line["./parity ".Length..].Split('#')[0].Split('|')[0].Split('>')[0].Trim()))).ToList();
        Assert.NotEmpty(shown);
        Offences.None(
            from command in shown
            from error in root.Parse(command.Line).Errors
            select $"{command.document}: parity {command.Line}: {error.Message}");
    }

    [Fact]
    public void Every_command_of_the_program_is_in_the_readme()
    {
        string readme = Repository.Read("README.md");
        Offences.None(Program.Root().Subcommands.Select(c => c.Name).Where(name => !readme.Contains($"./parity {name}", StringComparison.Ordinal) && !readme.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_decision_has_a_number_of_its_own() => Offences.None(
        Documents.Where(d => Decision().IsMatch(d)).GroupBy(d => Decision().Match(d).Groups[1].Value).Where(same => same.Count() > 1)
            .Select(same => string.Join(" and ", same)));

    [GeneratedRegex(@"^docs/decisions/(\d{4})-")]
    private static partial Regex Decision();

    [Fact]
    public void Every_decision_weighs_options_and_says_what_became_harder()
    {
        var decisions = Repository.Files.Where(f => f.StartsWith("docs/decisions/0", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(decisions);
        foreach (string decision in decisions)
        {
            string text = Repository.Read(decision);
            Assert.True(text.Contains("## Options", StringComparison.Ordinal) && text.Contains("## Decision", StringComparison.Ordinal) && text.Contains("## What became harder", StringComparison.Ordinal), decision);
        }
    }

    [GeneratedRegex("```[a-z]*\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
