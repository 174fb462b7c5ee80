using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;

namespace Parity.App.Tests.Accounts;

/// <summary>Looks at special-category data are drawn by lot once a month is over, and auditors judge them.</summary>
public sealed class DrawnSightingsTests
{
    [EveryDatabase]
    public async Task Once_a_month_is_over_some_looks_are_drawn_and_auditors_judge_all_but_their_own(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        await city.InviteAsync(ada, "Idris Early", "idris@example.org", "publisher");
        await city.InviteAsync(ada, "Joan Seldom", "joan@example.org", "publisher");
        PersonId own = await IdAsync("Grace Hopperley"), often = await IdAsync("Idris Early"), seldom = await IdAsync("Joan Seldom");
        Assert.Contains("No look has been drawn yet", await PeopleTests.HtmlAsync(city, grace, "/audit/drawn"), StringComparison.Ordinal);
        await using var store = await city.Database.OpenAsync(city.Clock);
        var draw = new DrawSightings.Handler(store, city.Clock);
        for (int n = 0; n < 40; n++) await LookAsync(new Actor.Someone(often), Sighting.RowsOfReturn, $"reading {n}");
        await LookAsync(new Actor.Someone(seldom), Sighting.UnprotectedFigures, "reading once");
        await LookAsync(new Actor.Someone(own), Sighting.RowsOfReturn, "auditing");
        await LookAsync(new Actor.Someone(seldom), Sighting.OwnRecord, "a copy of their own");
        await LookAsync(new Actor.TheSystem("publishing"), Sighting.RowsOfReturn, "making an edition");

        Assert.Equal(new(0, 0), await draw.HandleAsync(default));
        city.Clock.Pass(TimeSpan.FromDays(30));
        Assert.Equal(new(20, 1), await draw.HandleAsync(default));
        Assert.Equal(new(0, 0), await draw.HandleAsync(default));

        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(grace, city.CodeNow(grace.Key)));
        var rows = await RowsAsync();
        Assert.Equal(20, rows.Count);
        Assert.Equal((18, 1, 1), (rows.Count(r => r.Contains("Idris Early", StringComparison.Ordinal)), rows.Count(r => r.Contains("reading once", StringComparison.Ordinal)), rows.Count(r => r.Contains("auditing", StringComparison.Ordinal) && r.Contains("Another auditor judges this one.", StringComparison.Ordinal))));

        var sent = await JudgeAsync("reading once", ("verdict", "NotInOrder"), ("why", ""));
        Assert.Contains("Say why", sent.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(sent.QuerySelector(sent.QuerySelector(".govuk-error-summary a")!.GetAttribute("href")!)!.Closest("details[open]"));
        await JudgeAsync("reading once", ("verdict", "Asked"), ("why", "No edition was in work that day."));
        Assert.Contains(await RowsAsync(), r => r.Contains("Being asked about: No edition was in work that day.", StringComparison.Ordinal) && r.Contains("Grace Hopperley", StringComparison.Ordinal));
        await JudgeAsync("reading once", ("verdict", "InOrder"), ("why", ""));
        var settled = (await RowsAsync()).Single(r => r.Contains("reading once", StringComparison.Ordinal));
        Assert.Contains("In order", settled, StringComparison.Ordinal);
        Assert.DoesNotContain("No edition", settled, StringComparison.Ordinal);
        Assert.Contains("judged a look at special-category data: asked: No edition was in work that day.", await PeopleTests.HtmlAsync(city, grace, "/audit?kind=sighting.judged"), StringComparison.Ordinal);

        var judge = new JudgeSighting.Handler(store, city.Clock);
        var drawn = (await new ReadDrawnSightings.Handler(store).HandleAsync(new(null), default)).Sightings;
        Guid mine = drawn.Single(d => d.Person == own).Sighting, other = drawn.First(d => d.Person == often).Sighting;
        Assert.IsType<JudgeSighting.Outcome.OwnLook>(await judge.HandleAsync(new(own, mine, SightingVerdict.InOrder, null), default));
        Assert.IsType<JudgeSighting.Outcome.NoSuchSighting>(await judge.HandleAsync(new(seldom, other, SightingVerdict.InOrder, null), default));
        Assert.IsType<JudgeSighting.Outcome.NoSuchSighting>(await judge.HandleAsync(new(own, Guid.CreateVersion7(), SightingVerdict.InOrder, null), default));

        // The next month is drawn by itself, and the one before stays readable.
        await LookAsync(new Actor.Someone(often), Sighting.RowsOfReturn, "reading in May");
        city.Clock.Pass(TimeSpan.FromDays(31));
        Assert.Equal(new(1, 1), await draw.HandleAsync(default));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(grace, city.CodeNow(grace.Key)));
        Assert.Single(await RowsAsync());
        Assert.Equal(20, (await RowsAsync("?month=2026-04-01")).Count);

        async Task<PersonId> IdAsync(string name) => TypedId.TryParse<PersonId>((await PeopleTests.PersonPageAsync(city, ada, name)).Split('/')[^1], out var id) ? id : throw new InvalidOperationException(name);
        Task LookAsync(Actor by, string what, string why) => store.NoteAsync(new(by, what, Guid.CreateVersion7(), null, why), default);
        async Task<IHtmlDocument> PageAsync(string query = "") => new HtmlParser().ParseDocument(await PeopleTests.HtmlAsync(city, grace, "/audit/drawn" + query));
        async Task<List<string>> RowsAsync(string query = "") => [.. (await PageAsync(query)).QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

        async Task<IHtmlDocument> JudgeAsync(string why, params (string, string)[] fields)
        {
            var row = (await PageAsync()).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(why, StringComparison.Ordinal));
            var (answer, _) = await city.Server.SendFormAsync("/audit/drawn", row.QuerySelector("form")!.GetAttribute("action")!, grace.Cookies, fields);
            using (answer)
            {
                Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther]);
                return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public void Everybody_who_looked_is_drawn_once_before_anybody_twice_and_no_look_of_theirs_more_easily_than_another()
    {
        PersonId busy = PersonId.New(TimeProvider.System), other = PersonId.New(TimeProvider.System);
        var looks = Enumerable.Range(0, 10).Select(n => (Id: new Guid(n, 0, 0, new byte[8]), Person: n < 8 ? busy : other)).ToList();
        var random = new Random(20261203);
        var times = looks.ToDictionary(l => l.Id, _ => 0);
        for (int run = 0; run < 8000; run++)
        {
            var drawn = DrawSightings.ByLot(looks, 2, random.Next);
            Assert.Equal([busy, other], drawn.Select(id => looks.Single(l => l.Id == id).Person).OrderBy(p => p == other));
            foreach (var id in drawn) times[id]++;
        }

        // Of eight looks each is drawn an eighth of the time, within four standard deviations; of two, half.
        Assert.All(looks.Take(8), l => Assert.InRange(times[l.Id], 1000 - 120, 1000 + 120));
        Assert.All(looks.Skip(8), l => Assert.InRange(times[l.Id], 4000 - 180, 4000 + 180));
        Assert.Equal(10, DrawSightings.ByLot(looks, 20, random.Next).Distinct().Count());
    }
}
