using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Another edition is the newest: every case that rests on a published figure is held against it, so that it warns when that no longer shows a need, and its owner hears that there is news.</summary>
public static class RecheckEvidence
{
    /// <param name="Shows">Whether the newest edition shows this figure as a need; null where it does not say.</param>
    public sealed record Request(Func<string, bool?> Shows);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Of how many cases it says something else than before.</returns>
        public async Task<int> HandleAsync(Request request, CancellationToken stop)
        {
            // Looking is cheap and mostly finds nothing: only then is anything written down.
            if (!(await store.ReadAsync(records => RestingAsync(records, stop))).Exists(c => c.EvidenceHolds != request.Shows(c.Figure!))) return 0;
            return await store.WriteAsync(new Change(new Actor.TheSystem("evidence"), ChangeKind.CaseChanged, "the newest edition was held against what positive-action cases rest on"), async records =>
            {
                var changed = (await RestingAsync(records, stop)).FindAll(c => c.EvidenceHolds != request.Shows(c.Figure!));
                foreach (var one in changed)
                {
                    one.EvidenceHolds = request.Shows(one.Figure!);
                    // Withheld is not gone: only who no longer has what the case rests on is written to, once each time that happens.
                    if (one.EvidenceHolds is false) await CaseOwners.TellAsync(records, store.Key, clock, one, $"evidence {NeutralLetter.Now(clock)}");
                }

                return changed.Count;
            }, stop);
        }

        private static Task<List<ActionCase>> RestingAsync(Records records, CancellationToken stop) => records.Set<ActionCase>().Where(c => c.Figure != null && c.EndedAt == null).ToListAsync(stop);
    }
}
