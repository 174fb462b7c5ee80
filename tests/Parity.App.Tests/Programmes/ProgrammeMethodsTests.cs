using System.Globalization;
using Parity.App.Tests.House;
using Parity.Indicators;
using Parity.Indicators.Outcomes;
using Parity.Indicators.Returns;
using Parity.Indicators.Selection;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>Each number and algorithm of the programme has a page for readers, and the example on the page runs.</summary>
public sealed class ProgrammeMethodsTests
{
    private const string Folder = "docs/methods/programme/";
    private const string Trait = "motivation";

    private static readonly string[] Headings = ["## How it is worked out", "## Worked example", "## What is withheld", "## Read it with care", "## Source"];

    private static readonly Dictionary<string, Func<Example, Dictionary<string, string>>> Computed = new(StringComparer.Ordinal)
    {
        ["agreement"] = Agreement,
        ["compared-with-colleagues"] = Compared,
        ["development-days"] = Days,
        ["how-groups-fared"] = Groups,
        ["identity-check"] = Identity,
        ["marks-adjusted"] = Adjusted,
        ["outcome-figures"] = Outcomes,
        ["the-line"] = Line,
        ["time-to-role"] = Time,
    };

    public static TheoryData<string> Pages() => [.. Computed.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_how_it_is_worked_out_and_its_example_comes_out_as_written(string page)
    {
        string text = Repository.Read($"{Folder}{page}.md");
        foreach (string heading in Headings) Assert.Contains($"\n{heading}\n\n", text, StringComparison.Ordinal);
        var example = Example.In(text);
        var computed = Computed[page](example);
        Assert.NotEmpty(example.Figure);
        foreach (var (name, expected) in example.Figure.Where(f => f.Key is not ("shape" or "today")))
        {
            string actual = Assert.Contains(name, computed);
            if (double.TryParse(expected, CultureInfo.InvariantCulture, out double number)) Assert.Equal(number, double.Parse(actual, CultureInfo.InvariantCulture), 5e-6);
            else Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Every_page_of_the_programmes_numbers_is_run_and_is_in_the_list()
    {
        string list = Repository.Read(Folder + "README.md");
        var pages = Repository.Files.Where(f => f.StartsWith(Folder, StringComparison.Ordinal) && !f.EndsWith("README.md", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.Equal(Computed.Keys.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
        Offences.None(pages.Where(p => !list.Contains($"]({p}.md)", StringComparison.Ordinal)).Select(p => $"{p} is not in the list"));
    }

    private static Dictionary<string, string> Agreement(Example example)
    {
        var marks = example.Rows("marks").ConvertAll(r => (IReadOnlyList<double>)[.. r.Skip(1).Select(Number)]);
        var icc = IntraclassCorrelation.Of(marks)!;
        var apart = marks.ConvertAll(m => Math.Abs(m[0] - m[1]));
        return new()
        {
            ["one mark, same assessors"] = Text(icc.Single2),
            ["mean, same assessors"] = Text(icc.Mean2),
            ["one mark, different assessors"] = Text(icc.Single1),
            ["mean, different assessors"] = Text(icc.Mean1),
            ["alpha"] = Text(KrippendorffAlpha.Of(marks, MarkScale.Ordinal)!.Value),
            ["at most a point apart"] = Text((double)apart.Count(a => a <= 1) / apart.Count),
        };
    }

    private static Dictionary<string, string> Adjusted(Example example)
    {
        var (applicants, assessors) = (example.Named("marks", 0), example.Named("marks", 1));
        var list = MeetingList.Of(Meeting(example, line: 1));
        var found = new Dictionary<string, string> { ["connected"] = list.Connected ? "yes" : "no" };
        foreach (var entry in list.Entries)
            (found[$"as given {applicants[entry.Application]}"], found[$"adjusted {applicants[entry.Application]}"]) = (Text(entry.Plain), Text(entry.Adjusted));
        foreach (var (assessor, leniency) in list.Leniency) found[$"leniency {assessors[assessor.Value]}"] = Text(leniency);
        return found;
    }

    private static Dictionary<string, string> Line(Example example)
    {
        const int Places = 2;
        var (applicants, assessors) = (example.Named("marks", 0), example.Named("marks", 1));
        string Say(IEnumerable<Guid> who) => string.Join(' ', who.Select(w => applicants[w]).Order(StringComparer.Ordinal));
        var input = Meeting(example, Places);
        List<GivenMean> given = [.. input.Marks.Select(m => new GivenMean(m.Application, new PersonId(m.Assessor), m.Value))];
        var found = new Dictionary<string, string> { ["above as given"] = Say(Above(input with { Thirds = [] })), ["hang on one of their own"] = Say(Cut.HangingOnOne(given, Places)), ["above"] = Say(Above(input)) };
        foreach (var (assessor, who) in Cut.FlipsWithout(given, Places)) found[$"change without {assessors[assessor.Value]}"] = Say(who);
        foreach (var entry in MeetingList.Of(input).Entries) found[$"counts {applicants[entry.Application]}"] = Text((double)entry.Final);
        // The older rule asked nobody where marks lie a point apart, and took the third person's mark alone.
        found["above by the older rule"] = Say(Above(input with
        {
            Thirds = [.. input.Thirds.Where(t => MarkRules.NeedsThird([.. input.Marks.Where(m => m.Application == t.Application).Select(m => m.Value)], 2)).Select(t => t with { CountsAlone = true })],
        }));

        Guid[] abc = [.. applicants.Where(a => a.Value is "A" or "B" or "C").OrderBy(a => a.Value, StringComparer.Ordinal).Select(a => a.Key)];
        var tied = Cut.TiedOn(new Dictionary<Guid, double> { [abc[0]] = 4.5, [abc[1]] = 4, [abc[2]] = 4 }, Places);
        var (order, byLot) = Cut.Decide(tied, a => a == abc[1] ? [3] : [4], lotSeed: 7);
        Assert.False(byLot);
        (found["tied"], found["first by the named trait"]) = (Say(tied), applicants[order[0]]);
        return found;

        static IEnumerable<Guid> Above(MeetingInput input) => MeetingList.Of(input).Entries.Where(e => e.IsAbove).Select(e => e.Application);
    }

    private static Dictionary<string, string> Groups(Example example)
    {
        var found = new Dictionary<string, string>();
        foreach (string table in (string[])["few", "many"])
        {
            var passed = example.Rows(table).ConvertAll(r => new Passed(Whole(r[1]), Whole(r[2])));
            var impact = AdverseImpact.Between(passed[0], passed[1], Normal.Z95)!;
            (found[$"{table} ratio"], found[$"{table} below four fifths"], found[$"{table} probability"]) = (Text(impact.Ratio), impact.BelowFourFifths ? "yes" : "no", Text(impact.P));
            (found[$"{table} lower"], found[$"{table} upper"]) = (Text(impact.OneInterval.Lower), Text(impact.OneInterval.Upper));
        }

        var groups = example.Rows("groups").ConvertAll(r => new GroupCounts(r[0], [Whole(r[1]), Whole(r[2])]));
        found["shown"] = string.Join(' ', GroupStages.Shown(groups, SelectionPolicy.InForceOn(new(2026, 12, 2)))[0]);
        return found;
    }

    private static Dictionary<string, string> Outcomes(Example example)
    {
        var found = new Dictionary<string, string>();
        foreach (string name in (string[])["moved", "confident"])
        {
            string[] row = example.Rows(name).Single();
            var share = ShareWithSilence.Of(Whole(row[0]), Whole(row[1]), Whole(row[2]), Normal.Z95);
            (found[$"{name} share"], found[$"{name} at least"], found[$"{name} at most"]) = (Text(share.Share!.Value), Text(share.Least), Text(share.Most));
            (found[$"{name} lower"], found[$"{name} upper"]) = (Text(share.Interval!.Value.Lower), Text(share.Interval.Value.Upper));
        }

        return found;
    }

    private static Dictionary<string, string> Time(Example example)
    {
        var people = example.Rows("people").SelectMany(r => Enumerable.Repeat(new Followed(Whole(r[0]), true), Whole(r[1])).Concat(Enumerable.Repeat(new Followed(Whole(r[0]), false), Whole(r[2]))));
        var found = new Dictionary<string, string>();
        foreach (var step in SurvivalCurve.Of(people, Normal.Z95))
        {
            (found[$"{step.Time} followed"], found[$"{step.Time} not yet"]) = (Text(step.AtRisk), Text(step.Survival));
            (found[$"{step.Time} lower"], found[$"{step.Time} upper"]) = (Text(step.Limits.Lower), Text(step.Limits.Upper));
        }

        return found;
    }

    private static Dictionary<string, string> Compared(Example example)
    {
        var rules = ParticipationPolicy.InForceOn(new(2026, 12, 2)).Comparison;
        List<string[]> ones = example.Rows("people"), others = example.Rows("colleagues");
        var found = ones.ToDictionary(o => $"matched to {o[0]}", _ => "");
        foreach (var set in NearestMatch.Of(ones.ConvertAll(ToComparable), others.ConvertAll(ToComparable), new(rules.Ratio, rules.Caliper), seed: 1))
            found[$"matched to {ones[set.One][0]}"] = string.Join(' ', set.Others.Order().Select(o => others[o][0]));
        Held[] Ages(int column) => [.. example.Rows("ages").Select(r => new Held(Whole(r[0]), Whole(r[column])))];
        double apart = StandardizedDifference.Between(Ages(1), Ages(2))!.Value;
        Assert.True(Math.Abs(apart) <= rules.LargestDifference);
        int[] counts = [.. example.Rows("promoted").Single().Select(Whole)];
        var difference = MatchedDifference.Of(counts[0], counts[1], counts[2], counts[3], counts[4], Normal.Z95)!;
        (found["standardized difference"], found["difference"]) = (Text(apart), Text(difference.Difference));
        (found["lower"], found["upper"]) = (Text(difference.Interval.Lower), Text(difference.Interval.Upper));
        (found["at least"], found["at most"]) = (Text(difference.Bounds.Lower), Text(difference.Bounds.Upper));
        return found;

        static Comparable ToComparable(string[] row) => new(row[1], ComparedStaff.Distances(Enum.GetValues<AgeBand>().Single(a => a.Code() == row[2]), Enum.Parse<Disability>(row[3])));
    }

    private static Dictionary<string, string> Days(Example example)
    {
        var ledger = DayLedger.Of(
            ShapesOnFile.Named(example.Figure["shape"]), [.. example.Rows("days").Select(r => new LedgerEntry(r[0], Whole(r[1]), Day(r[2]), Enum.Parse<LedgerState>(r[3])))], Day(example.Figure["today"]));
        var found = ledger.Lines.ToDictionary(l => $"short of {l.Type.Code}", l => Text((double)l.DaysShort));
        (found["asked for"], found["done"], found["short"]) = (Text((double)ledger.DaysRequired), Text((double)ledger.DaysDone), Text((double)ledger.DaysShort));
        found["overdue"] = Text(ledger.Lines.Sum(l => (double)l.Overdue / l.Type.DayMinutes));
        return found;

        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Identity(Example example)
    {
        string[] Known(string kind) => [.. example.Rows("known").Where(r => r[0] == kind).Select(r => r[1])];
        var flags = new IdentityFlags(Known("name"), Known("employer"));
        return example.Lines("written").Select((text, at) => (At: at + 1, Read: IdentityFlags.Mask(text, flags.Find(text)))).ToDictionary(l => $"read {l.At}", l => l.Read);
    }

    private static MeetingInput Meeting(Example example, int line)
    {
        var (applicants, assessors) = (Ids(example.Named("marks", 0)), Ids(example.Named("marks", 1)));
        return new(
            line, [.. example.Rows("marks").Select(r => new MeetingInput.Given(applicants[r[0]], assessors[r[1]], Trait, Whole(r[2])))],
            [.. example.Has("thirds") ? example.Rows("thirds").Select(r => new MeetingInput.Third(applicants[r[0]], Trait, Whole(r[1]), CountsAlone: false)) : []], [], LotSeed: null, []);

        static Dictionary<string, Guid> Ids(Dictionary<Guid, string> names) => names.ToDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The block of a page that runs: parts with a name in their first line, of which the last is what has to come out.</summary>
    private sealed record Example(Dictionary<string, string[]> Parts, Dictionary<string, string> Figure)
    {
        private const string Fence = "```";

        public static Example In(string page)
        {
            var parts = page.Split($"{Fence}example\n")[1].Split($"\n{Fence}")[0].Split("\n\n").Select(part => part.Split('\n')).ToDictionary(part => part[0], part => part[1..], StringComparer.Ordinal);
            return new(parts, parts["figure"].Select(line => line.Split(':', 2)).ToDictionary(line => line[0], line => line[1].Trim(), StringComparer.Ordinal));
        }

        public bool Has(string part) => Parts.ContainsKey(part);

        public string[] Lines(string part) => Parts[part];

        /// <summary>Without the line of column names.</summary>
        public List<string[]> Rows(string part) => [.. Parts[part].Skip(1).Select(line => line.Split(','))];

        /// <summary>Everybody who is named in a column, by an id that follows from their place in it.</summary>
        public Dictionary<Guid, string> Named(string part, int column) => Rows(part).Select(r => r[column]).Distinct().Select((name, at) => (Id: SelectionRulesTests.Id((100 * (column + 1)) + at), name)).ToDictionary(n => n.Id, n => n.name);
    }
}
