using System.Text.Json;
using Parity.App.Tests.House;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.SampleCity;

namespace Parity.App.Tests.Programmes;

/// <summary>Who may mark and sit where, what a blind reading covers, and when a third person is needed.</summary>
public sealed class SelectionRulesTests
{
    private static readonly string[] People =
    [
        "Adaora Whitfield-Eze", "Kamran Yeadon", "Harpreet Sandhurst", "Lucille Baptiste-Moor", "Thandeka Rowbury", "Mei Linfield", "Cyril Amponsah", "Bashir Nurland", "Dr Rajan Pillaiyar", "Zainab Elmi",
        "Priya Natarajah", "Chidi Obasanya", "Siobhán O'Riordan", "José Ñandú",
    ];

    /// <summary>The counting bound of panel1 is from the data's own answer: slots 2 and 4 need nine sittings, eight and six people are free.</summary>
    [Fact]
    public void Times_at_which_too_few_people_are_free_are_named_with_how_many_are_missing()
    {
        var (interviews, assessors, size) = Read("panel1");
        Assert.Equal([("2", 9, 8), ("4", 9, 6)], PanelRules.TooFewPeople(interviews, slot => [.. assessors.Where(a => a.Free.Contains(slot)).Select(a => a.Sitter.Reader)], size));
        foreach (string solvable in (string[])["panel2", "panel3"])
        {
            (interviews, assessors, size) = Read(solvable);
            Assert.Empty(PanelRules.TooFewPeople(interviews, slot => [.. assessors.Where(a => a.Free.Contains(slot)).Select(a => a.Sitter.Reader)], size));
        }
    }

    [Fact]
    public void A_panel_made_by_hand_is_told_everything_that_is_wrong_with_it()
    {
        var (council, hospital, police) = (Organisation(1), Organisation(2), Organisation(3));
        var interview = new ToMark(Id(9), new PersonId(Id(90)), council, []);
        Sitter Of(int number, OrganisationId? employer, string? sector, string? gender = null, bool? group = null) => new(Reader(number, employer), employer, sector, true, true, false, gender, group);

        Assert.Empty(PanelRules.Of(interview, [Of(1, hospital, "health"), Of(2, police, "police"), Of(3, null, null)], 3));
        Assert.Equal([PanelFault.TooFew], Faults(Of(1, hospital, "health"), Of(2, police, "police")));
        Assert.Equal([PanelFault.OwnEmployer], Faults(Of(1, hospital, "health"), Of(2, police, "police"), Of(3, council, "council")));
        Assert.Equal([PanelFault.SameEmployer], Faults(Of(1, hospital, "health"), Of(2, hospital, "health"), Of(3, police, "police")));
        Assert.Equal([PanelFault.OneSector], Faults(Of(1, hospital, "health"), Of(2, Organisation(4), "health"), Of(3, Organisation(5), "health")));
        Assert.Equal([PanelFault.NotTrained, PanelFault.NotFree, PanelFault.ElsewhereThen], Faults(Of(1, hospital, "health") with { IsTrained = false, IsFree = false, IsElsewhereThen = true }, Of(2, police, "police"), Of(3, null, null)));
        Assert.Equal([PanelFault.DeclaredLink], Faults(Of(1, hospital, "health") with { Reader = Reader(1, hospital) with { Linked = new HashSet<Guid> { Id(9) } } }, Of(2, police, "police"), Of(3, null, null)));
        // Gender and group count only as far as people have said it themselves.
        Assert.Equal([PanelFault.OneGender], PanelRules.Of(interview, [Of(1, hospital, "health", "f"), Of(2, police, "police", "f"), Of(3, null, null, "f")], 3, mixGender: true).Select(f => f.Fault));
        Assert.Empty(PanelRules.Of(interview, [Of(1, hospital, "health", "f"), Of(2, police, "police", "f"), Of(3, null, null)], 3, mixGender: true));
        Assert.Equal([PanelFault.NobodyUnderRepresented], PanelRules.Of(interview, [Of(1, hospital, "health"), Of(2, police, "police"), Of(3, null, null)], 3, mixGroup: true).Select(f => f.Fault));

        IEnumerable<PanelFault> Faults(params Sitter[] panel) => PanelRules.Of(interview, panel, 3).Select(f => f.Fault);
    }

    [Fact]
    public void A_third_person_is_needed_where_marks_lie_apart_or_one_stands_alone()
    {
        Assert.False(MarkRules.NeedsThird([3, 4], 2));
        Assert.True(MarkRules.NeedsThird([3, 5], 2));
        Assert.True(MarkRules.NeedsThird([3], 2));
        Assert.False(MarkRules.NeedsThird([], 2));
        Assert.Equal(3.5m, MarkRules.Final([3, 4], null, true));
        Assert.Equal(4m, MarkRules.Final([2, 5], 4, true));
        Assert.Equal(11m / 3, MarkRules.Final([2, 5], 4, false));
        Assert.Equal(3.5m, MarkRules.Final([3, 4], null, false));
        Assert.Null(MarkRules.Final([], null, false));
    }

    /// <summary>Names and employers put into sentences by chance from a fixed seed, known to the installation or not; A12 asks for 95 in 100.</summary>
    [Fact]
    public void At_least_ninety_five_of_a_hundred_names_employers_and_addresses_are_covered()
    {
        var random = new Random(20260830);
        string[] employers = [.. TheCity.Employers.Select(e => e.Name)];
        var flags = new IdentityFlags(People, employers);
        string[] strangers = ["Wilhelmina Ashcombe", "Olufemi Trent", "Saoirse Kavanagh", "Tomasz Wrobel"], others = ["Northmere Borough Council", "Larkfield Housing Association", "St Brannoc Hospital", "Hollin Foundation"];
        Func<(string Text, string Secret)>[] kinds =
        [
            () => Put(Pick(People), "I asked {0} to walk round the block with me.", "My manager, {0}, was against it.", "Then {0} agreed."),
            () => Put(Pick(People).Split(' ')[^1], "I asked Ms {0} twice.", "It was {0} who saw it first."),
            () => Put(Pick(People).Split(' ').First(p => p is not "Dr"), "As {0}, I had to tell them.", "They called me {0} there."),
            () => Put(Pick(employers), "I lead a team at {0}.", "At the {0} we changed the rota.", "{0}'s board listened."),
            () => Put(Pick(others), "Before that I was at {0} for four years.", "I came from {0}."),
            () => Put(Pick(strangers), "I wrote to {0} about it.", "My colleague {0} fell ill."),
            () => Put(Pick("kamran.yeadon@council.example", "www.mei-leads.example", "07700 900123", "BS1 5TR"), "Write to me at {0}.", "It is on {0} since."),
            () => Put(Pick("she/her", "he / him", "They/Them"), "I sign as {0}.", "({0}) I lead a team."),
            () => Put(Pick("as a black woman", "As a Muslim", "as the only Asian man", "I am a Somali mother", "as a deaf person who is disabled"), "{0}, I had to be twice as good.", "I felt it {0} in that room."),
        ];
        int found = 0, all = 0;
        var missed = new SortedSet<string>(StringComparer.Ordinal);
        for (int round = 0; round < 900; round++)
        {
            var (text, secret) = kinds[round % kinds.Length]();
            string masked = IdentityFlags.Mask(text, flags.Find(text));
            all++;
            if (!masked.Contains(secret, StringComparison.OrdinalIgnoreCase) && !secret.Split(' ', '-').Where(p => p.Length > 3).Any(p => masked.Contains(p, StringComparison.OrdinalIgnoreCase))) found++;
            else missed.Add(masked);
        }

        Assert.True(found >= 0.95 * all, $"{found} of {all} were covered; not: {string.Join(" | ", missed)}");

        (string, string) Put(string secret, params string[] sentences) => ("We had tried twice. " + string.Format(System.Globalization.CultureInfo.InvariantCulture, Pick(sentences), secret) + " It has lasted since.", secret);
        string Pick(params string[] of) => of[random.Next(of.Length)];
    }

    [Fact]
    public void Little_is_covered_of_answers_that_tell_nothing_about_who_wrote_them()
    {
        var flags = new IdentityFlags(People, TheCity.Employers.Select(e => e.Name));
        var samples = CalibrationSet.For("five-traits").Samples;
        int words = samples.Sum(s => s.Text.Split(' ').Length), covered = samples.Sum(s => flags.Find(s.Text).Count);
        Assert.True(covered <= words / 50, $"{covered} of {words} words were covered");
    }

    [Fact]
    public void A_person_can_cover_more_words_and_leave_others_open()
    {
        var flags = new IdentityFlags(People, []);
        const string Text = "Grace Period was short, said Kamran at the allotment.";
        Assert.Equal("[name] was short, said [name] at the allotment.", IdentityFlags.Mask(Text, flags.Find(Text)));
        Assert.Equal("Grace Period was short, said [name] at the [name].", IdentityFlags.Mask(Text, flags.Find(Text, ["allotment"], ["grace period"])));
    }

    [Fact]
    public void Two_assessors_read_in_different_orders_that_their_seed_gives_again()
    {
        var applications = Enumerable.Range(1, 12).Select(Id).ToList();
        List<Guid> Order(int assessor, string question) => [.. applications.OrderBy(a => SeededOrder.PlaceOf(42, question, a, Id(100 + assessor)))];
        Assert.Equal(Order(1, "empathy"), Order(1, "empathy"));
        Assert.NotEqual(Order(1, "empathy"), Order(2, "empathy"));
        Assert.NotEqual(Order(1, "empathy"), Order(1, "motivation"));
    }

    internal static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    internal static OrganisationId Organisation(int number) => new(Id(1000 + number));

    internal static Reader Reader(int number, OrganisationId? employer) =>
        new(new PersonId(Id(2000 + number)), employer is { } at ? new HashSet<OrganisationId> { at } : [], true, false, new HashSet<Guid>(), new HashSet<Guid>());

    private static (List<Sitting> Interviews, List<(Sitter Sitter, HashSet<string> Free)> Assessors, int Size) Read(string name)
    {
        using var json = JsonDocument.Parse(Repository.Read($"tests/Parity.App.Tests/Programmes/Panels/{name}.json"));
        var root = json.RootElement;
        return (
            [.. root.GetProperty("interviews").EnumerateArray().Select(i => new Sitting(new(Id(i.GetProperty("id").GetInt32()), new PersonId(Id(5000)), Organisation(i.GetProperty("applicantEmployer").GetInt32()), []), i.GetProperty("slot").ToString()))],
            [.. root.GetProperty("assessors").EnumerateArray().Select(a =>
            {
                var employer = Organisation(a.GetProperty("employer").GetInt32());
                return (new Sitter(Reader(a.GetProperty("id").GetInt32(), employer), employer, null, true, true, false, a.GetProperty("gender").GetString(), a.GetProperty("underRepresentedGroup").GetBoolean()),
                    a.GetProperty("available").EnumerateArray().Select(s => s.ToString()).ToHashSet());
            })],
            root.GetProperty("panelSize").GetInt32());
    }
}
