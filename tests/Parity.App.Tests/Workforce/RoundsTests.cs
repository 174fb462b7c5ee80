using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Platform.Workforce.Model;

namespace Parity.App.Tests.Workforce;

/// <summary>A small partnership with two rounds behind one clock, on each database.</summary>
public sealed class RoundsTests
{
    [EveryDatabase]
    public async Task A_round_opens_once_takes_returns_and_is_closed(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var asked = city.Round("First edition", 2025);

        var opened = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(asked, default));
        Assert.Equal(opened, await city.OpenRound.HandleAsync(asked, default));
        Assert.IsType<OpenRound.Outcome.AnotherIsOpen>(await city.OpenRound.HandleAsync(city.Round("Second edition", 2026), default));
        Assert.IsType<OpenRound.Outcome.NotAllowed>(await city.OpenRound.HandleAsync(asked with { By = city.Analyst }, default));
        var impossible = Assert.IsType<OpenRound.Outcome.Impossible>(await city.OpenRound.HandleAsync(
            asked with { Title = " ", PeriodEnd = asked.PeriodStart.AddDays(-1), DueOn = new(2020, 1, 1), Organisations = [] }, default));
        Assert.Equal(["title", "end", "due", "organisations"], impossible.Faults.Select(f => f.Field));

        Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 100));
        Assert.IsType<CloseRound.Outcome.NotFound>(await city.CloseRound.HandleAsync(new(city.Lead, opened.Id), default));
        Assert.IsType<CloseRound.Outcome.Closed>(await city.CloseRound.HandleAsync(new(city.Manager, opened.Id), default));
        Assert.IsType<UploadReturn.Outcome.NoOpenRound>(await city.UploadAsync(2025, 101));
        await city.AgreeAsync(opened.Id, ChangeInvitation.Agreement.Correction, city.Today.AddDays(3));
        Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 101));
        city.Clock.Pass(TimeSpan.FromDays(4));
        Assert.IsType<UploadReturn.Outcome.NoOpenRound>(await city.UploadAsync(2025, 102));
    }

    [EveryDatabase]
    public async Task A_return_that_is_sent_back_says_why_and_is_corrected_or_submitted_again(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default);
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 100));
        var sendBack = new SendBackReturn.Handler(city.Store, city.Accounts, city.Clock);
        Task<SendBackReturn.Outcome> BackAsync(PersonId by, string? why) => sendBack.HandleAsync(new(by, city.Organisation, stored.Id, why), default);
        Assert.IsType<SendBackReturn.Outcome.NotWaiting>(await BackAsync(city.Lead, "Too early."));
        await city.ConfirmAsync(stored.Id);

        Assert.IsType<SendBackReturn.Outcome.NotFound>(await BackAsync(city.Analyst, "Not mine to say."));
        Assert.IsType<SendBackReturn.Outcome.NotFound>(await BackAsync(city.Manager, "Not mine to say."));
        Assert.IsType<SendBackReturn.Outcome.NoReason>(await BackAsync(city.Lead, "  "));
        Assert.IsType<SendBackReturn.Outcome.NoReason>(await BackAsync(city.Lead, new string('x', SendBackReturn.LongestReason + 1)));
        Assert.IsType<SendBackReturn.Outcome.SentBack>(await BackAsync(city.Lead, "The museum is missing."));
        Assert.IsType<SendBackReturn.Outcome.NotWaiting>(await BackAsync(city.Lead, "Again."));

        var listed = (await new ReadReturns.Handler(city.Store).HandleAsync(new(city.Organisation, stored.Id), default)).Single();
        Assert.Equal((ReturnStatus.SentBack, city.Lead, "The museum is missing."), (listed.Status, listed.SentBackBy!.Value, listed.SentBackWhy!));
        Assert.Single(await city.Accounts.LettersAboutAsync($"sent back {stored.Id} ", default));
        Assert.IsType<SignOffReturn.Outcome.NotWaiting>(await city.SignOffAsync(stored.Id));
        Assert.DoesNotContain("museum", string.Join('\n', (await new ReadChanges.Handler(city.Store, city.Clock).HandleAsync(new(), default)).Lines.Select(c => c.Reason)), StringComparison.Ordinal);

        Assert.IsType<ConfirmReturn.Outcome.Submitted>(await city.ConfirmAsync(stored.Id));
        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(stored.Id));
    }

    [EveryDatabase]
    public async Task Whoever_sent_the_file_does_not_sign_it_off_whoever_pressed_submit(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default);
        var both = await city.EnrolAsync("Bo Both", Role.HrAnalyst, Role.HrLead);
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 100, by: both));
        await city.ConfirmAsync(stored.Id);

        Assert.IsType<SignOffReturn.Outcome.SubmitterMayNot>(await city.SignOffAsync(stored.Id, both));
        var listed = (await new ReadReturns.Handler(city.Store).HandleAsync(new(city.Organisation, stored.Id), default)).Single();
        Assert.Equal((both, city.Analyst, ReturnStatus.Submitted), (listed.UploadedBy, listed.SubmittedBy, listed.Status));
        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(stored.Id));
    }

    [EveryDatabase]
    public async Task What_arrives_from_somebody_who_meanwhile_lost_the_role_or_the_token_is_not_stored(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var round = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default)).Id;
        var (secondPerson, thirdPerson) = (await city.EnrolAsync("Bea Second", Role.HrAnalyst), await city.EnrolAsync("Cy Third", Role.HrAnalyst));

        // While the file is read, after it was asked who sends it.
        foreach (string extra in (string[])["", "Libraries,G9,W1,1\n"])
        {
            var by = await city.EnrolAsync("Ann Other", Role.HrAnalyst);
            var leaving = new LeavingClock(city.Clock, () => city.EndRolesAsync(by));
            Assert.IsType<UploadReturn.Outcome.NotAnAnalyst>(await city.UploadAsync(2025, 100, extra, by, leaving));
        }

        var kept = await SubmitterAsync(city.Analyst);
        var revoked = await SubmitterAsync(secondPerson);
        var ended = await SubmitterAsync(thirdPerson);
        await city.Database.ExecuteAsync("update workforce_tokens set revoked_at = 1 where " + Mine(revoked));
        await city.EndRolesAsync(thirdPerson);
        foreach (var gone in (ReturnSubmitter[])[revoked, ended]) Assert.IsType<SubmitReturn.Outcome.NotAnAnalyst>(await SubmitAsync(gone));
        Assert.Equal(0L, Convert.ToInt64(await city.Database.AskAsync("select (select count(*) from workforce_returns) + (select count(*) from workforce_refusals) + (select count(*) from workforce_given_answers)"), CultureInfo.InvariantCulture));
        Assert.True(Assert.IsType<SubmitReturn.Outcome.Answered>(await SubmitAsync(kept)).Accepted);

        string Mine(ReturnSubmitter of) => $"lower(cast(id as text)) = '{of.Token}'";

        async Task<ReturnSubmitter> SubmitterAsync(PersonId analyst)
        {
            var issued = Assert.IsType<IssueToken.Outcome.Issued>(await new IssueToken.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(analyst, city.Organisation, round), default));
            return Assert.IsType<RecogniseToken.Outcome.Recognised>(await new RecogniseToken.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(issued.Secret), default)).Submitter;
        }

        async Task<SubmitReturn.Outcome> SubmitAsync(ReturnSubmitter by)
        {
            using var body = await SmallCity.BodyAsync(2025, 100);
            return await new SubmitReturn.Handler(city.Store, city.Clock).HandleAsync(new(by, "key", body), default);
        }
    }

    [EveryDatabase]
    public async Task Of_45_000_problems_the_first_10_000_are_kept_with_their_places_and_the_number_of_all(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default);
        var refused = Assert.IsType<UploadReturn.Outcome.Refused>(await city.UploadAsync(2025, 100, string.Concat(Enumerable.Repeat("Libraries,G9,W1,1\n", 45_000))));

        Assert.Equal(CheckReport.Listed, refused.Report.Problems.Count);
        var found = await new ReadProblems.Handler(city.Store).HandleAsync(new(city.Organisation, refused.Id), default);
        Assert.Equal(45_000, found!.ProblemCount);
        Assert.Equal(Enumerable.Range(4, 10_000), found.Problems.Select(p => p.Line!.Value));
    }

    [EveryDatabase]
    public async Task What_changed_much_since_last_time_is_explained_before_it_can_be_submitted(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var first = await city.CollectAsync("First edition", 2025, 100);
        await city.CloseRound.HandleAsync(new(city.Manager, first.Round), default);
        await city.OpenRound.HandleAsync(city.Round("Second edition", 2026), default);
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2026, 160));

        var comparison = await new CompareReturn.Handler(city.Store).HandleAsync(new(city.Organisation, stored.Id), default);
        Assert.Equal(new DateOnly(2025, 3, 31), comparison!.Before);
        Assert.Equal(["people", "group-W"], comparison.Lines.Where(l => l.IsOpen).Select(l => l.Total.Key));
        Assert.Equal((100.0, 160.0), (comparison.Lines[0].Total.Before, comparison.Lines[0].Total.Now));
        Assert.Equal(2, Assert.IsType<ConfirmReturn.Outcome.Unexplained>(await city.ConfirmAsync(stored.Id)).Open);
        Assert.Contains("swing", (await new ReadReturns.Handler(city.Store).HandleAsync(new(city.Organisation, stored.Id), default)).Single().Report, StringComparison.Ordinal);

        var explain = new ExplainSwings.Handler(city.Store, city.Accounts, city.Clock);
        var texts = new Dictionary<string, string> { ["people"] = "The library service joined us.", ["group-W"] = "", ["made-up"] = "x" };
        Assert.Equal(1, Assert.IsType<ExplainSwings.Outcome.Kept>(await explain.HandleAsync(new(city.Analyst, city.Organisation, stored.Id, texts), default)).Open);
        Assert.IsType<ExplainSwings.Outcome.NotFound>(await explain.HandleAsync(new(city.Lead, city.Organisation, stored.Id, texts), default));
        Assert.IsType<ExplainSwings.Outcome.TooLong>(await explain.HandleAsync(new(city.Analyst, city.Organisation, stored.Id, new Dictionary<string, string> { ["people"] = new('x', 1001) }), default));
        texts["group-W"] = "Most of them are White.";
        Assert.Equal(0, Assert.IsType<ExplainSwings.Outcome.Kept>(await explain.HandleAsync(new(city.Analyst, city.Organisation, stored.Id, texts), default)).Open);
        Assert.IsType<ConfirmReturn.Outcome.Submitted>(await city.ConfirmAsync(stored.Id));
        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(stored.Id));
        Assert.IsType<ExplainSwings.Outcome.Settled>(await explain.HandleAsync(new(city.Analyst, city.Organisation, stored.Id, texts), default));
    }

    [EveryDatabase]
    public async Task A_correction_is_put_beside_the_version_that_was_signed_off_and_not_beside_a_draft(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await city.CollectAsync("First edition", 2025, 100);
        var draft = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 90));
        var corrected = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 104));
        var compare = new CompareReturn.Handler(city.Store);

        var since = (await compare.HandleAsync(new(city.Organisation, corrected.Id), default))!.Since!;
        Assert.Equal((1, true), (since.Version, since.WasSignedOff));
        Assert.Equal([("people", 100.0, 104.0), ("group-W", 80.0, 84.0)], since.Changed.Select(c => (c.Key, c.Before!.Value, c.Now!.Value)));
        Assert.Equal(90.0, (await compare.HandleAsync(new(city.Organisation, draft.Id), default))!.Since!.Changed[0].Now);
    }

    [EveryDatabase]
    public async Task What_was_signed_off_counts_until_its_correction_is_signed_off_too(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (round, first) = await city.CollectAsync("First edition", 2025, 100);
        var second = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 104)).Id;
        var overview = new ReadRounds.Handler(city.Store, city.Partnership, city.Accounts, city.Clock);
        async Task<(ReturnId Counts, int? Version, ReadRounds.Stage Stage)> NowAsync()
        {
            var line = (await overview.HandleAsync(round, default))!.Lines.Single();
            return ((await city.Store.ReadAsync(records => WorkforceDoor.SignedOffAsync(records, round))).Single().Id, line.Counts, line.Stage);
        }

        Assert.IsType<ConfirmReturn.Outcome.Submitted>(await city.ConfirmAsync(second));
        Assert.Equal((first, 1, ReadRounds.Stage.WaitsForSignOff), await NowAsync());
        await new SendBackReturn.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Lead, city.Organisation, second, "The museum is missing."), default);
        Assert.Equal((first, 1, ReadRounds.Stage.SentBack), await NowAsync());
        var third = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 106)).Id;
        await city.ConfirmAsync(third);
        Assert.Equal((first, 1, ReadRounds.Stage.WaitsForSignOff), await NowAsync());

        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(third));

        Assert.Equal((third, 3, ReadRounds.Stage.SignedOff), await NowAsync());
        var status = await city.Store.ReadAsync(records => records.Set<SubmittedReturn>().OrderBy(r => r.Version).Select(r => new { r.Status, r.SupersededAt }).ToListAsync());
        Assert.Equal([ReturnStatus.Superseded, ReturnStatus.Superseded, ReturnStatus.SignedOff], status.Select(s => s.Status));
        Assert.All(status.Take(2), s => Assert.NotNull(s.SupersededAt));
    }

    [EveryDatabase]
    public async Task A_late_return_and_what_it_does_not_have_show_in_the_overview(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var opened = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default));
        var overview = new ReadRounds.Handler(city.Store, city.Partnership, city.Accounts, city.Clock);
        async Task<ReadRounds.Line> LineAsync() => (await overview.HandleAsync(opened.Id, default))!.Lines.Single();

        Assert.Equal((ReadRounds.Stage.NotStarted, false), ((await LineAsync()).Stage, (await LineAsync()).IsLate));
        await city.UploadAsync(2025, 10, extra: "Libraries,G9,W1,1\n");
        Assert.Equal(ReadRounds.Stage.Refused, (await LineAsync()).Stage);
        city.Clock.Pass(TimeSpan.FromDays(50));
        Assert.True((await LineAsync()).IsLate);
        await city.AgreeAsync(opened.Id, ChangeInvitation.Agreement.MoreTime, city.Today.AddDays(5));
        Assert.False((await LineAsync()).IsLate);
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 100));
        Assert.Equal(ReadRounds.Stage.Checked, (await LineAsync()).Stage);
        city.Clock.Pass(TimeSpan.FromDays(6));
        await city.ConfirmAsync(stored.Id);
        var line = await LineAsync();
        Assert.Equal((ReadRounds.Stage.WaitsForSignOff, true, 1), (line.Stage, line.IsLate, line.RefusedFiles));
        Assert.Contains("survey.csv", line.Absent);
        await city.SignOffAsync(stored.Id);
        Assert.Equal(ReadRounds.Stage.SignedOff, (await LineAsync()).Stage);
    }

    [EveryDatabase]
    public async Task Whoever_has_to_act_next_is_written_to_once_on_working_days_and_later_those_above(Engine engine)
    {
        // 1 April 2026 is a Wednesday before Easter; returns are due on Wednesday 15 April.
        await using var city = await SmallCity.MakeAsync(engine);
        await city.OpenRound.HandleAsync(city.Round("First edition", 2025) with { DueOn = new(2026, 4, 15) }, default);
        var written = new List<string>();
        for (int day = 0; day < 30; day++)
        {
            foreach (int _ in (int[])[1, 2])
            {
                var outcome = await city.Remind.HandleAsync(new(), default);
                if (outcome.Letters > 0) written.Add($"{city.Today:MM-dd} {outcome.Letters}");
            }

            city.Clock.Pass(TimeSpan.FromDays(1));
        }

        // Ten working days before would have been before the round; three before is the 10th, on the day, one after, five after, and then weekly.
        Assert.Equal(["04-10 1", "04-15 1", "04-16 2", "04-22 1", "04-23 2", "04-29 1", "04-30 2"], written);
        // And the two that told that it had opened.
        Assert.Equal(12L, Convert.ToInt64(await city.Database.AskAsync("select count(*) from accounts_mails"), CultureInfo.InvariantCulture));
    }

    [EveryDatabase]
    public async Task Analysts_and_hr_leads_are_written_to_once_when_a_round_opens_and_when_something_is_agreed(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await using var there = await city.Database.OpenAsync(city.Clock);
        var (other, both) = (await city.AdmitAsync("TWO", "Two Trust"), default(PersonId));
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "two roles"), async records =>
        {
            both = AccountsDoor.Enrol(records, city.Clock, "Bo Both", new HeldRole(Role.HrAnalyst, other), "bo@example.org");
            await records.SaveChangesAsync();
            return await AccountsDoor.GiveAsync(records, city.Clock, both, new HeldRole(Role.HrLead, other));
        }, default);
        var asked = city.Round("First edition", 2025) with { Organisations = null };
        var onOther = new OpenRound.Handler(there, new(there, city.Clock), new(there), city.Clock);

        var opened = await Task.WhenAll(city.OpenRound.HandleAsync(asked, default), onOther.HandleAsync(asked, default), city.OpenRound.HandleAsync(asked, default));
        var round = Assert.IsType<OpenRound.Outcome.Opened>(Assert.Single(opened.Distinct())).Id;
        async Task<string[]> WrittenAsync() => [.. (await new ReadRounds.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).RemindersAsync(round, default)).Select(l => $"{l.Organisation}: {l.Person}, {l.Role.Word()}").Order(StringComparer.Ordinal)];
        string[] first = ["One Council: Ann Alyst, hr-analyst", "One Council: Lee Lead, hr-lead", "Two Trust: Bo Both, hr-analyst"];
        Assert.Equal(first, await WrittenAsync());

        var until = city.Today.AddDays(40);
        await city.AgreeAsync(round, ChangeInvitation.Agreement.MoreTime, until);
        await new ChangeInvitation.Handler(there, new(there, city.Clock), new(there), city.Clock).HandleAsync(new(city.Manager, round, city.Organisation, ChangeInvitation.Agreement.MoreTime, until, "as agreed"), default);
        Assert.Equal(5, (await WrittenAsync()).Length);
        await city.CloseRound.HandleAsync(new(city.Manager, round), default);
        foreach (int _ in (int[])[1, 2]) await city.AgreeAsync(round, ChangeInvitation.Agreement.Correction, until);
        Assert.Equal(7, (await WrittenAsync()).Length);

        // Nothing of why it was agreed goes out.
        foreach (var mail in await city.Store.ReadAsync(records => records.Set<Mail>().AsNoTracking().ToListAsync()))
            Assert.DoesNotContain("as agreed", mail.Open(city.Store.Key).Text, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task A_correction_that_could_never_be_published_is_not_agreed(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (first, _) = await city.CollectAsync("First edition", 2025, 100);
        await city.CloseRound.HandleAsync(new(city.Manager, first), default);
        await PublishAsync(2025);
        var agree = new ChangeInvitation.Handler(city.Store, city.Accounts, city.Partnership, city.Clock);
        Task<ChangeInvitation.Outcome> AskAsync(DateOnly until) => agree.HandleAsync(new(city.Manager, first, city.Organisation, ChangeInvitation.Agreement.Correction, until, "as agreed"), default);
        async Task<string> RefusedAsync(DateOnly until, string field)
        {
            var refused = Assert.IsType<ChangeInvitation.Outcome.Impossible>(await AskAsync(until));
            Assert.Equal(field, refused.Field);
            return refused.Advice;
        }

        // Rows stay for 90 days after publication, so the day before is the last one with all of them.
        var last = city.Today.AddDays(89);
        Assert.Contains(last.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), await RefusedAsync(last.AddDays(1), "until"), StringComparison.Ordinal);
        Assert.IsType<ChangeInvitation.Outcome.Agreed>(await AskAsync(last));
        city.Clock.Pass(TimeSpan.FromDays(91));
        Assert.Equal(1, (await new DeleteRows.Handler(city.Store, city.Clock).HandleAsync(default)).Returns);
        Assert.Contains("rows", await RefusedAsync(city.Today, "agreement"), StringComparison.Ordinal);

        // Behind an edition of a later day none is made, whether or not rows are there.
        await city.OpenRound.HandleAsync(city.Round("Second edition", 2026), default);
        await PublishAsync(2026);
        Assert.Contains("Second edition", await RefusedAsync(city.Today, "agreement"), StringComparison.Ordinal);
        var overview = await new ReadRounds.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).HandleAsync(first, default);
        Assert.NotNull(overview!.Corrections!.Over);

        Task PublishAsync(int year) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.DemoLoaded, "published"), async records =>
        {
            (await records.Set<Round>().SingleAsync(r => r.SnapshotDate == new DateOnly(year, 3, 31))).PublishedAt = city.Clock.GetUtcNow();
            return true;
        }, default);
    }

    [Fact]
    public void Working_days_leave_out_weekends_and_the_bank_holidays_of_england_and_wales()
    {
        Assert.False(WorkingDays.IsOne(new(2026, 4, 3)));
        Assert.False(WorkingDays.IsOne(new(2026, 12, 28)));
        Assert.True(WorkingDays.IsOne(new(2026, 4, 7)));
        Assert.Equal(1, WorkingDays.Between(new(2026, 4, 2), new(2026, 4, 7)));
        Assert.Equal(-1, WorkingDays.Between(new(2026, 4, 7), new(2026, 4, 2)));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 8, 30, 0, TimeSpan.Zero), London.At(new(2026, 7, 1), new(9, 30)));
    }
}
