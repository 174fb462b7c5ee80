using Microsoft.EntityFrameworkCore;
using Parity.Indicators.Returns;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>What other modules may ask about the collection of returns.</summary>
public sealed class WorkforceDoor(Store store, TimeProvider clock)
{
    public sealed record OpenToken(TokenId Token, PersonId Analyst, byte[] SecretHash, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd);

    /// <summary>The tokens that can be used now, with the dates of their round.</summary>
    public Task<List<OpenToken>> OpenTokensAsync(CancellationToken stop) => store.ReadAsync(records => (
        from token in records.Set<ReturnToken>()
        join round in records.Set<Round>() on token.Round equals round.Id
        where token.RevokedAt == null && round.ClosedAt == null
        select new OpenToken(token.Id, token.Analyst, token.SecretHash, round.SnapshotDate, round.PeriodStart, round.PeriodEnd)).ToListAsync(stop));

    /// <param name="DueOn">For the organisation that asks.</param>
    /// <param name="IsCorrection">The round is closed and takes a correction from this organisation.</param>
    public sealed record OpenedRound(RoundId Id, string Title, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly? DueOn, bool IsCorrection);

    /// <summary>The rounds that take a return from the organisation now, newest first.</summary>
    public Task<List<OpenedRound>> RoundsOpenToAsync(OrganisationId organisation, CancellationToken stop) => store.ReadAsync(records => (
        from round in Taking.Rounds(records, organisation, London.Today(clock))
        join invitation in records.Set<Invitation>() on round.Id equals invitation.Round
        where invitation.Organisation == organisation
        orderby round.SnapshotDate descending
        select new OpenedRound(
            round.Id, round.Title, round.SnapshotDate, round.PeriodStart, round.PeriodEnd,
            round.ClosedAt != null ? invitation.CorrectUntil : invitation.ExtendedTo ?? round.DueOn, round.ClosedAt != null)).ToListAsync(stop));

    /// <param name="Asked">The rounds that take a return from the organisation now, newest first, each with the newest version sent in it.</param>
    /// <param name="Left">What was submitted in other rounds and nobody has signed off; it can still be.</param>
    public sealed record Waiting(IReadOnlyList<AskedReturn> Asked, IReadOnlyList<LeftReturn> Left);

    public sealed record AskedReturn(OpenedRound Round, NewestReturn? Newest);

    public sealed record NewestReturn(ReturnId Id, int Version, ReturnStatus Status);

    public sealed record LeftReturn(ReturnId Id, string Round, DateTimeOffset SubmittedAt);

    /// <summary>What the people of an organisation have to do, for their start page.</summary>
    public async Task<Waiting> WaitingForAsync(OrganisationId organisation, CancellationToken stop) =>
        (await store.RememberAsync(("waiting", organisation, London.Today(clock)), async records =>
        {
            var rounds = await RoundsOpenToAsync(organisation, stop);
            var sent = await (
                from one in records.Set<SubmittedReturn>()
                join round in records.Set<Round>() on one.Round equals round.Id
                where one.Organisation == organisation && one.Status != ReturnStatus.Superseded && one.RowsDeletedAt == null
                orderby round.SnapshotDate descending, one.Version descending
                select new { one.Id, one.Round, round.Title, one.Version, one.Status, one.SubmittedAt }).ToListAsync(stop);
            return new Waiting(
                rounds.ConvertAll(r => new AskedReturn(r, sent.Find(s => s.Round == r.Id) is { } newest ? new(newest.Id, newest.Version, newest.Status) : null)),
                [.. sent.Where(s => s.Status is ReturnStatus.Submitted && !rounds.Exists(r => r.Id == s.Round)).Select(s => new LeftReturn(s.Id, s.Title, s.SubmittedAt))]);
        }, stop))!;

    /// <summary>A round that editions can be made from.</summary>
    public sealed record RoundCard(RoundId Id, string Title, DateOnly SnapshotDate, bool IsOpen, bool IsPublished);

    public Task<List<RoundCard>> RoundsAsync(CancellationToken stop) => store.ReadAsync(records => records.Set<Round>()
        .OrderByDescending(r => r.SnapshotDate).Select(r => new RoundCard(r.Id, r.Title, r.SnapshotDate, r.ClosedAt == null, r.PublishedAt != null)).ToListAsync(stop));

    /// <param name="HasRows">Its rows have not been deleted.</param>
    public sealed record SignedOffReturn(ReturnId Id, OrganisationId Organisation, int Version, string Sha256, bool HasRows);

    /// <summary>What can go into an edition of a round now, by organisation.</summary>
    internal static Task<List<SignedOffReturn>> SignedOffAsync(Records records, RoundId round) => records.Set<SubmittedReturn>()
        .Where(r => r.Round == round && r.Status == ReturnStatus.SignedOff).OrderBy(r => r.Organisation).ThenBy(r => r.Version)
        .Select(r => new SignedOffReturn(r.Id, r.Organisation, r.Version, r.Sha256, r.RowsDeletedAt == null)).ToListAsync();

    /// <param name="Versions">All of them, by number, also those that later ones replaced.</param>
    internal sealed record Standing(OrganisationId Organisation, bool IsExcused, IReadOnlyList<(ReturnId Id, int Version, ReturnStatus Status)> Versions);

    /// <summary>How far every organisation is that was asked in a round or sent something.</summary>
    internal static async Task<List<Standing>> StandingsAsync(Records records, RoundId round, CancellationToken stop)
    {
        var excused = await records.Set<Invitation>().Where(i => i.Round == round).ToDictionaryAsync(i => i.Organisation, i => i.ExcusedAt is not null, stop);
        var versions = (await records.Set<SubmittedReturn>().Where(r => r.Round == round).OrderBy(r => r.Version)
            .Select(r => new { r.Organisation, r.Id, r.Version, r.Status }).ToListAsync(stop)).ToLookup(r => r.Organisation, r => (r.Id, r.Version, r.Status));
        return [.. excused.Keys.Union(versions.Select(v => v.Key)).Select(o => new Standing(o, excused.GetValueOrDefault(o), [.. versions[o]]))];
    }

    /// <summary>The bytes of a kept return, opened into a file without a name.</summary>
    /// <exception cref="InvalidOperationException">Its rows have been deleted.</exception>
    internal Task<ReceivedBody> OpenAsync(ReturnId id, CancellationToken stop) =>
        OpenAsync(id, new Actor.TheSystem("publishing"), "to compute and protect the figures of an edition or of its preview", stop);

    private async Task<ReceivedBody> OpenAsync(ReturnId id, Actor by, string why, CancellationToken stop)
    {
        var organisation = await store.ReadAsync(records => OrganisationOfAsync(records, id));
        await store.NoteAsync(new(by, Sighting.RowsOfReturn, id.Value, organisation, why), stop);
        return await store.ReadAsync(async records =>
        {
            if (!await records.Set<ReturnPart>().AnyAsync(p => p.Return == id, stop)) throw new InvalidOperationException("The rows of this return are gone.");
            return await ReceivedBody.MakeAsync(into => KeptReturn.CopyAsync(records, store.Key, id, into, stop), stop);
        });
    }

    /// <summary>The rows of a kept return, for a purpose other than an edition: who reads them and why is noted first.</summary>
    /// <returns>Null where its rows have been deleted.</returns>
    internal async Task<Return?> ReadRowsAsync(SignedOffReturn one, Actor by, string why, CancellationToken stop)
    {
        if (!one.HasRows) return null;
        using var body = await OpenAsync(one.Id, by, why, stop);
        return await Task.Run(() => CheckReturn.Handler.Handle(new(body.Path), stop) is CheckReturn.Outcome.Accepted accepted ? accepted.Return : null, stop);
    }

    /// <param name="IsOver">The round is closed: what was signed off in it changes by corrections alone.</param>
    public sealed record RoundPeriod(RoundId Id, string Title, DateOnly PeriodStart, DateOnly PeriodEnd, bool IsOver);

    /// <summary>Rounds with the period that their returns tell of, newest first.</summary>
    public Task<List<RoundPeriod>> PeriodsAsync(CancellationToken stop) => store.ReadAsync(records => records.Set<Round>()
        .OrderByDescending(r => r.PeriodEnd).Select(r => new RoundPeriod(r.Id, r.Title, r.PeriodStart, r.PeriodEnd, r.ClosedAt != null)).ToListAsync(stop));

    internal static async Task<OrganisationId?> OrganisationOfAsync(Records records, ReturnId id) =>
        await records.Set<SubmittedReturn>().Where(r => r.Id == id).Select(r => (OrganisationId?)r.Organisation).SingleOrDefaultAsync();

    /// <summary>From now on people's rows of the round are kept for a time only.</summary>
    internal static async Task MarkPublishedAsync(Records records, RoundId id, DateTimeOffset at)
    {
        var round = await records.Set<Round>().SingleAsync(r => r.Id == id);
        round.PublishedAt ??= at;
    }

    internal static RoundId OpenRound(
        Records records, TimeProvider clock, string title, DateOnly snapshot, DateOnly periodStart, DateOnly periodEnd, DateOnly? dueOn, IEnumerable<OrganisationId> asked)
    {
        var now = clock.GetUtcNow();
        var round = new Round { Id = RoundId.New(clock), Title = title, SnapshotDate = snapshot, PeriodStart = periodStart, PeriodEnd = periodEnd, DueOn = dueOn, OpenedAt = now };
        records.Add(round);
        foreach (var organisation in asked) records.Add(new Invitation { Round = round.Id, Organisation = organisation, InvitedAt = now });
        return round.Id;
    }

    internal static void IssueToken(Records records, TimeProvider clock, TokenId id, string secret, PersonId analyst, OrganisationId organisation, RoundId round) =>
        records.Add(new ReturnToken { Id = id, SecretHash = Secret.HashOf(secret), Analyst = analyst, Organisation = organisation, Round = round, IssuedAt = clock.GetUtcNow() });
}
