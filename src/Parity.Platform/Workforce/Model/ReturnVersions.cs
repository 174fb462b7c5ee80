using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>The versions of an organisation's return in a round, of which the one that was signed off last counts.</summary>
internal static class ReturnVersions
{
    private const string TotalsPurpose = "return totals";

    /// <param name="Status"><see cref="ReturnStatus.Submitted"/>, or <see cref="ReturnStatus.Checked"/> while its analyst still looks at it.</param>
    public sealed record Arrival(SealedReturn Body, RoundId Round, OrganisationId Organisation, PersonId By, DateTimeOffset At, ReturnStatus Status, string Report, ReturnTotals Totals);

    public static Task<SubmittedReturn?> NewestAsync(Records records, RoundId round, OrganisationId organisation) => records.Set<SubmittedReturn>()
        .Where(r => r.Round == round && r.Organisation == organisation).OrderByDescending(r => r.Version).FirstOrDefaultAsync();

    public static Task<SealedReturn> SealAsync(MasterKey key, ReturnId id, ReceivedBody body, CancellationToken stop) => KeptReturn.SealAsync(key, id, body, stop);

    /// <summary>
    /// Adds the next version with its bytes. Once it is submitted what was sent before it is superseded, but for what was
    /// signed off; until then only another one that was not submitted is.
    /// </summary>
    public static async Task AddAsync(Records records, MasterKey key, Arrival arrival)
    {
        var before = await NewestAsync(records, arrival.Round, arrival.Organisation);
        if (arrival.Status is ReturnStatus.Checked) await ReplaceAsync(records, arrival.Round, arrival.Organisation, arrival.Body.Id, arrival.At, ReturnStatus.Checked);
        else await ReplaceSentAsync(records, arrival.Round, arrival.Organisation, arrival.Body.Id, arrival.At);
        records.Add(new SubmittedReturn
        {
            Id = arrival.Body.Id,
            Round = arrival.Round,
            Organisation = arrival.Organisation,
            Version = (before?.Version ?? 0) + 1,
            Sha256 = arrival.Body.Sha256,
            Bytes = arrival.Body.Length,
            UploadedBy = arrival.By,
            SubmittedBy = arrival.By,
            SubmittedAt = arrival.At,
            Status = arrival.Status,
            Report = arrival.Report,
            Totals = key.Seal(TotalsPurpose, JsonSerializer.SerializeToUtf8Bytes(arrival.Totals, CollectionJson.Default.ReturnTotals), arrival.Body.Id.Value.ToByteArray()),
        });
        await KeptReturn.WriteAsync(records, arrival.Body);
    }

    /// <summary>By a version that is submitted: whatever else was sent is superseded. What was signed off goes on counting until this one is signed off too.</summary>
    public static Task ReplaceSentAsync(Records records, RoundId round, OrganisationId organisation, ReturnId by, DateTimeOffset at) =>
        ReplaceAsync(records, round, organisation, by, at, ReturnStatus.Checked, ReturnStatus.Submitted, ReturnStatus.SentBack);

    /// <summary>By a version that is signed off: the one that counted until now is superseded.</summary>
    public static Task ReplaceSignedOffAsync(Records records, RoundId round, OrganisationId organisation, ReturnId by, DateTimeOffset at) =>
        ReplaceAsync(records, round, organisation, by, at, ReturnStatus.SignedOff);

    private static async Task ReplaceAsync(Records records, RoundId round, OrganisationId organisation, ReturnId by, DateTimeOffset at, params ReturnStatus[] which)
    {
        var others = await records.Set<SubmittedReturn>()
            .Where(r => r.Round == round && r.Organisation == organisation && r.Id != by && r.Status != ReturnStatus.Superseded).ToListAsync();
        foreach (var one in others.Where(r => which.Contains(r.Status))) (one.Status, one.SupersededAt) = (ReturnStatus.Superseded, at);
    }

    public static ReturnTotals? TotalsOf(SubmittedReturn one, MasterKey key) =>
        one.Totals is null ? null : JsonSerializer.Deserialize(key.Open(TotalsPurpose, one.Totals, one.Id.Value.ToByteArray()), CollectionJson.Default.ReturnTotals);

    /// <summary>The organisation's return of the round before, as it was last submitted there; null if it sent none.</summary>
    public static Task<SubmittedReturn?> EditionBeforeAsync(Records records, Round round, OrganisationId organisation) => (
        from one in records.Set<SubmittedReturn>()
        join earlier in records.Set<Round>() on one.Round equals earlier.Id
        where one.Organisation == organisation && earlier.SnapshotDate < round.SnapshotDate
        where one.Status == ReturnStatus.Submitted || one.Status == ReturnStatus.SignedOff
        orderby earlier.SnapshotDate descending, one.Version descending
        select one).FirstOrDefaultAsync();
}
