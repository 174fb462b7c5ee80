using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Publishing;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class CaseEvidenceTests
{
    private const string Steps = "aaaaaaaaaaaa", Promotion = "bbbbbbbbbbbb", Sickness = "cccccccccccc", Chance = "dddddddddddd", Board = "eeeeeeeeeeee";

    [EveryDatabase]
    public async Task A_case_warns_when_the_newest_edition_no_longer_shows_its_figure_and_the_log_says_when_that_was(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var write = new WriteCase.Handler(city.Store, city.Clock);
        var recheck = new RecheckEvidence.Handler(city.Store, city.Clock);
        var resting = Assert.IsType<WriteCase.Outcome.Written>(await write.HandleAsync(city.GoodCase with { Figure = new(Promotion, "Promotion: Black, 1.33") }, default)).Id;
        Assert.Equal((true, "Promotion: Black, 1.33"), await SaysAsync(resting));
        long lines = await LinesAsync();
        Assert.Equal(0, await recheck.HandleAsync(new(_ => true), default));
        Assert.Equal(lines, await LinesAsync());

        Assert.Equal(1, await recheck.HandleAsync(new(figure => figure == Promotion ? false : null), default));
        Assert.Equal(1, await LinesAsync() - lines);
        Assert.Equal(1, await LettersAsync());
        var warned = await OneAsync(resting);
        Assert.Equal("evidence-gone", Assert.Single(warned.Faults).Code);
        Assert.True(warned.IsGood);
        Assert.Equal(1, await recheck.HandleAsync(new(_ => null), default));
        Assert.Empty((await OneAsync(resting)).Faults);
        // An edition that withholds it is no news, and one that no longer shows it again is.
        Assert.Equal(1, await LettersAsync());
        city.Clock.Pass(TimeSpan.FromDays(1));

        // Another figure is asked for anew; the one kept is not.
        await recheck.HandleAsync(new(_ => false), default);
        await write.HandleAsync(city.GoodCase with { Which = resting, Figure = new(Promotion, "Promotion: Black, 1.33") }, default);
        Assert.False((await SaysAsync(resting)).Holds);
        Assert.Equal(2, await LettersAsync());
        await write.HandleAsync(city.GoodCase with { Which = resting, Figure = new(Steps, "Steps") }, default);
        Assert.Equal((true, "Steps"), await SaysAsync(resting));
        await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, resting, "The need is over.", null, End: true), default);
        Assert.Equal(0, await recheck.HandleAsync(new(_ => false), default));

        async Task<ReadCases.Listed> OneAsync(ActionCaseId id) => Assert.Single(await new ReadCases.Handler(city.Store, city.Clock).HandleAsync(new(id), default));
        async Task<(bool? Holds, string? Text)> SaysAsync(ActionCaseId id) => await OneAsync(id) is var one ? (one.Case.EvidenceHolds, one.FigureText) : default;
        Task<int> LettersAsync() => city.Store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.Person == city.Manager));
        Task<long> LinesAsync() => city.Store.ReadAsync(records => records.Set<ChangeRecord>().LongCountAsync());
    }

    [EveryDatabase]
    public async Task A_review_alone_moves_the_day_of_the_next_one_and_what_a_case_said_before_it_was_changed_stays(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var write = new WriteCase.Handler(city.Store, city.Clock);
        var due = city.GoodCase.ReviewOn!.Value;
        var far = Assert.IsType<WriteCase.Outcome.NotYet>(await write.HandleAsync(city.GoodCase with { ReviewOn = London.Today(city.Clock).AddMonths(24).AddDays(1) }, default));
        Assert.Equal("review-on", Assert.Single(far.Faults).Field);

        var changed = city.GoodCase with { Which = city.Case, Evidence = "Fewer are senior than two years ago.", ReviewOn = new(2099, 1, 1) };
        city.Clock.Pass(TimeSpan.FromDays(1));
        for (int times = 0; times < 2; times++) Assert.IsType<WriteCase.Outcome.Written>(await write.HandleAsync(changed, default));
        var one = await OneAsync();
        Assert.Equal((due, "Fewer are senior than two years ago."), (one.Case.ReviewOn, one.Case.Evidence));
        var before = Assert.Single(one.Versions);
        Assert.Equal(("Few are senior.", city.Clock.GetUtcNow(), city.Manager), (before.Case.Evidence, before.Until, before.ChangedBy));
        Assert.Equal(city.GoodCase.Title, before.Title);

        // Words can be put right while the review is overdue. That opens no window.
        city.Clock.Pass(London.At(due.AddDays(1), TimeOnly.MinValue) - city.Clock.GetUtcNow());
        Assert.IsType<WriteCase.Outcome.Written>(await write.HandleAsync(changed with { Alternatives = "Open courses were tried again." }, default));
        Assert.Equal(("review-over", 2), ((await OneAsync()).Faults.Single(f => f.Blocks).Code, (await OneAsync()).Versions.Count));

        async Task<ReadCases.Listed> OneAsync() => Assert.Single(await new ReadCases.Handler(city.Store, city.Clock).HandleAsync(new(city.Case), default));
    }

    [EveryDatabase]
    public async Task The_owner_of_a_case_hears_once_that_its_review_is_due_and_another_time_when_the_next_one_is(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var due = new DateOnly(2027, 12, 1);
        Assert.Equal(0, await RunAsync());
        city.Clock.Pass(London.At(due, new(6, 0)) - city.Clock.GetUtcNow());
        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await RunAsync());
        city.Clock.Pass(TimeSpan.FromDays(30));
        Assert.Equal(0, await RunAsync());
        var letter = await city.Store.ReadAsync(records => records.Set<Mail>().SingleAsync(m => m.Person == city.Manager));
        Assert.Contains(Parity.Platform.Programmes.Model.NeutralLetter.Text.Trim(), letter.Open(city.Store.Key).ToString(), StringComparison.Ordinal);
        // Letters are forgotten after a while: none is written again for what was due long ago.
        city.Clock.Pass(TimeSpan.FromDays(45));
        Assert.Equal(0, await RunAsync());

        Assert.IsType<ReviewCase.Outcome.Done>(await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Case, "The need is there.", new(2028, 6, 1), End: false), default));
        Assert.Equal(0, await RunAsync());
        city.Clock.Pass(London.At(new(2028, 6, 2), new(6, 0)) - city.Clock.GetUtcNow());
        Assert.Equal(1, await RunAsync());
        Assert.IsType<ReviewCase.Outcome.Done>(await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Case, "It is over.", null, End: true), default));
        Assert.Equal(0, await RunAsync());

        async Task<int> RunAsync() => (await new RemindOwners.Handler(city.Store, city.Clock).HandleAsync(default)).Letters;
    }

    [Fact]
    public async Task Only_figures_that_show_a_group_worse_off_than_chance_explains_can_be_chosen_and_a_later_edition_is_held_against_the_choice()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        string page;
        await using (var server = await WithAsync(database,
            Figure("disparity-ratio", Steps, "other", "2.74", "significant strong", split: "step"), Figure("promotion-likelihood", Promotion, "B", "1.33", "adverse significant"),
            Figure("sickness-ratio", Sickness, "other", "0.89", "significant"), Figure("promotion-likelihood", Chance, "A", "1.1", "[z]"), Figure("promotion-likelihood", "ffffffffffff", "W", "1.4", "significant"),
            Figure("promotion-likelihood", "999999999999", "B", "1.5", "significant", place: "harbour"), Figure("board-gap", Board, "other", "-12.0", "significant", "percentage points")))
        {
            string manager = await ManagerAsync(server);
            var form = await ReadAsync(server, manager, "/programme/cases/new");
            Assert.Equal(
                [("", "None: evidence of our own alone"), (Board, "Board: Ethnic minority, −12.0 points"), (Promotion, "Promotion: Black, 1.33"), (Steps, "Race disparity ratio, from entry to senior grades: Ethnic minority, 2.74")],
                form.QuerySelectorAll("#figure option").Select(o => (o.GetAttribute("value")!, o.TextContent)));
            foreach (string refused in (string[])[Sickness, Chance, "<script>"])
                using (var no = (await server.SendFormAsync("/programme/cases/new", "/programme/cases/new", manager, Case(refused))).Answer) Assert.Equal(HttpStatusCode.UnprocessableEntity, no.StatusCode);
            using var made = (await server.SendFormAsync("/programme/cases/new", "/programme/cases/new", manager, Case(Promotion))).Answer;
            Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
            page = made.Headers.Location!.ToString();
            Assert.Contains("Edition 1 shows it.", (await ReadAsync(server, manager, page)).Body!.TextContent, StringComparison.Ordinal);
        }

        await using (var server = await WithAsync(database, Figure("promotion-likelihood", Promotion, "B", "1.2", "[z]")))
        {
            string manager = await ManagerAsync(server);
            string says = (await ReadAsync(server, manager, page)).Body!.TextContent;
            Assert.Contains("Edition 1 no longer shows it.", says, StringComparison.Ordinal);
            Assert.Contains("The newest edition no longer shows what this case rests on. Review it.", says, StringComparison.Ordinal);
            Assert.Contains("Holds", (await ReadAsync(server, manager, "/programme")).QuerySelector($"a[href='{page}'] ~ strong")!.TextContent, StringComparison.Ordinal);
            // The choice that was made stays one.
            Assert.Equal(Promotion, (await ReadAsync(server, manager, page + "/edit")).QuerySelector("#figure option[selected]")!.GetAttribute("value"));
            using var kept = (await server.SendFormAsync(page + "/edit", page, manager, Case(Promotion))).Answer;
            Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        }

        await using (var server = await WithAsync(database, Figure("promotion-likelihood", Promotion, "B", "\"[c]\"", "[c]")))
            Assert.Contains("Edition 1 does not say: the figure is withheld there, or is not in it.", (await ReadAsync(server, await ManagerAsync(server), page)).Body!.TextContent, StringComparison.Ordinal);

        // A file that somebody else made stops neither the server nor the page.
        await using (var server = await WithAsync(database, "{ \"organisation\": \"CITY\", \"indicator\": \"unheard-of\", \"classification\": \"broad\", \"group\": \"B\" }"))
            Assert.Contains("No edition is public now.", (await ReadAsync(server, await ManagerAsync(server), page)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<RunningServer> WithAsync(TestDatabase database, params string[] figures) => RunningServer.StartAsync(async (it, stop) =>
    {
        await it.PublishAsync("1");
        string[] indicators = [Indicator("disparity-ratio", "Race disparity ratio"), Indicator("promotion-likelihood", "Promotion"), Indicator("sickness-ratio", "Sickness"), Indicator("board-gap", "Board", "lower")];
        await File.WriteAllTextAsync(
            Path.Combine(it.Folder, "edition-1", "data", "parity-1.json"), $$"""{ "organisations": [], "indicators": [{{string.Join(',', indicators)}}], "figures": [{{string.Join(',', figures)}}] }""", stop);
        return [Path.Combine(it.Folder, "edition-1")];
    }, demo: true, waitUntilReady: true, database.Database);

    private static string Indicator(string indicator, string title, string worse = "higher") => $$"""{ "indicator": "{{indicator}}", "theme": "getting-on", "title": "{{title}}", "measured": "", "worse_when": "{{worse}}" }""";

    private static string Figure(string indicator, string id, string group, string value, string flag, string unit = "ratio", string? split = null, string place = "CITY") =>
        $$"""
        { "organisation": "{{place}}", "indicator": "{{indicator}}", "classification": "{{(group is "other" ? "white/other" : "broad")}}", "group": "{{group}}", "value": {{value}}, "lower": "[z]", "upper": "[z]",
          "unit": "{{unit}}", "flag": "{{flag}}", "id": "{{id}}", "step": "{{(split is "step" ? "entry-senior" : "[z]")}}", "band": "[z]" }
        """;

    private static (string, string)[] Case(string figure) =>
    [
        ("title", "Black colleagues who lead"), ("group", "People from Black backgrounds."), ("grounds", "low-participation"), ("evidence", "Few are promoted."), ("evidence-source", "The edition"),
        ("evidence-on", "2026-03-31"), ("figure", figure), ("proportionate", "It reserves no post."), ("alternatives", "Open courses were tried."), ("end-condition", "When shares are alike."), ("review-on", DateTime.UtcNow.AddMonths(6).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static async Task<string> ManagerAsync(RunningServer server) => await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("programme-manager")));

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(RunningServer server, string who, string path)
    {
        using var answer = await server.GetAsync(path, ("Cookie", who));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
