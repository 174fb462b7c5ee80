using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Writes to whoever has to act next for a return: before the due day, and after it to people higher up. Each letter is
/// written once however often this runs; on days that are not working days nobody is written to.
/// </summary>
public static class RemindEmployers
{
    /// <param name="By">A delivery manager who asks for it now; null: the daily round of letters.</param>
    /// <param name="Round">One round; null for all that are open.</param>
    public sealed record Request(PersonId? By = null, RoundId? Round = null);

    /// <param name="Letters">How many new letters were put into the outbox.</param>
    public sealed record Outcome(int Letters);

    private sealed record Letter(string Key, PersonId To, string Text);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            if (request.By is { } by && (await accounts.FindAsync(by, stop))?.Has(Role.DeliveryManager) is not true) return new(0);
            if (request.By is null && !WorkingDays.IsOne(today)) return new(0);
            var everybody = await accounts.AllAsync(stop);
            var partners = (await partnership.AllAsync(stop)).ToDictionary(p => p.Id);
            Actor actor = request.By is { } person ? new Actor.Someone(person) : new Actor.TheSystem("reminders");
            var change = new Change(actor, ChangeKind.RoundReminded, "whoever has to act next for a return is written to");
            return await store.WriteAsync(change, async records =>
            {
                if (request.By is { } asking && !await AccountsDoor.Holding(records, clock, Role.DeliveryManager).ContainsAsync(asking)) return new Outcome(0);
                int written = 0;
                foreach (var round in await records.Set<Round>().Where(r => r.ClosedAt == null && (request.Round == null || r.Id == request.Round)).ToListAsync())
                {
                    var invitations = await records.Set<Invitation>().Where(i => i.Round == round.Id && i.ExcusedAt == null).ToListAsync();
                    var versions = await records.Set<SubmittedReturn>().Where(r => r.Round == round.Id && r.Status != ReturnStatus.Superseded && r.Status != ReturnStatus.Checked && r.Status != ReturnStatus.SentBack).OrderBy(r => r.Version).ToListAsync();
                    foreach (var invitation in invitations.Where(i => partners.ContainsKey(i.Organisation)))
                    {
                        var status = versions.FindLast(v => v.Organisation == invitation.Organisation)?.Status;
                        if (status is ReturnStatus.SignedOff || (invitation.ExtendedTo ?? round.DueOn) is not { } due) continue;
                        foreach (var letter in LettersFor(round, invitation.Organisation, partners[invitation.Organisation].Name, due, status is ReturnStatus.Submitted, everybody, today, request.By is not null))
                            if (await AccountsDoor.QueueMailAsync(records, store.Key, clock, letter.Key, letter.To, letter.Text, inHours: request.By is null)) written++;
                    }
                }

                return new Outcome(written);
            }, stop);
        }

        private static IEnumerable<Letter> LettersFor(
            Round round, OrganisationId organisation, string name, DateOnly due, bool isSubmitted, IReadOnlyList<Account> everybody, DateOnly today, bool asked)
        {
            var policy = CollectionPolicy.InForceOn(today);
            int left = WorkingDays.Between(today, due);
            (Role Role, int After)[] called =
            [
                .. asked || left < 0 || policy.RemindBefore.Contains(left) ? [(isSubmitted ? Role.HrLead : Role.HrAnalyst, 1)] : Array.Empty<(Role, int)>(),
                .. !isSubmitted && -left >= policy.LeadAfter ? [(Role.HrLead, policy.LeadAfter)] : Array.Empty<(Role, int)>(),
                .. -left >= policy.OrganisationLeadAfter ? [(Role.OrganisationLead, policy.OrganisationLeadAfter)] : Array.Empty<(Role, int)>(),
            ];
            string day = due.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
            string what = isSubmitted ? "waits to be signed off" : "has not been submitted yet";
            string when = left < 0 ? $"was due on {day}" : $"is due on {day}";
            foreach (var (role, after) in called)
            {
                // Before the due day one letter for each day that asks for one, after it one in five working days.
                string step = asked ? $"asked {today:yyyy-MM-dd}" : left >= 0 ? $"{left} left of {due:yyyy-MM-dd}" : $"late {due:yyyy-MM-dd} week {(-left - after) / 5}";
                foreach (var person in everybody.Where(a => a.HoldsIn(role, organisation)))
                    yield return new($"{round.Id} {organisation} {person.Id} {role.Word()} {step}", person.Id,
                        $"The return of {name} for {round.Title} {when} and {what}. Sign in to see what is left to do. If you need more time, answer the delivery manager.");
            }
        }
    }
}
