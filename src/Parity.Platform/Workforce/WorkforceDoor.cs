using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>What other modules may ask about the collection of returns.</summary>
public sealed class WorkforceDoor(Store store)
{
    public sealed record OpenToken(TokenId Token, PersonId Analyst, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd);

    /// <summary>The tokens that can be used now, with the dates of their round.</summary>
    public Task<List<OpenToken>> OpenTokensAsync(CancellationToken stop) => store.ReadAsync(records => (
        from token in records.Set<ReturnToken>()
        join round in records.Set<Round>() on token.Round equals round.Id
        where token.RevokedAt == null && round.ClosedAt == null
        select new OpenToken(token.Id, token.Analyst, round.SnapshotDate, round.PeriodStart, round.PeriodEnd)).ToListAsync(stop));

    public sealed record OpenedRound(RoundId Id, string Title, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd);

    /// <summary>The round that takes returns now; the newest, should there be several.</summary>
    public Task<OpenedRound?> OpenRoundAsync(CancellationToken stop) => store.ReadAsync(records => records.Set<Round>().Where(r => r.ClosedAt == null)
        .OrderByDescending(r => r.SnapshotDate).Select(r => new OpenedRound(r.Id, r.Title, r.SnapshotDate, r.PeriodStart, r.PeriodEnd)).FirstOrDefaultAsync(stop));

    internal static RoundId OpenRound(Records records, TimeProvider clock, string title, DateOnly snapshot, DateOnly periodStart, DateOnly periodEnd)
    {
        var round = new Round { Id = RoundId.New(clock), Title = title, SnapshotDate = snapshot, PeriodStart = periodStart, PeriodEnd = periodEnd, OpenedAt = clock.GetUtcNow() };
        records.Add(round);
        return round.Id;
    }

    internal static void IssueToken(Records records, TimeProvider clock, TokenId id, string secret, PersonId analyst, OrganisationId organisation, RoundId round) =>
        records.Add(new ReturnToken { Id = id, SecretHash = Secret.HashOf(secret), Analyst = analyst, Organisation = organisation, Round = round, IssuedAt = clock.GetUtcNow() });
}
