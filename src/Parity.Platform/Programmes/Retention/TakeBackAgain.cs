using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A declaration that was taken back after a backup was made goes from the restored database too.</summary>
public sealed class TakeBackAgain(Store store) : IErasesAgain
{
    public ChangeKind Kind => ChangeKind.EligibilityWithdrawn;

    public Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop) =>
        store.WriteAsync(one.Again(Kind), async records =>
        {
            var declared = (await records.Set<EligibilityDeclaration>().ToListAsync(stop)).Find(e => mark(new Actor.OfApplication(e.Application.Value).ToString()) == one.Mark);
            if (declared is null) return false;
            // Declared anew since then, where an earlier restore had found nothing to take out.
            if (declared.ConsentedAt > one.At) return true;
            (declared.Sealed, declared.WithdrawnAt) = (null, one.At);
            return true;
        }, stop);
}
