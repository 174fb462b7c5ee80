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
/// Writes to whoever has to act next for a return: before the due day, and after it to people higher up; in a round that
/// is closed, for what still waits to be signed off and for a correction that was agreed. Each letter is written once
/// however often this runs; on days that are not working days nobody is written to.
/// </summary>
public static class RemindEmployers
{
    /// <param name="By">A delivery manager who asks for it now; null: the daily round of letters.</param>
    /// <param name="Round">One round; null for all.</param>
    public sealed record Request(PersonId? By = null, RoundId? Round = null);

    /// <param name="Letters">How many new letters were put into the outbox.</param>
    public sealed record Outcome(int Letters);

    private sealed record Letter(string Key, PersonId To, string Text);

    /// <param name="What">The return, in words.</param>
    /// <param name="CanComeLate">It is taken also after the due day.</param>
    private sealed record Waiting(string What, DateOnly Due, bool IsSubmitted, bool CanComeLate);

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
                foreach (var round in await records.Set<Round>().Where(r => request.Round == null || r.Id == request.Round).ToListAsync())
                {
                    // Nobody is asked for what could not be published any more.
                    if (!round.IsOpen && (await CorrectionTimes.OfAsync(records, round, clock.GetUtcNow(), CancellationToken.None)).Over is not null) continue;
                    var invitations = await records.Set<Invitation>().Where(i => i.Round == round.Id && i.ExcusedAt == null).ToListAsync();
                    var versions = await records.Set<SubmittedReturn>().Where(r => r.Round == round.Id && r.Status != ReturnStatus.Superseded && r.Status != ReturnStatus.Checked && r.Status != ReturnStatus.SentBack).OrderBy(r => r.Version).ToListAsync();
                    foreach (var invitation in invitations.Where(i => partners.ContainsKey(i.Organisation)))
                    {
                        if (WaitingOf(round, invitation, versions.FindAll(v => v.Organisation == invitation.Organisation), partners[invitation.Organisation].Name) is not { } waiting) continue;
                        foreach (var letter in LettersFor(round.Id, invitation.Organisation, waiting, everybody, today, request.By is not null))
                            if (await AccountsDoor.QueueMailAsync(records, store.Key, clock, letter.Key, letter.To, letter.Text, inHours: request.By is null)) written++;
                    }
                }

                return new Outcome(written);
            }, stop);
        }

        /// <returns>Null where nobody has to act.</returns>
        private static Waiting? WaitingOf(Round round, Invitation invitation, List<SubmittedReturn> versions, string name)
        {
            bool corrects = versions.Exists(v => v.Status is ReturnStatus.SignedOff);
            string what = $"The {(corrects ? "correction of the " : "")}return of {name} for {round.Title}";
            var submitted = versions.FindLast(v => v.Status is ReturnStatus.Submitted);
            var due = invitation.ExtendedTo ?? round.DueOn;
            if (round.IsOpen) return due is { } day && (submitted is not null || !corrects) ? new(what, day, submitted is not null, CanComeLate: true) : null;
            if (submitted is not null)
                return new(what, submitted.SubmittedAt > round.ClosedAt && invitation.CorrectUntil is { } agreed ? agreed : due ?? London.DayOf(round.ClosedAt!.Value), IsSubmitted: true, CanComeLate: true);
            bool hasCome = versions.Exists(v => v.SubmittedAt > (invitation.CorrectionAgreedAt ?? round.ClosedAt));
            return invitation.CorrectUntil is { } until && !hasCome ? new(what, until, IsSubmitted: false, CanComeLate: false) : null;
        }

        private static IEnumerable<Letter> LettersFor(RoundId round, OrganisationId organisation, Waiting waiting, IReadOnlyList<Account> everybody, DateOnly today, bool asked)
        {
            var policy = CollectionPolicy.InForceOn(today);
            var (what, due, isSubmitted, canComeLate) = waiting;
            int left = WorkingDays.Between(today, due);
            bool isOver = left < 0 && !canComeLate;
            if (asked && isOver) yield break;
            (Role Role, int After)[] called =
            [
                .. asked || left < 0 || policy.RemindBefore.Contains(left) ? [(isSubmitted ? Role.HrLead : Role.HrAnalyst, 1)] : Array.Empty<(Role, int)>(),
                .. !isSubmitted && -left >= policy.LeadAfter ? [(Role.HrLead, policy.LeadAfter)] : Array.Empty<(Role, int)>(),
                .. -left >= policy.OrganisationLeadAfter ? [(Role.OrganisationLead, policy.OrganisationLeadAfter)] : Array.Empty<(Role, int)>(),
            ];
            string day = due.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
            string text = isOver ? $"{what} could be sent until {day} and was not submitted. If it is still needed, answer the delivery manager."
                : $"{what} {(canComeLate ? left < 0 ? $"was due on {day}" : $"is due on {day}" : $"can be sent until {day}")} and {(isSubmitted ? "waits to be signed off" : "has not been submitted yet")}. Sign in to see what is left to do. If you need more time, answer the delivery manager.";
            foreach (var (role, after) in called)
            {
                // Before the due day one letter for each day that asks for one, after it one in five working days; of what cannot come any more, one alone.
                int week = (-left - after) / 5;
                if (isOver && week > 0) continue;
                string step = asked ? $"asked {today:yyyy-MM-dd}" : left >= 0 ? $"{left} left of {due:yyyy-MM-dd}" : $"late {due:yyyy-MM-dd} week {week}";
                foreach (var person in everybody.Where(a => a.HoldsIn(role, organisation)))
                    yield return new($"{round} {organisation} {person.Id} {role.Word()} {step}", person.Id, text);
            }
        }
    }
}
