using Parity.App.Tests.Storage;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>What is kept about the sending of returns goes when its time is over, and what can still be used stays.</summary>
public sealed class ForgetSendingsTests
{
    [EveryDatabase]
    public async Task Problems_answers_and_tokens_go_after_the_days_of_the_policy_once_by_two_nodes_and_not_while_a_token_can_be_used(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await using var there = await city.Database.OpenAsync(city.Clock);
        var round = Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("First edition", 2025), default)).Id;
        Assert.IsType<UploadReturn.Outcome.Refused>(await city.UploadAsync(2025, 100, "Libraries,G9,W1,1\n"));
        await SendAsync(await TokenAsync(), "one");
        string later = await TokenAsync();
        await SendAsync(later, "two");
        Assert.Equal((1, 2, 2), await KeptAsync());

        city.Clock.Pass(TimeSpan.FromDays(89));
        Assert.Equal(new(0, 0, 0), await ForgetAsync(city.Store));
        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(new(1, 1, 1), await ForgetAsync(city.Store));

        // The round is closed, and takes a correction for longer than tokens are kept after it.
        Assert.IsType<CloseRound.Outcome.Closed>(await city.CloseRound.HandleAsync(new(city.Manager, round), default));
        await city.AgreeAsync(round, ChangeInvitation.Agreement.Correction, city.Today.AddDays(20));
        city.Clock.Pass(TimeSpan.FromDays(19));
        await SendAsync(later, "three");
        city.Clock.Pass(TimeSpan.FromDays(91));
        Assert.Equal(new(0, 0, 0), await ForgetAsync(city.Store));
        Assert.Equal((0, 2, 1), await KeptAsync());
        city.Clock.Pass(TimeSpan.FromDays(2));
        await Task.WhenAll(ForgetAsync(city.Store), ForgetAsync(there));
        Assert.Equal((0, 0, 0), await KeptAsync());

        string after = await Dump.EverythingAsync(city.Database);
        Assert.Equal(new(0, 0, 0), await ForgetAsync(there));
        Assert.Equal(after, await Dump.EverythingAsync(city.Database));
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(city.Store).HandleAsync(new(), default));

        async Task<string> TokenAsync() => Assert.IsType<IssueToken.Outcome.Issued>(await new IssueToken.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Analyst, city.Organisation, round), default)).Secret;

        async Task SendAsync(string secret, string key)
        {
            var by = Assert.IsType<RecogniseToken.Outcome.Recognised>(await new RecogniseToken.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(secret), default)).Submitter;
            using var body = await SmallCity.BodyAsync(2025, 100);
            Assert.True(Assert.IsType<SubmitReturn.Outcome.Answered>(await new SubmitReturn.Handler(city.Store, city.Clock).HandleAsync(new(by, key, body), default)).Accepted);
        }

        async Task<(long Refusals, long Answers, long Tokens)> KeptAsync() =>
            (await city.Database.CountAsync("select count(*) from workforce_refusals"), await city.Database.CountAsync("select count(*) from workforce_given_answers"), await city.Database.CountAsync("select count(*) from workforce_tokens"));

        Task<ForgetSendings.Outcome> ForgetAsync(Store on) => new ForgetSendings.Handler(on, city.Clock).HandleAsync(default);
    }
}
