using System.Globalization;
using Parity.Platform.Accounts;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What happens to programmes once a day. It can be run twice.</summary>
public sealed class ProgrammeDay(Store store, AccountsDoor accounts, TimeProvider clock)
{
    public async Task<string> RunAsync(CancellationToken stop)
    {
        int letters = (await new ChaseEndorsements.Handler(store, accounts, clock).HandleAsync(stop)).Letters;
        int reminders = (await new RemindApplicants.Handler(store, clock).HandleAsync(stop)).Letters;
        int participants = (await new RemindParticipants.Handler(store, clock).HandleAsync(stop)).Letters;
        int owners = (await new RemindOwners.Handler(store, clock).HandleAsync(stop)).Letters;
        var followed = await new AskFollowUps.Handler(store, clock).HandleAsync(stop);
        // Before anything goes that is counted.
        var counted = await new CountOutcomes.Handler(store, clock).HandleAsync(stop);
        var gone = await new ForgetParticipants.Handler(store, clock).HandleAsync(stop);
        var support = await new ForgetSupport.Handler(store, clock).HandleAsync(stop);
        var cases = await new ForgetCases.Handler(store, clock).HandleAsync(stop);
        var forgotten = await new ForgetApplications.Handler(store, clock).HandleAsync(stop);
        return string.Create(CultureInfo.InvariantCulture, $"{letters} employers asked again, {reminders} applicants and {participants} participants reminded, {owners} owners of cases written to, {forgotten.Closed} drafts closed, {forgotten.Lapsed} offers lapsed, {forgotten.Answers + forgotten.Drafts} applications forgotten, {followed.Asked} participants asked what came of it and {followed.AskedAgain} again, words of {gone.Words} and records of {gone.Participants} participants forgotten, {support.Sums} sums and {support.Offers} offers of employers, {cases.Cases} positive-action cases with {cases.DueRegards} records of due regard and {cases.StrategyReviews} reviews of strategies forgotten{(counted.AsAt is { } asAt ? $", outcomes counted as at {asAt:yyyy-MM-dd}" : "")}");
    }
}
