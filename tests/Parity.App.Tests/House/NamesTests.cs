using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Parity.App.Tests.House;

public sealed partial class NamesTests
{
    [Fact]
    public void Test_names_are_sentences()
    {
        var tests = typeof(NamesTests).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttributes().Any(a => a is FactAttribute)).ToList();
        Assert.NotEmpty(tests);
        Offences.None(tests.Where(m => m.Name.Split('_').Length < 4).Select(m => $"{m.DeclaringType!.Name}.{m.Name}"));
    }

    [Fact]
    public void No_file_names_a_place_that_only_one_machine_has() =>
        Offences.None(TextFiles().Where(f => MachinePlace().IsMatch(Repository.Read(f))));

    [Fact]
    public void No_file_name_has_a_space_or_marks_an_age()
    {
        Offences.None(Repository.Files.Where(f => f.Contains(' ', StringComparison.Ordinal)));
        Offences.None(Repository.Files.Where(f => Path.GetFileNameWithoutExtension(f) is "New" or "Old" or "Copy" or "Temp"));
    }

    [Fact]
    public void Nothing_is_left_to_be_done_later_in_a_comment() =>
        Offences.None(TextFiles().Where(f => Later().IsMatch(Repository.Read(f))));

    [Fact]
    public void Imports_stand_in_order_those_of_the_runtime_first()
    {
        foreach (string file in Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            var imports = Import().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).ToList();
            Assert.Equal(imports.OrderBy(i => i != "System" && !i.StartsWith("System.", StringComparison.Ordinal)).ThenBy(i => i, StringComparer.OrdinalIgnoreCase), imports);
        }
    }

    [Fact]
    public void Every_package_has_its_reason_and_licence_in_the_list()
    {
        string list = Repository.Read("docs/decisions/0010-dependencies.md");
        var packages = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value).ToList();
        var npm = Repository.Files.Where(f => f.EndsWith("package.json", StringComparison.Ordinal))
            .SelectMany(f => NpmPackage().Matches(Repository.Read(f)).Select(m => m.Groups[1].Value));
        var listed = Row().Matches(list).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(packages.Concat(npm).Distinct().Order(StringComparer.OrdinalIgnoreCase), listed.Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_file_of_reference_data_names_its_source()
    {
        string sources = Repository.Read("reference/README.md");
        foreach (string file in Repository.Files.Where(f => f.StartsWith("reference/", StringComparison.Ordinal) && f != "reference/README.md"))
            Assert.Contains($"`{file["reference/".Length..]}`", sources, StringComparison.Ordinal);
    }

    private static IEnumerable<string> TextFiles() => Repository.Files.Where(f =>
        Path.GetExtension(f) is ".cs" or ".razor" or ".md" or ".csproj" or ".props" or ".targets" or ".json" or ".js" or ".scss" or ".sql" or ".slnx" || f is "parity" or "test" or ".ci/run")
        .Where(f => !f.EndsWith("NamesTests.cs", StringComparison.Ordinal) && !f.EndsWith("packages.lock.json", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\w.])/((work|root)/\w|home/\w\w)|[A-Z]:\\Users")]
    private static partial Regex MachinePlace();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Later();

    [GeneratedRegex("\"(@?[a-z][a-z0-9./-]*)\": \"\\d")]
    private static partial Regex NpmPackage();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
