using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Writes to the owner of a positive-action case, once, when the day has come on which it is to be looked at again.</summary>
public static class RemindOwners
{
    /// <summary>Letters are kept for longer than this: none is written a second time.</summary>
    private const int Days = 60;

    public sealed record Outcome(int Letters);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var first = today.AddDays(-Days);
            if (!await store.ReadAsync(records => Due(records).AnyAsync(stop))) return new(0);
            return await store.WriteAsync(new Change(new Actor.TheSystem("reminders"), ChangeKind.CaseOwnerReminded, "owners of cases that are due for review are written to"), async records =>
            {
                int letters = 0;
                foreach (var one in await Due(records).OrderBy(c => c.Id).ToListAsync(stop))
                    if (one.Owner is { } owner && await AccountsDoor.RemindAsync(records, store.Key, clock, string.Create(CultureInfo.InvariantCulture, $"case {one.Id} review due {one.ReviewOn:yyyy-MM-dd}"), owner, NeutralLetter.Text)) letters++;
                return new Outcome(letters);
            }, stop);

            IQueryable<ActionCase> Due(Records records) => records.Set<ActionCase>().Where(c => c.EndedAt == null && c.ReviewOn <= today && c.ReviewOn > first);
        }
    }
}
