using System.Globalization;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>Who is written to once a return was submitted, and in a round that is closed. 1 April 2026 is a Wednesday before Easter.</summary>
public sealed class ClosedRoundLettersTests
{
    [EveryDatabase]
    public async Task What_was_submitted_before_the_round_closed_is_reminded_of_until_it_is_signed_off(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var round = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("First edition", 2025) with { DueOn = new(2026, 4, 15) }, default)).Id;
        var stored = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 100));
        foreach (int _ in (int[])[1, 2]) Assert.IsType<ConfirmReturn.Outcome.Submitted>(await city.ConfirmAsync(stored.Id));
        await city.CloseRound.HandleAsync(new(city.Manager, round), default);
        Assert.Equal(["04-01 hr-analyst opened", "04-01 hr-lead opened", "04-01 hr-lead submitted"], await LettersAsync(city, round));

        await DaysAsync(city, 30);

        string[] expected =
        [
            "04-01 hr-analyst opened", "04-01 hr-lead opened", "04-01 hr-lead submitted", "04-10 hr-lead 3", "04-15 hr-lead 0", "04-16 hr-lead late", "04-22 organisation-lead late", "04-23 hr-lead late",
            "04-29 organisation-lead late", "04-30 hr-lead late",
        ];
        Assert.Equal(expected, await LettersAsync(city, round));
        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(stored.Id));
        await DaysAsync(city, 20);
        Assert.Equal(expected, await LettersAsync(city, round));
    }

    [EveryDatabase]
    public async Task A_correction_that_is_agreed_and_not_sent_is_reminded_of_before_its_last_day_and_once_after_it(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var round = await CorrectedAsync(city);
        int before = (await LettersAsync(city, round)).Count;

        await DaysAsync(city, 60);

        Assert.Equal(
            ["04-08 hr-analyst 10", "04-17 hr-analyst 3", "04-22 hr-analyst 0", "04-23 hr-analyst late", "04-23 hr-lead late", "04-29 organisation-lead late"],
            (await LettersAsync(city, round)).Skip(before));
        Assert.Equal(0, (await city.Remind.HandleAsync(new(city.Manager, round), default)).Letters);
    }

    [EveryDatabase]
    public async Task A_correction_that_was_sent_is_reminded_of_until_it_is_signed_off(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var round = await CorrectedAsync(city);
        int before = (await LettersAsync(city, round)).Count;
        await DaysAsync(city, 7);
        var corrected = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 104));
        Assert.IsType<ConfirmReturn.Outcome.Submitted>(await city.ConfirmAsync(corrected.Id));
        await DaysAsync(city, 15);
        Assert.Equal(1, (await city.Remind.HandleAsync(new(city.Manager, round), default)).Letters);
        string[] expected = ["04-08 hr-analyst 10", "04-09 hr-lead submitted", "04-17 hr-lead 3", "04-22 hr-lead 0", "04-23 hr-lead late", "04-24 hr-lead asked"];
        Assert.Equal(expected, (await LettersAsync(city, round)).Skip(before));

        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(corrected.Id));
        await DaysAsync(city, 30);
        Assert.Equal(expected, (await LettersAsync(city, round)).Skip(before));
    }

    [EveryDatabase]
    public async Task Hr_leads_are_told_once_of_each_version_that_an_hr_system_sends_and_never_whoever_sent_it(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var round = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default)).Id;
        var both = await city.EnrolAsync("Bo Both", Role.HrAnalyst, Role.HrLead);
        var issued = Assert.IsType<IssueToken.Outcome.Issued>(await new IssueToken.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(both, city.Organisation, round), default));
        var by = Assert.IsType<RecogniseToken.Outcome.Recognised>(await new RecogniseToken.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(issued.Secret), default)).Submitter;
        foreach (string key in (string[])["monday", "monday", "tuesday"])
        {
            using var body = await SmallCity.BodyAsync(2025, 100);
            Assert.True(Assert.IsType<SubmitReturn.Outcome.Answered>(await new SubmitReturn.Handler(city.Store, city.Clock).HandleAsync(new(by, key, body), default)).Accepted);
        }

        var told = (await city.Accounts.LettersAboutAsync($"{round} ", default)).Where(l => l.Key.Contains(" submitted ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Lee Lead", "Lee Lead"], told.Select(l => l.Person));
        Assert.Equal(2, told.Select(l => l.Key).Distinct().Count());
    }

    /// <summary>Signed off and closed on the 1st, with a correction agreed on the 2nd until the 22nd, a Wednesday.</summary>
    private static async Task<RoundId> CorrectedAsync(SmallCity city)
    {
        var (round, _) = await city.CollectAsync("First edition", 2025, 100);
        await city.CloseRound.HandleAsync(new(city.Manager, round), default);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await city.AgreeAsync(round, ChangeInvitation.Agreement.Correction, new(2026, 4, 22));
        return round;
    }

    private static async Task DaysAsync(SmallCity city, int days)
    {
        for (int day = 0; day < days; day++)
        {
            foreach (int _ in (int[])[1, 2]) await city.Remind.HandleAsync(new(), default);
            city.Clock.Pass(TimeSpan.FromDays(1));
        }
    }

    /// <summary>By day and role, as "04-10 hr-lead 3": when, to whom, and the first word of what for.</summary>
    private static async Task<List<string>> LettersAsync(SmallCity city, RoundId round) =>
    [
        .. (await city.Accounts.LettersAboutAsync($"{round} ", default)).Select(l => string.Create(CultureInfo.InvariantCulture, $"{London.DayOf(l.WrittenAt):MM-dd} {l.Key.Split(' ')[3]} {l.Key.Split(' ')[4]}")).Order(StringComparer.Ordinal),
    ];
}
