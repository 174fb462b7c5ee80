using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Workshops to which a line manager is to come, with their time and place, for a calendar. Nobody is named in them.</summary>
public static class ReadWorkshops
{
    public sealed record Request(PersonId By);

    public sealed record Workshop(Guid Cohort, DateOnly On, TimeOnly? From, TimeOnly? Until, string Place);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Those that are not over, the next first.</returns>
        public async Task<IReadOnlyList<Workshop>> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop)) is not { } me) return [];
            var today = London.Today(clock);
            return await store.ReadAsync<IReadOnlyList<Workshop>>(async records =>
            {
                var found = new List<Workshop>();
                var mine = await records.Set<Participant>().Where(p => p.LineManager == request.By && p.EndedOn == null && p.Employer != null).ToListAsync(stop);
                foreach (var of in mine.Where(p => me.HoldsIn(Role.LineManager, p.Employer!.Value)).GroupBy(p => p.Cohort))
                {
                    var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == of.Key, stop);
                    if (cohort.ReadWorkshop() is not { } workshop || workshop.On < today) continue;
                    foreach (var one in of)
                    {
                        if (!await EmployersView.Of(records, one.Employer!.Value).AnyAsync(a => a.Id == one.Application, stop)) continue;
                        found.Add(new(cohort.Id.Value, workshop.On, workshop.From, workshop.Until, workshop.Place));
                        break;
                    }
                }

                return [.. found.OrderBy(w => w.On)];
            });
        }
    }
}
