using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Parity.Indicators.Returns;
using Parity.Platform.SampleCity;
using Parity.Platform.SampleCity.Model;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.SampleCity;

public sealed class WriteCityTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("parity-city-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_every_machine()
    {
        Write("a", 5, 900, 3, 42);
        Write("b", 5, 900, 3, 42);
        Write("c", 5, 900, 3, 43);
        Assert.Equal(Fingerprint("a"), Fingerprint("b"));
        Assert.NotEqual(Fingerprint("a"), Fingerprint("c"));
        Assert.Equal("427957e26ac4afb49585902f1c52b2610c54570c20ba4256fbe094eacafbefc5", Fingerprint("a"));
    }

    [Fact]
    public void Writing_a_city_again_leaves_nothing_of_the_one_before()
    {
        Write("fresh", 14, 300, 1, 5);
        Write("again", 14, 900, 2, 4);
        Write("again", 14, 300, 1, 5);
        Assert.Equal(Read("fresh/edition-1"), Read("again/edition-1"));
    }

    [Theory]
    [InlineData(1, 1, 6, 1)]
    [InlineData(1, 2, 6, 2)]
    [InlineData(3, 3, 6, 3)]
    [InlineData(16, 16, 4, 4)]
    [InlineData(16, 16, 4, 5)]
    [InlineData(16, 120, 6, 6)]
    [InlineData(16, 700, 3, 7)]
    [InlineData(40, 90, 2, 8)]
    [InlineData(20, 4000, 2, ulong.MaxValue)]
    public void Every_return_of_a_city_of_any_size_is_accepted(int organisations, int employees, int editions, ulong seed)
    {
        Write("city", organisations, employees, editions, seed);
        for (int edition = 1; edition <= editions; edition++)
            Assert.Equal(organisations, Returns(edition, organisations).Count);
    }

    [Fact]
    public void People_persist_between_editions()
    {
        Write("city", 16, 6000, 3, 11);
        var before = new Dictionary<string, Dictionary<Ethnicity, int>>();
        for (int edition = 1; edition <= 3; edition++)
            foreach (var (read, _) in Returns(edition, 16))
            {
                var opening = read.Headcount.GroupBy(row => row.Ethnicity).ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
                var closing = read.Employees.Ethnicity.GroupBy(code => code).ToDictionary(group => group.Key, group => group.Count());
                if (before.TryGetValue(read.Header.Organisation, out var last)) Assert.Equal(Sorted(last), Sorted(opening));
                before[read.Header.Organisation] = closing;

                foreach (var code in Enum.GetValues<Ethnicity>())
                {
                    int starters = read.Events.Count(row => row.Kind is EventKind.Starter && row.Ethnicity == code);
                    int leavers = read.Events.Count(row => row.Kind is EventKind.Leaver && row.Ethnicity == code);
                    Assert.Equal(closing.GetValueOrDefault(code), opening.GetValueOrDefault(code) + starters - leavers);
                }
            }
    }

    [Fact]
    public void The_sixteen_organisations_have_the_sector_mix_of_a_city_partnership()
    {
        Write("city", 16, 1000, 1, 1);
        var sectors = Returns(1, 16).GroupBy(accepted => accepted.Return.Header.Sector).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(
            new Dictionary<Sector, int>
            {
                [Sector.Council] = 1,
                [Sector.Health] = 6,
                [Sector.University] = 2,
                [Sector.College] = 1,
                [Sector.Police] = 1,
                [Sector.Justice] = 4,
                [Sector.Fire] = 1,
            },
            sectors);
    }

    [Fact]
    public void Every_organisation_of_the_city_is_described_in_its_README()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Parity.slnx"))) at = at.Parent!;
        string readme = File.ReadAllText(Path.Combine(at.FullName, "samples", "severnside", "README.md"));
        Assert.All(Employers.First(16), employer => Assert.Contains($"| `{employer.Code}` |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_edition_has_exactly_the_people_asked_for()
    {
        var written = Write("city", 16, 12_345, 2, 9);
        Assert.Equal(12_345, written.People[0]);
        Assert.Equal(12_345, Returns(1, 16).Sum(accepted => accepted.Return.Employees.Rows));
        Assert.InRange(written.People[1], 12_000, 12_700);
    }

    [Fact]
    public void In_the_default_city_appointment_grows_fairer_while_leaving_by_choice_grows_apart()
    {
        Write("city", 16, 45_000, 2, 1);
        var accepted = Returns(1, 16).Concat(Returns(2, 16)).ToList();
        Assert.Empty(accepted.SelectMany(read => read.Report.Warnings));
        var first = accepted.Take(16).Select(read => read.Return).ToList();
        var second = accepted.Skip(16).Select(read => read.Return).ToList();

        Assert.InRange(Appointment(first), 1.5, 1.8);
        Assert.InRange(Appointment(second), 1.3, 1.55);
        Assert.InRange(VoluntaryLeaving(first), 0.9, 1.1);
        Assert.InRange(VoluntaryLeaving(second), 1.12, 1.35);
    }

    [Fact]
    public void One_employer_reorganises_in_its_second_year()
    {
        Write("city", 16, 2000, 2, 1);
        var first = Returns(1, 16).Single(accepted => accepted.Return.Header.Organisation == "city-council").Return;
        var second = Returns(2, 16).Single(accepted => accepted.Return.Header.Organisation == "city-council").Return;
        Assert.Empty(first.Directorates.Intersect(second.Directorates));
        Assert.Empty(first.Grades.Select(grade => grade.Code).Intersect(second.Grades.Select(grade => grade.Code)));
    }

    [Fact]
    public void The_second_edition_names_the_publication_of_the_first()
    {
        var written = Write("city", 3, 300, 2, 1);
        using var edition = JsonDocument.Parse(File.ReadAllText(written.EditionFiles[1]));
        var root = edition.RootElement;
        Assert.Equal("edition-2", root.GetProperty("edition").GetString());
        Assert.Equal("2026-03-31", root.GetProperty("snapshot_date").GetString());
        Assert.True(root.GetProperty("fictional").GetBoolean());
        Assert.Equal(10, root.GetProperty("threshold").GetInt32());
        Assert.Equal(["published/edition-1"], root.GetProperty("previous").EnumerateArray().Select(value => value.GetString()));
        Assert.All(root.GetProperty("returns").EnumerateArray(), path => Assert.True(File.Exists(Path.Combine(folder.FullName, "city", path.GetString()!, "employees.csv"))));
    }

    [Theory]
    [InlineData(0, 100, 2)]
    [InlineData(501, 10_000, 2)]
    [InlineData(16, 15, 2)]
    [InlineData(16, 100, 0)]
    [InlineData(16, 100, 7)]
    [InlineData(16, 20_000_001, 1)]
    public void A_city_that_cannot_be_is_refused_with_the_option_to_change(int organisations, int employees, int editions)
    {
        var outcome = WriteCity.Handler.Handle(new(Path.Combine(folder.FullName, "none"), organisations, employees, editions));
        Assert.StartsWith("--", Assert.IsType<WriteCity.Outcome.NotPossible>(outcome).Reason, StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
    }

    [Fact]
    public void A_city_that_cannot_be_written_says_why_once()
    {
        string taken = Path.Combine(folder.FullName, "taken");
        Directory.CreateDirectory(taken);
        File.WriteAllText(Path.Combine(taken, "edition-1"), "a file where a folder should be");
        Assert.ThrowsAny<IOException>(() => WriteCity.Handler.Handle(new(taken, 4, 40, 1)));
    }

    private WriteCity.Outcome.Written Write(string name, int organisations, int employees, int editions, ulong seed) =>
        Assert.IsType<WriteCity.Outcome.Written>(WriteCity.Handler.Handle(new(Path.Combine(folder.FullName, name), organisations, employees, editions, seed)));

    private List<CheckReturn.Outcome.Accepted> Returns(int edition, int organisations)
    {
        var paths = Directory.GetDirectories(Path.Combine(folder.FullName, "city", $"edition-{edition}"));
        Assert.Equal(organisations, paths.Length);
        return [.. paths.Order(StringComparer.Ordinal).Select(path => Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new(path))))];
    }

    private static double Appointment(List<Return> returns)
    {
        var rows = returns.SelectMany(read => read.Recruitment).ToList();
        return Rate(BroadGroup.W) / Rate(null);

        double Rate(BroadGroup? group)
        {
            var of = rows.Where(row => Belongs(row.Ethnicity, group)).ToList();
            return (double)of.Sum(row => row.Appointed) / of.Sum(row => row.Shortlisted);
        }
    }

    private static double VoluntaryLeaving(List<Return> returns)
    {
        return Rate(null) / Rate(BroadGroup.W);

        double Rate(BroadGroup? group)
        {
            int leavers = returns.Sum(read => read.Events.Count(row => row.Kind is EventKind.Leaver && row.Voluntary is YesNo.Yes && Belongs(row.Ethnicity, group)));
            return (double)leavers / returns.Sum(read => read.Headcount.Where(row => Belongs(row.Ethnicity, group)).Sum(row => row.Count));
        }
    }

    /// <summary>No group stands for all ethnic minority groups together.</summary>
    private static bool Belongs(Ethnicity code, BroadGroup? group) =>
        group is { } one ? code.Broad() == one : code.Broad() is not (BroadGroup.W or BroadGroup.X);

    private static IEnumerable<(Ethnicity, int)> Sorted(Dictionary<Ethnicity, int> counts) =>
        counts.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));

    private List<(string Path, string Text)> Read(string name)
    {
        string root = Path.Combine(folder.FullName, name);
        return [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path))).OrderBy(file => file.Item1, StringComparer.Ordinal)];
    }

    private string Fingerprint(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, text) in Read(name)) hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{text}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
