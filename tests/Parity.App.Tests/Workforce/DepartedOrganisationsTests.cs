using System.Net;
using Parity.App.Tests.Publishing;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>What an organisation did stays reachable after it left or merged, and only for those who may reach it.</summary>
[Long]
public sealed class DepartedOrganisationsTests
{
    [EveryDatabase]
    public async Task A_round_keeps_everybody_who_was_asked_and_says_what_became_of_them(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var two = await city.AdmitAsync("TWO", "Two Trust");
        var three = await city.AdmitAsync("THREE", "Three College");
        var opened = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("First edition", 2025) with { Organisations = null }, default));
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 100));
        await city.ConfirmAsync(stored.Id);
        await city.SignOffAsync(stored.Id);
        var never = await city.AdmitAsync("FOUR", "Never Asked");

        await city.ChangeAsync(city.Organisation, new ChangeOrganisation.Deed.Merge(two, city.Today));
        await city.ChangeAsync(three, new ChangeOrganisation.Deed.Leave(city.Today));
        await city.ChangeAsync(never, new ChangeOrganisation.Deed.Leave(city.Today));
        city.Clock.Pass(TimeSpan.FromDays(60));

        async Task<IEnumerable<(string, ReadRounds.Stage, bool, string?)>> LinesAsync() =>
            (await new ReadRounds.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).HandleAsync(opened.Id, default))!.Lines.Select(l => (l.Organisation.Name, l.Stage, l.IsLate, l.LeftOn is null ? null : l.BecamePartOf ?? "left"));
        (string, ReadRounds.Stage, bool, string?)[] expected =
        [
            ("One Council", ReadRounds.Stage.SignedOff, false, "Two Trust"),
            ("Three College", ReadRounds.Stage.NotStarted, false, "left"),
            ("Two Trust", ReadRounds.Stage.NotStarted, true, null),
        ];
        Assert.Equal(expected, await LinesAsync());
        var agree = new ChangeInvitation.Handler(city.Store, city.Accounts, city.Partnership, city.Clock);
        Assert.IsType<ChangeInvitation.Outcome.NotFound>(await agree.HandleAsync(new(city.Manager, opened.Id, three, ChangeInvitation.Agreement.MoreTime, city.Today.AddDays(5), "as agreed"), default));
        await city.CloseRound.HandleAsync(new(city.Manager, opened.Id), default);
        Assert.Equal(expected, await LinesAsync());
    }

    [EveryDatabase]
    public async Task Only_what_was_taken_in_can_be_read_also_by_way_of_a_third_organisation(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (two, three, four) = (await city.AdmitAsync("TWO", "Two Trust"), await city.AdmitAsync("THREE", "Three College"), await city.AdmitAsync("FOUR", "Four Police"));
        var (_, one) = await city.CollectAsync("First edition", 2025, 100);
        async Task<bool> ReadsAsync(OrganisationId who) => (await new ReadReturns.Handler(city.Store).HandleAsync(new(who, one, WithTakenIn: true), default)).Count == 1;
        async Task<OrganisationId[]> ReadersAsync()
        {
            var readers = new List<OrganisationId>();
            foreach (var who in (OrganisationId[])[city.Organisation, two, three, four])
                if (await ReadsAsync(who)) readers.Add(who);
            return [.. readers];
        }

        Assert.Equal([city.Organisation], await ReadersAsync());
        await city.ChangeAsync(city.Organisation, new ChangeOrganisation.Deed.Merge(two, city.Today));
        Assert.Equal([city.Organisation, two], await ReadersAsync());
        await city.ChangeAsync(two, new ChangeOrganisation.Deed.Merge(three, city.Today));
        Assert.Equal([city.Organisation, two, three], await ReadersAsync());
        // Whoever asks for its own alone, as an HR system's token does, and whoever writes, finds nothing.
        Assert.Empty(await new ReadReturns.Handler(city.Store).HandleAsync(new(two, one), default));
        Assert.IsType<SignOffReturn.Outcome.NotFound>(await new SignOffReturn.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Lead, three, one), default));
        Assert.IsType<ConfirmReturn.Outcome.NotFound>(await new ConfirmReturn.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Analyst, city.Organisation, one), default));
    }

    [EveryDatabase]
    public async Task The_successors_people_read_returns_receipts_and_figures_and_nobody_else_gains_anything(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        var people = await server.Client.PeopleAsync();
        CityPerson Of(int which, string role) => people.First(p => p.Roles.Contains(role) && p.Organisation == city.Analysts[which].Organisation);
        async Task<string> IdAsync(int which) => (await database.AskAsync($"select lower(cast(id as text)) from partnership_organisations where code = '{city.Analysts[which].Organisation}'"))!.ToString()!;
        string merging = await IdAsync(0), successor = await IdAsync(1), leaving = await IdAsync(2);
        string lead = await server.SignInAsync(Of(1, "hr-lead")), analyst = await server.SignInAsync(city.Analysts[1]);
        var receipts = new List<string>();
        for (int which = 0; which < 3; which++)
        {
            receipts.Add(await city.SubmitAsync(which, 400 + (10 * which)));
            var (signed, _) = await server.SendFormAsync(receipts[which], receipts[which] + "/sign-off", await server.SignInAsync(Of(which, "hr-lead")));
            using (signed) Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        }

        // A correction that its analyst had not submitted yet: what was signed off counts.
        using var sent = await server.UploadAsync(city.Analyst, city.Analysts[0].Return(405));
        string corrected = sent.Headers.Location!.ToString();
        foreach (string receipt in (string[])[receipts[0], corrected]) Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(receipt, lead));
        string today = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string keeper = await server.SignInAsync(people.First(p => p.Roles.Contains("administrator")));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync($"/partnership/organisations/{merging}", "merge", keeper, ("into", successor), ("on", today)));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync($"/partnership/organisations/{leaving}", "leave", keeper, ("on", today)));

        // To be read, with all that belongs to it, and not to be changed.
        string html = await city.ReadAsync(corrected, analyst);
        Assert.Contains("is part of your organisation now", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/submit", html, StringComparison.Ordinal);
        foreach (string page in (string[])["/changes", "/preview"]) Assert.Equal(HttpStatusCode.OK, await city.StatusAsync(corrected + page, analyst));
        Assert.Contains(receipts[0], await city.ReadAsync("/returns", analyst), StringComparison.Ordinal);
        foreach (var (action, who) in ((string, string)[])[("sign-off", lead), ("send-back", lead), ("submit", analyst), ("changes", analyst), ("preview", analyst)])
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, $"{corrected}/{action}", who));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.AskAsync(city.Analysts[1], "/api/v1" + corrected)).Status);

        // What one that left without a successor had sent is nobody's to open; and a stranger finds nothing at all.
        foreach (string receipt in receipts) Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(receipt, city.Outsider));
        foreach (string page in (string[])["", "/changes", "/preview"]) Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(receipts[2] + page, lead));

        // The edition with their returns is made after they have gone.
        string version = await city.AssembleAsync("3");
        await city.UntilReadyAsync(version);
        await city.ApproveByBothAsync(version);
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(version, "publish", city.First, ("when", "now")));
        string figures = version.Replace("/publishing/", "/figures/", StringComparison.Ordinal), theirs = $"{figures}?of={merging}";
        Assert.Contains(theirs, await city.ReadAsync("/figures", lead), StringComparison.Ordinal);
        Assert.Contains("Not for publication", await city.ReadAsync(theirs, lead), StringComparison.Ordinal);
        Assert.Contains("Briefing for", await city.ReadAsync($"{figures}/briefing?of={merging}", analyst), StringComparison.Ordinal);
        foreach (string address in (string[])[$"{figures}?of={leaving}", $"{figures}?of=none", $"{figures}?of={successor}"]) Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(address, lead));
        foreach (string gone in (string[])[merging, successor, leaving]) Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"{figures}?of={gone}", city.Outsider));

        string auditor = await server.SignInAsync(people.First(p => p.Roles.Contains("auditor")));
        foreach (string told in (string[])[$"value=\"{merging}\"", "(merged into", $"value=\"{leaving}\"", "(left on"]) Assert.Contains(told, await city.ReadAsync("/audit", auditor), StringComparison.Ordinal);
        Assert.Contains("became part of their own", await city.ReadAsync($"/audit/seen?organisation={merging}", auditor), StringComparison.Ordinal);
        string round = (await database.AskAsync("select lower(cast(id as text)) from workforce_rounds"))!.ToString()!;
        foreach (string told in (string[])[", merged into ", ", left on "]) Assert.Contains(told, await city.ReadAsync($"/rounds/{round}", city.First), StringComparison.Ordinal);
    }

    /// <summary>From a page that whoever sends it may open: what is sent is the forged part.</summary>
    private static async Task<HttpStatusCode> PostAsync(RunningServer server, string action, string who)
    {
        var (answer, _) = await server.SendFormAsync("/returns", action, who, ("reason", "Not theirs to say."));
        using (answer) return answer.StatusCode;
    }
}
