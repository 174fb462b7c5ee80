using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What a participant's own copy holds beside the tables that name them: days, plan, forms, contract, what came of it, opened.</summary>
public sealed class HeldOfParticipant(Store store, TimeProvider clock) : IHeldAbout
{
    public Task<IReadOnlyList<HeldRecord>> AboutAsync(PersonId person, CancellationToken stop) => store.ReadAsync<IReadOnlyList<HeldRecord>>(async records =>
    {
        var held = new List<HeldRecord>();
        foreach (var one in await records.Set<Participant>().Where(p => p.Person == person).OrderBy(p => p.AcceptedAt).ToListAsync(stop))
        {
            void Add(string table, string what, string value) => held.Add(new("programmes_" + table, what, value));
            string Open(byte[] bytes) => OwnPlan.Open(store.Key, one.Id, bytes);
            foreach (var (day, state) in (await records.Set<Attendance>().Where(a => a.Participant == one.Id).Join(records.Set<CohortDay>(), a => a.CohortDay, d => d.Id, (a, d) => new { Day = d, a.State }).OrderBy(a => a.Day.OnDay).ThenBy(a => a.Day.FromTime).ToListAsync(stop)).Select(a => (a.Day, a.State)))
                Add("attendances", "whether you were there on a day of your cohort", $"{Text(day.OnDay)}, {day.Title}: {StoredWord.Of(state)}");
            foreach (var day in await records.Set<OwnDay>().Where(d => d.Participant == one.Id).OrderBy(d => d.OnDay).ToListAsync(stop)) Add("own_days", "time that you entered", $"{Text(day.OnDay)}, {day.Kind}, {day.Minutes} minutes: {Open(day.Sealed)}");
            foreach (var reached in await records.Set<MilestoneReached>().Where(m => m.Participant == one.Id).Join(records.Set<Milestone>(), r => r.Milestone, m => m.Id, (r, m) => new { m.Title, r.ReachedOn }).OrderBy(m => m.ReachedOn).ToListAsync(stop)) Add("milestones_reached", "when you reached a milestone", $"{reached.Title}: {Text(reached.ReachedOn)}");
            foreach (var set in await records.Set<LearningSet>().Where(s => records.Set<InLearningSet>().Any(i => i.LearningSet == s.Id && i.Participant == one.Id)).Select(s => s.Title).ToListAsync(stop)) Add("in_learning_sets", "your learning set", set);
            foreach (var mentor in await records.Set<NamedMentor>().Where(m => m.Participant == one.Id).OrderBy(m => m.NamedOn).ToListAsync(stop)) Add("named_mentors", "from when until when somebody was named as your mentor", $"{Text(mentor.NamedOn)}{(mentor.EndedOn is { } over ? " to " + Text(over) : "")}");
            foreach (var part in await records.Set<PlanPart>().Where(p => p.Participant == one.Id).OrderBy(p => p.WrittenAt).ToListAsync(stop)) Add("plan_parts", $"what you wrote in your plan ({StoredWord.Of(part.Kind)})", string.Join("; ", new[] { Open(part.Sealed), part.SealedMeasure is { } measure ? "how you will know: " + Open(measure) : null, part.SealedEvidence is { } evidence ? "what shows it: " + Open(evidence) : null }.Where(t => t is not null)));
            foreach (var review in await records.Set<PlanReview>().Where(r => r.Participant == one.Id).OrderBy(r => r.DueOn).ToListAsync(stop)) Add("plan_reviews", $"review of your plan due on {Text(review.DueOn)}", review.Sealed is { } finding ? Open(finding) : "not held");
            foreach (var asked in await records.Set<InternalSupport>().Where(c => c.Participant == one.Id).ToListAsync(stop))
                Add("internal_support", "what you asked your employer for, and the answer", string.Join("; ", new[] { asked.Words(store.Key), asked.Answer(store.Key) is { } said ? "answered: " + said : null }.Where(t => t is not null)));
            foreach (var asked in await records.Set<Coaching>().Where(c => c.Participant == one.Id).ToListAsync(stop)) Add("coaching", "for what you asked for coaching, and the answer", string.Join("; ", new[] { Open(asked.SealedNeed), asked.SealedAnswer is { } answer ? Open(answer) : null }.Where(t => t is not null)));
            foreach (var form in await records.Set<Evaluation>().Where(e => e.Participant == one.Id).ToListAsync(stop)) Add("evaluations", $"what you answered {When(form.Moment)}", Open(form.Sealed));
            foreach (var reaction in await records.Set<Reaction>().Where(r => r.Participant == one.Id).OrderBy(r => r.Kind).ThenBy(r => r.Number).ToListAsync(stop))
                Add("reactions", "how you found " + reaction.Kind switch { ReactionKind.Module => $"module {reaction.Number}", ReactionKind.Assignment => "your assignment", _ => $"the meeting with your mentor on {Text(reaction.About.On)}" }, Open(reaction.Sealed));
            foreach (var moment in Enum.GetValues<EvaluationMoment>())
            {
                // What one of those asked answered is theirs: a participant's copy tells no more than their page.
                if (await records.Set<AskedFeedback>().CountAsync(f => f.Participant == one.Id && f.Moment == moment, stop) is > 0 and var asked)
                    Add("feedback", $"how others see you {When(moment)}", $"{asked} asked" + (await AskedFeedback.MeansAsync(records, store.Key, one, moment, London.Today(clock), stop) is { } means
                        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"; averages of {means.Answers}: {string.Join(", ", means.ByTrait.Select(m => $"{m.Key} {FeedbackMeans.Say(m.Value)}"))}") : ""));
            }

            if (await records.Set<CalendarFeed>().SingleOrDefaultAsync(c => c.Participant == one.Id, stop) is { } feed) Add("calendars", "since when your calendar has an address", Text(London.DayOf(feed.MadeAt)));
            foreach (var title in await records.Set<Network>().Where(n => records.Set<NetworkWish>().Any(w => w.Network == n.Id && w.Participant == one.Id)).Select(n => n.Title).ToListAsync(stop)) Add("network_wishes", "a network that you would like to come to", title);
            foreach (var choice in await records.Set<StretchChoice>().Where(c => c.Participant == one.Id).OrderBy(c => c.Rank).Join(records.Set<StretchOffer>(), c => c.Offer, o => o.Id, (c, o) => o.Title).ToListAsync(stop)) Add("stretch_choices", "an assignment that you chose", choice);
            foreach (var assignment in await records.Set<StretchAssignment>().Where(a => a.Participant == one.Id).ToListAsync(stop))
            {
                foreach (var version in await records.Set<ContractVersion>().Where(v => v.Assignment == assignment.Id).OrderBy(v => v.Version).ToListAsync(stop)) Add("contracts", $"version {version.Version} of your contract", version.Open(store.Key).ToString());
                foreach (var check in await records.Set<CheckIn>().Where(c => c.Assignment == assignment.Id).OrderBy(c => c.HeldOn).ToListAsync(stop)) Add("check_ins", "what was found in a talk about your assignment", ContractVersion.OpenNote(store.Key, assignment.Id, check.Sealed));
                if (assignment.SealedFeedback is { } feedback) Add("assignments", "what the board said", ContractVersion.OpenNote(store.Key, assignment.Id, feedback));
            }

            if (await records.Set<Certificate>().SingleOrDefaultAsync(c => c.Participant == one.Id, stop) is { } certificate) Add("certificates", "your certificate", string.Join("; ", new[]
            {
                $"registered on {Text(certificate.RegisteredOn)} with {certificate.Centre}", certificate.RegistrationNumber is { } number ? $"number {number}" : null, $"paid by {certificate.Payer}",
                certificate.InternallyVerifiedOn is { } inside ? $"verified by the centre on {Text(inside)}" : null, certificate.ExternallyVerifiedOn is { } outside ? $"verified by the awarding body on {Text(outside)}" : null,
                certificate.AwardedOn is { } awarded ? $"awarded on {Text(awarded)}" : null,
            }.Where(t => t is not null)));
            foreach (var unit in await records.Set<CertificateUnitChosen>().Where(u => u.Participant == one.Id).ToListAsync(stop)) Add("certificate_units", "a unit of your certificate", $"{unit.Code}, {unit.Title}{(unit.Level is { } level ? $", level {level}" : "")}, {unit.Credits} credits{(unit.BegunOn is { } begun ? $", begun on {Text(begun)}, {unit.TotalHours} hours" : "")}{(unit.Result is { } result ? $", {StoredWord.Of(result)} on {Text(unit.ResultOn!.Value)}" : "")}{(unit.Mark.Length > 0 ? $", mark {unit.Mark}" : "")}");
            foreach (var follow in await records.Set<FollowUp>().Where(f => f.Participant == one.Id).OrderBy(f => f.Months).ToListAsync(stop)) Add("follow_ups", $"what you answered after {follow.Months} months", follow.AnsweredOn is null ? "not answered" : string.Join("; ", new[] { follow.SameEmployer switch { true => "still with the same employer", false => "with another employer", _ => null }, follow.Sealed is { } words ? Open(words) : null }.Where(t => t is not null)));
            foreach (var move in await records.Set<CareerMove>().Where(m => m.Participant == one.Id).ToListAsync(stop)) Add("career_moves", "a step at work that you told", $"{StoredWord.Of(move.Kind)}, {Text(move.OnDay)}{(move.IsSo is { } isSo ? isSo ? ", confirmed by your employer" : ", not confirmed by your employer" : move.EmployerAsked ? ", your employer is asked" : "")}");
            if (await records.Set<Release>().SingleOrDefaultAsync(r => r.Participant == one.Id, stop) is { } release)
                Add("releases", "what your employer agreed about your days", string.Join("; ", new[] { release.Agreement, release.Days is { } agreed ? $"{agreed} days" : "", release.Weekdays, release.NotBetween.Length > 0 ? "not " + release.NotBetween.Replace("\n", ", ", StringComparison.Ordinal) : "" }.Where(t => t.Length > 0)));
            foreach (var role in await records.Set<CivicRoleTaken>().Where(r => r.Participant == one.Id).ToListAsync(stop)) Add("civic_roles", "a part in public life that you told", StoredWord.Of(role.Kind));
        }

        return held;
    });

    private string When(EvaluationMoment moment) => EvaluationQuestions.When(moment, ParticipationPolicy.InForceOn(London.Today(clock)));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
