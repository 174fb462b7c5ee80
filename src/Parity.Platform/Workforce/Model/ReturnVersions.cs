using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>The versions of an organisation's return in a round, of which the newest counts.</summary>
internal static class ReturnVersions
{
    public sealed record Arrival(ReturnId Id, RoundId Round, OrganisationId Organisation, PersonId By, DateTimeOffset At, string Report);

    public static Task<SubmittedReturn?> NewestAsync(Records records, RoundId round, OrganisationId organisation) => records.Set<SubmittedReturn>()
        .Where(r => r.Round == round && r.Organisation == organisation).OrderByDescending(r => r.Version).FirstOrDefaultAsync();

    /// <summary>Adds the next version with its bytes; the one before is superseded, also if it was signed off.</summary>
    public static async Task AddAsync(Records records, MasterKey key, Arrival arrival, ReceivedBody body)
    {
        var before = await NewestAsync(records, arrival.Round, arrival.Organisation);
        if (before is not null) before.Status = ReturnStatus.Superseded;
        records.Add(new SubmittedReturn
        {
            Id = arrival.Id,
            Round = arrival.Round,
            Organisation = arrival.Organisation,
            Version = (before?.Version ?? 0) + 1,
            Sha256 = body.Sha256,
            Bytes = body.Length,
            SubmittedBy = arrival.By,
            SubmittedAt = arrival.At,
            Status = ReturnStatus.Submitted,
            Report = arrival.Report,
        });
        await KeptReturn.WriteAsync(records, key, arrival.Id, body);
    }
}
