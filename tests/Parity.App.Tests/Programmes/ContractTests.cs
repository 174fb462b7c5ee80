using System.Text.Json;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Stretch;

namespace Parity.App.Tests.Programmes;

/// <summary>What the contract of an assignment has to say, and who signs it for an employer that is not here.</summary>
public sealed class ContractTests
{
    private static readonly ContractTerms Terms = StretchTests.Terms;

    [Theory]
    [InlineData("", "talk-days")]
    [InlineData("in October", "talk-days")]
    [InlineData("2027-10-6", "talk-days")]
    [InlineData("2027-08-31", "talk-days")]
    [InlineData("2027-12-20", "talk-days")]
    [InlineData("2027-10-09", "talk-days")]
    [InlineData("2027-10-06", null)]
    [InlineData("2027-11-24, 2027-10-06; 2027-10-06", null)]
    public void Days_for_talks_are_working_days_while_it_lasts(string days, string? field) =>
        Assert.Equal(field, StretchFaults.Of(Terms with { TalkDays = days }, 6, new(2027, 4, 19), new(2028, 4, 14)).SingleOrDefault()?.Field);

    [Fact]
    public void Who_manages_the_participant_at_home_and_what_is_adjusted_are_in_every_contract_that_is_written()
    {
        Assert.Equal(["home-manager", "contract-adjustments"], StretchFaults.Of(Terms with { HomeManager = " ", Adjustments = "" }, 6, new(2027, 4, 19), new(2028, 4, 14)).Select(f => f.Field));
        Assert.Equal([new(2027, 10, 6), new DateOnly(2027, 11, 24)], AgreedDays.Talks(Terms with { TalkDays = "2027-11-24, 2027-10-06; 2027-10-06" })!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("As usual")]
    [InlineData(" The \r\n host pays ")]
    public void Terms_and_how_it_can_end_are_said_in_a_sentence_at_least(string words) => Assert.Equal(["arrangements", "early-end"],
        StretchFaults.Of(Terms with { Arrangements = words, EarlyEnd = words }, 6, new(2027, 4, 19), new(2028, 4, 14)).Select(f => f.Field));

    [Fact]
    public void What_a_contract_begins_with_says_something_about_everything_that_the_four_agree_on()
    {
        var standard = StandardTerms.InForceOn(new(2026, 12, 3));
        Assert.Empty(StretchFaults.Of(Terms with { Arrangements = standard.Arrangements, EarlyEnd = standard.EarlyEnd }, 6, new(2027, 4, 19), new(2028, 4, 14)));
        Assert.Equal(
            ["Pay, expenses and travel time", "Insurance and liability", "Health and safety induction", "Equipment", "Vetting", "Confidentiality", "Data protection", "Intellectual property",
                "Conduct and complaints", "Sickness and leave", "Assessment and presentation", "Use for the certificate", "Change and early end"],
            standard.Topics.Select(t => t.Title));
        Assert.All(standard.Topics, t => Assert.Matches(@"^[A-Z].{40,}\.$", t.Text));
        Assert.True(standard.Arrangements.ReplaceLineEndings("\r\n").Length < AgreeContract.LongestTerms / 2, "There is no room to add to it.");
        Assert.True(standard.EarlyEnd.Length < AgreeContract.LongestText / 2, "There is no room to add to it.");
    }

    [Fact]
    public async Task The_form_begins_with_the_usual_terms_lists_what_they_are_about_and_then_keeps_what_was_agreed()
    {
        await using var city = await ProgrammeCity.MakeAsync(Engine.Sqlite);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var id = await MatchAsync(city, place);
        var standard = StandardTerms.InForceOn(London.Today(city.Clock));
        string first = await PageAsync();
        Assert.Contains($">{standard.Arrangements}</textarea>", first, StringComparison.Ordinal);
        Assert.Contains($">{standard.EarlyEnd}</textarea>", first, StringComparison.Ordinal);
        Assert.All(standard.Topics, t => Assert.Contains(t.Title, HintOf(first), StringComparison.OrdinalIgnoreCase));

        string longer = standard.Arrangements + "\n\nDogs: They stay at home.";
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms with { Arrangements = longer })));
        string written = await PageAsync();
        Assert.Contains($">{longer}</textarea>", written, StringComparison.Ordinal);
        Assert.DoesNotContain($">{standard.EarlyEnd}</textarea>", written, StringComparison.Ordinal);
        Assert.Equal(["arrangements"], Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms with { Arrangements = new('a', AgreeContract.LongestTerms + 1) }))).Mistakes.Select(m => m.Field));

        async Task<string> PageAsync() => await Rendered.PageAsync<AssignmentPage>((nameof(AssignmentPage.One), await OneAsync(city, ama, id)), (nameof(AssignmentPage.Standard), standard));
        static string HintOf(string page) => page.Split("id=\"arrangements-hint\">")[1].Split("</div>")[0];
    }

    [Fact]
    public void A_contract_from_before_these_were_asked_for_is_still_read()
    {
        const string before = """{"Purpose":"Lead","Deliverables":"A form","Supervisor":"Sana","From":"2027-09-01","Until":"2027-12-17","Days":6,"Pattern":"Wednesdays","Place":"On site","PresentationOn":"2027-12-08","Audience":"the board","Arrangements":"Travel","EarlyEnd":"Two weeks","Weekdays":""}""";
        var terms = JsonSerializer.Deserialize(before, ContractJson.Default.ContractTerms)!;
        Assert.Equal(("Lead", "", "", ""), (terms.Purpose, terms.HomeManager, terms.Adjustments, terms.TalkDays));
        Assert.Empty(AgreedDays.TalksWithoutNote(terms, [], new(2028, 1, 1)));
    }

    [EveryDatabase]
    public async Task All_four_read_it_a_change_of_it_voids_signatures_and_a_talk_that_nobody_noted_is_named_to_all_but_the_employer(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var id = await MatchAsync(city, place);
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms)));
        PersonId[] four = [ama, city.HrLead, city.OtherHrLead, city.Manager];
        foreach (var one in four)
        {
            var read = (await OneAsync(city, one, id))!.Terms!;
            Assert.Equal(("Hannah of the Council", "A desk by a window.", "2027-10-06\n2027-11-24"), (read.HomeManager, read.Adjustments, read.TalkDays));
            Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(1)));
        }

        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.OtherHrLead, id, new AgreeContract.Deed.Write(Terms with { Adjustments = "A desk by a window, and breaks." })));
        Assert.Empty((await OneAsync(city, ama, id))!.Signatures);
        foreach (var one in four) Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(2)));
        Assert.Empty((await OneAsync(city, ama, id))!.TalksWithoutNote);

        city.GoTo(new(2027, 11, 25));
        Assert.Equal([new(2027, 10, 6), new DateOnly(2027, 11, 24)], (await OneAsync(city, ama, id))!.TalksWithoutNote);
        Assert.Empty((await OneAsync(city, city.HrLead, id))!.TalksWithoutNote);
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.OtherHrLead, id, new AgreeContract.Deed.CheckIn(new(2027, 10, 20), "Two weeks late, and well")));
        foreach (var one in (PersonId[])[ama, city.OtherHrLead, city.Manager]) Assert.Equal([new DateOnly(2027, 11, 24)], (await OneAsync(city, one, id))!.TalksWithoutNote);
        Assert.DoesNotContain("by a window", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);

        var kept = (await new ReadStretchRecord.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(city.Cohort), default)).Contracts;
        Assert.Equal(["A desk by a window.", "A desk by a window, and breaks."], kept.Select(c => c.Terms.Adjustments));
    }

    [EveryDatabase]
    public async Task For_an_employer_without_an_account_here_the_team_alone_notes_the_paper_that_it_has_seen_to_the_version_it_has_read(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var ama = await city.PersonAsync("Ama");
        var application = await city.ApplyAsync(ama, ApplicationRoute.EmployerTold, null, EmployerStanding.Elsewhere);
        await city.BringToAsync(ApplicationDeed.Offer, application);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, application, AnswerOffer.Wish.Accept));
        city.Clock.Pass(London.At(new(2027, 4, 20), new(18, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        var id = await MatchAsync(city, (await TakingPartTests.PlaceAsync(city, ama)).Id);

        Assert.Equal([""], await MistakesAsync(city.Manager, 0, "A letter of 1 May"));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms)));
        foreach (var other in (PersonId[])[ama, city.OtherHrLead]) Assert.IsType<AgreeContract.Outcome.NotYours>(await AgreeAsync(city, other, id, new AgreeContract.Deed.SignOnPaper(1, "A letter of 1 May")));
        Assert.Equal(["paper"], await MistakesAsync(city.Manager, 1, " "));
        Assert.Equal(["paper"], await MistakesAsync(city.Manager, 1, new string('a', 201)));
        Assert.Equal([""], await MistakesAsync(city.Manager, 2, "A letter of 1 May"));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.SignOnPaper(1, " A letter of 1 May ")));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.SignOnPaper(1, "Another letter")));
        var signed = Assert.Single((await OneAsync(city, city.Manager, id))!.Signatures);
        Assert.Equal((ContractParty.Employer, "Mo Manages", "A letter of 1 May"), (signed.Party, signed.Name, signed.OnPaper));

        // The paper is the employer's: whoever saw it signs for the programme as well.
        foreach (var one in (PersonId[])[city.Manager, ama, city.OtherHrLead]) Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(1)));
        Assert.Equal(AssignmentState.Active, (await OneAsync(city, ama, id))!.State);

        // It is void with the next version, as every signature.
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms with { Pattern = "Thursdays" })));
        Assert.Empty((await OneAsync(city, city.Manager, id))!.Signatures);

        async Task<IEnumerable<string>> MistakesAsync(PersonId by, int version, string what) =>
            Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, by, id, new AgreeContract.Deed.SignOnPaper(version, what))).Mistakes.Select(m => m.Field);
    }

    [EveryDatabase]
    public async Task An_employer_with_accounts_here_signs_for_itself_and_no_paper_stands_for_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var id = await MatchAsync(city, place);
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms)));
        Assert.Equal("The employer has accounts here and signs for itself.", Assert.Single(Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.SignOnPaper(1, "A letter of 1 May"))).Mistakes).Advice);
        Assert.Empty((await OneAsync(city, ama, id))!.Signatures);
    }

    private static async Task<Guid> MatchAsync(ProgrammeCity city, ParticipantId place)
    {
        Assert.IsType<OfferStretch.Outcome.Done>(await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default));
        var offer = (await new ReadStretch.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(city.Manager, new ReadStretch.View.OfCohort(city.Cohort)), default))!.Offers[0];
        return Assert.IsType<MatchStretch.Outcome.Matched>(await new MatchStretch.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default)).Assignment;
    }

    private static async Task<ReadAssignment.One?> OneAsync(ProgrammeCity city, PersonId by, Guid id) =>
        (await new ReadAssignment.Handler(city.Store, city.Accounts, city.Partnership, city.Clock).HandleAsync(new(by, await ForAsync(city, by), true, id), default) as ReadAssignment.Outcome.Found)?.One;

    private static async Task<AgreeContract.Outcome> AgreeAsync(ProgrammeCity city, PersonId by, Guid id, AgreeContract.Deed deed) =>
        await new AgreeContract.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(by, await ForAsync(city, by), true, id, deed), default);

    private static async Task<OrganisationId?> ForAsync(ProgrammeCity city, PersonId by) =>
        (await new AccountsDoor(city.Store, city.Clock).FindAsync(by, default))!.ActsFor.Select(o => (OrganisationId?)o).FirstOrDefault();
}
