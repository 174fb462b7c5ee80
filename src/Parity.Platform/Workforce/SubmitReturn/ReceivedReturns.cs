using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Checks what was received, a few at a time: large returns are heavy to read, and more at once would only slow each other.</summary>
internal static class ReceivedReturns
{
    private static readonly SemaphoreSlim Turn = new(Math.Max(2, Environment.ProcessorCount));

    /// <param name="Totals">Null where the return was refused.</param>
    public sealed record Checked(CheckReport Report, ReturnTotals? Totals);

    public static async Task<Checked> CheckAsync(Store store, ReceivedBody body, Round round, OrganisationId organisation, string organisationCode, CancellationToken stop)
    {
        var before = await store.ReadAsync(records => ReturnVersions.EditionBeforeAsync(records, round, organisation));
        var request = new CheckReturn.Request(
            body.Path, before is null ? null : ReturnVersions.TotalsOf(before, store.Key)?.Summary,
            Expected: new(organisationCode, round.SnapshotDate, round.PeriodStart, round.PeriodEnd));
        await Turn.WaitAsync(stop);
        try
        {
            return await Task.Run(() =>
            {
                var outcome = CheckReturn.Handler.Handle(request, stop);
                return new Checked(outcome.Report, outcome is CheckReturn.Outcome.Accepted accepted ? ReturnTotals.Of(accepted.Return) : null);
            }, stop);
        }
        finally
        {
            Turn.Release();
        }
    }
}
