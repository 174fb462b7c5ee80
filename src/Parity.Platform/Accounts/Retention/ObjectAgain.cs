using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Whoever objected to equality monitoring after a backup was made objects in the restored database too; or does so no more.</summary>
public sealed class ObjectAgain(Store store) : IErasesAgain
{
    public ChangeKind Kind => ChangeKind.AccountObjected;

    public Task<bool> EraseAsync(Erasure one, Func<string, string> mark, CancellationToken stop) =>
        store.WriteAsync(one.Again(Kind), async records =>
        {
            var person = (await records.Set<Person>().ToListAsync(stop)).Find(p => mark(new Actor.Someone(p.Id).ToString()) == one.Mark);
            if (person is null) return false;
            person.ObjectedAt = one.Why == ObjectToMonitoring.Objected ? one.At : null;
            return true;
        }, stop);
}
