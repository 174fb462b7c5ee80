using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What an applicant's own copy holds beside the tables that name them: what they wrote, declared and answered, opened,
/// monitoring answers among them, which only they can come to this way.
/// </summary>
public sealed class HeldOfApplicant(Store store, TimeProvider clock) : IHeldAbout
{
    public async Task<IReadOnlyList<HeldRecord>> AboutAsync(PersonId person, CancellationToken stop)
    {
        // Asked whether or not they have applied, so that a refusal tells nothing.
        var leave = await Leave.AskAsync(store, new Actor.Someone(person), Purposes.OwnWords, person.Value, stop, [EligibilityDeclaration.Kept, MonitoringAnswers.Kept, Booking.Kept, .. Adjustment.All]);
        return await store.ReadAsync(records => AboutAsync(records, person, leave, stop));
    }

    private async Task<IReadOnlyList<HeldRecord>> AboutAsync(Records records, PersonId person, Leave? leave, CancellationToken stop)
    {
        const string Unopened = "kept, and not opened: the data inventory does not give that purpose";
        var held = new List<HeldRecord>();
        var policy = ProgrammePolicy.InForceOn(London.Today(clock));
        foreach (var one in await records.Set<Application>().Where(a => a.Person == person).OrderBy(a => a.BegunAt).ToListAsync(stop))
        {
            foreach (var answer in await records.Set<Answer>().Where(a => a.Application == one.Id).OrderBy(a => a.Question).ToListAsync(stop))
                held.Add(new("programmes_answers", $"what you wrote about {answer.Question}", answer.Open(store.Key)));
            if (await records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == one.Id, stop) is { } declared)
                held.Add(new("programmes_eligibility", "whether you said that you belong to the group the programme is for", leave is null ? Unopened : declared.Open(leave) switch { true => "yes", false => "no", _ => "deleted" }));
            var subject = MonitoringAnswers.SubjectOf(store.Key, one.Id);
            if (await records.Set<MonitoringAnswers>().SingleOrDefaultAsync(m => m.Subject == subject, stop) is { } monitored)
                foreach (var (question, value) in leave is null ? new(StringComparer.Ordinal) { ["monitoring"] = Unopened } : monitored.Open(leave)) held.Add(new("programmes_monitoring", $"what you answered about {question.Replace('_', ' ')}", value));
            foreach (var adjustment in await records.Set<Adjustment>().Where(a => a.Application == one.Id).ToListAsync(stop))
                held.Add(new("programmes_adjustments", "what you need in order to take part", leave is null ? Unopened : string.Join("; ", new[] { adjustment.Need(leave) ?? "deleted", adjustment.Answer(leave) is { } answered ? "answered: " + answered : null, adjustment.ForPanel(leave) is { } room ? "the panel is told: " + room : null }.Where(t => t is not null))));
            foreach (var move in await records.Set<ApplicationMove>().Where(m => m.Application == one.Id).OrderBy(m => m.At).ToListAsync(stop))
                held.Add(new("programmes_moves", "how your application went", StoredWord.Of(move.ToState)));
            foreach (var decision in await records.Set<Decision>().Where(d => d.Application == one.Id && d.ToldAt != null).OrderBy(d => d.ToldAt).ToListAsync(stop))
                held.Add(new("programmes_decisions", "what was decided and why", string.Join("; ", new[] { StoredWord.Of(decision.Deed), policy.RefusalReasons.FirstOrDefault(r => r.Code == decision.Reason)?.Text, decision.Feedback(store.Key) }.Where(t => t is not null))));
            foreach (var said in await records.Set<Deviation>().Where(d => d.Application == one.Id && d.LockedAt != null).OrderBy(d => d.LockedAt).ToListAsync(stop))
                held.Add(new("programmes_deviations", "why what was decided is not in the order of the marks", string.Join("; ", new[] { SelectionPolicy.InForceOn(London.DayOf(said.LockedAt!.Value)).Deviations.FirstOrDefault(r => r.Code == said.Reason)?.Text ?? said.Reason, said.Words(store.Key) }.Where(t => t is not null))));
            // While nothing is told, marks are part of a decision that is being made.
            if (await records.Set<Decision>().AnyAsync(d => d.Application == one.Id && d.ToldAt != null, stop))
            {
                foreach (var mark in await records.Set<Mark>().Where(m => m.Application == one.Id && records.Set<Marking>().Any(g => g.Application == m.Application && g.Assessor == m.Assessor && g.Stage == m.Stage && g.LockedAt != null)).OrderBy(m => m.Trait).ThenBy(m => m.SavedAt).ToListAsync(stop))
                    held.Add(new("programmes_marks", $"what an assessor gave you for {mark.Trait}", string.Join("; ", new[] { mark.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), mark.Comment(store.Key) }.Where(t => t is not null))));
                foreach (var moderation in await records.Set<Moderation>().Where(m => m.Application == one.Id && m.Value != null).OrderBy(m => m.Trait).ToListAsync(stop))
                    held.Add(new("programmes_moderations", $"what a third person gave you for {moderation.Trait}", string.Join("; ", new[] { moderation.Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), moderation.Reason(store.Key) }.Where(t => t is not null))));
            }

            if (await records.Set<InterviewSlot>().SingleOrDefaultAsync(s => s.Application == one.Id && s.CancelledAt == null, stop) is { } slot)
                held.Add(new("programmes_slots", "when and where your interview is or was", $"{London.DayOf(slot.StartsAt):yyyy-MM-dd} {London.TimeOf(slot.StartsAt):HH\\:mm}, {slot.Minutes} minutes, {slot.Place}"));
            if (await records.Set<Endorsement>().SingleOrDefaultAsync(e => e.Application == one.Id, stop) is { AnsweredAt: not null } endorsement)
                held.Add(new("programmes_endorsements", "what your employer said", endorsement.Comment(store.Key) ?? (endorsement.Endorses is true ? "it supports you" : "it does not support you")));
        }

        if (await AccountsDoor.MailOfAsync(records, person) is { } mail)
        {
            var hash = Contact.HashOf(store.Key, mail);
            foreach (var nomination in await records.Set<Nomination>().Where(n => n.MailHash == hash).OrderBy(n => n.NominatedAt).ToListAsync(stop))
                held.Add(new("programmes_nominations", "as whom an employer put you forward", Contact.Open(store.Key, Contact.Nominations, nomination.Sealed, nomination.Id).Name));
            foreach (var booking in await records.Set<Booking>().Where(b => b.MailHash == hash).OrderBy(b => b.BookedAt).ToListAsync(stop))
            {
                var booked = leave is null ? null : booking.Open(leave);
                held.Add(new("programmes_bookings", "as whom you booked a briefing, and what you said you need", booked is null ? Unopened : string.Join("; ", new[] { booked.Name, booked.Needs }.Where(t => t is not null))));
            }
        }

        return held;
    }
}
