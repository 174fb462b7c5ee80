using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The programme's team makes times for interviews and gives them up. With a time its panel goes, and the applicant is
/// written that there is news; once somebody has locked a mark the time stays.
/// </summary>
public static class KeepSlots
{
    public const int LongestPlace = 200;
    public const int Longest = 240;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record Add(DateOnly? Day, TimeOnly? From, int? Minutes, string? Place) : Deed;

        public sealed record Cancel(Guid Slot) : Deed;
    }

    public sealed record Request(PersonId By, CohortId Cohort, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuch : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.By), ChangeKind.InterviewArranged, request.Deed is Deed.Add ? "a time for an interview was made" : "a time for an interview was given up");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuch();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return new Outcome.NoSuch();
                if (request.Deed is Deed.Cancel cancel)
                {
                    if (await records.Set<InterviewSlot>().SingleOrDefaultAsync(s => s.Id == cancel.Slot && s.Cohort == cohort.Id && s.CancelledAt == null, stop) is not { } gone) return new Outcome.NoSuch();
                    if (gone.Application is { } whose)
                    {
                        var panel = await records.Set<Marking>().Where(m => m.Stage == MarkingStage.Interview && m.EndedAt == null && m.Application == whose).ToListAsync(stop);
                        if (panel.Exists(m => m.LockedAt is not null)) return new Outcome.NotYet([("", "The interview was held and marked. Its time stays.")]);
                        records.RemoveRange(panel);
                        await NeutralLetter.SendAsync(records, store.Key, clock, $"interview {TypedId.Text(gone.Id)} given up", panel.Select(m => m.Assessor));
                        var person = await records.Set<Application>().Where(a => a.Id == whose).Select(a => a.Person).SingleAsync(stop);
                        await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"interview {TypedId.Text(gone.Id)} given up", person, NeutralLetter.Text);
                    }

                    gone.CancelledAt = clock.GetUtcNow();
                    return new Outcome.Done();
                }

                var add = (Deed.Add)request.Deed;
                string place = (add.Place ?? "").Trim();
                var mistakes = new List<(string Field, string Advice)>();
                if (add.Day is not { } day || day < cohort.InterviewsFrom || day > cohort.InterviewsUntil) mistakes.Add(("day", "Enter a day on which the cohort has interviews."));
                if (add.From is null) mistakes.Add(("from", "Enter a time such as 09:30."));
                else if (London.Doubt(add.Day, add.From) is { } doubt) mistakes.Add(("from", doubt));
                if (add.Minutes is not (>= 10 and <= Longest)) mistakes.Add(("minutes", $"Enter how many minutes, from 10 to {Longest}."));
                if (place.Length is 0 or > LongestPlace) mistakes.Add(("place", $"Say where, in at most {LongestPlace} characters: a room, or a way to meet online."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                records.Add(new InterviewSlot { Id = TypedId.NewValue(clock), Cohort = cohort.Id, StartsAt = London.At(add.Day!.Value, add.From!.Value), Minutes = add.Minutes!.Value, Place = place, MadeBy = request.By });
                return new Outcome.Done();
            }, stop);
        }
    }
}

/// <summary>
/// Gives a time to somebody who was invited, unless what they need for the interview is not arranged yet. The letter says
/// only that there is news.
/// </summary>
public static class GiveSlot
{
    public sealed record Request(PersonId By, CohortId Cohort, Guid? Slot, ProgrammeApplicationId? Application);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Given : Outcome;

        /// <summary>What the applicant asked for is not arranged.</summary>
        public sealed record NotArranged : Outcome;

        public sealed record NotPossible(string Advice) : Outcome;

        public sealed record NoSuch : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.InterviewArranged, "a time for an interview was given"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuch();
                if (await records.Set<InterviewSlot>().SingleOrDefaultAsync(s => s.Id == request.Slot && s.Cohort == request.Cohort && s.CancelledAt == null, stop) is not { } slot
                    || await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Cohort == request.Cohort, stop) is not { } one) return new Outcome.NoSuch();
                if (one.State is not ApplicationState.Shortlisted) return new Outcome.NotPossible("Give times to those who were invited to an interview.");
                if (slot.Application is not null) return new Outcome.NotPossible("This time is somebody's already.");
                if (await records.Set<InterviewSlot>().AnyAsync(s => s.Application == one.Id && s.CancelledAt == null, stop)) return new Outcome.NotPossible("This applicant has a time: give that up first.");
                if (await records.Set<Adjustment>().AnyAsync(a => a.Application == one.Id && a.Stage == AdjustmentStage.Interview && !a.IsMet, stop)) return new Outcome.NotArranged();
                slot.Application = one.Id;
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"application {one.Id} interview {TypedId.Text(slot.Id)}", one.Person, NeutralLetter.Text);
                return new Outcome.Given();
            }, stop);
    }
}

/// <summary>Seats a panel by hand, all of it at once, and says everything that is wrong with it.</summary>
public static class SeatPanel
{
    public sealed record Request(PersonId By, CohortId Cohort, Guid? Slot, IReadOnlyList<PersonId> Panel);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Seated : Outcome;

        public sealed record Wrong(IReadOnlyList<(PanelFault Fault, string? Name)> Faults, int Least) : Outcome;

        /// <summary>Somebody of the panel has locked marks.</summary>
        public sealed record MarkedAlready : Outcome;

        /// <summary>The inventory does not give the purpose: what assessors said about themselves was not opened.</summary>
        public sealed record UseRefused : Outcome;

        public sealed record NoSuch : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            int least = SelectionPolicy.InForceOn(London.Today(clock)).PanelSize;
            if (await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.MixedPanels, request.Cohort.Value, stop, Assessor.Kept) is not { } leave) return new Outcome.UseRefused();
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.InterviewArranged, "a panel was seated"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuch();
                var plan = await InterviewPlan.OfAsync(records, store.Key, request.Cohort, people, stop);
                if (plan.Slots.FirstOrDefault(s => s.Id == request.Slot) is not { Application: { } id } slot || !plan.Applications.TryGetValue(id, out var application) || !InterviewPlan.IsToCome(application) || request.Panel.Any(p => !plan.Assessors.ContainsKey(p))) return new Outcome.NoSuch();
                if (plan.Panels[id].Any(m => m.LockedAt is not null)) return new Outcome.MarkedAlready();
                var panel = request.Panel.Distinct().ToList();
                if (plan.Faults(leave, slot, application, panel, least) is { Count: > 0 } faults)
                    return new Outcome.Wrong([.. faults.Select(f => (f.Fault, f.Who is { } who && people.TryGetValue(who, out var account) ? account.Name : null))], least);
                foreach (var gone in plan.Panels[id].Where(m => !panel.Contains(m.Assessor))) records.Remove(gone);
                var seated = panel.FindAll(p => plan.Panels[id].All(m => m.Assessor != p));
                foreach (var person in seated)
                    records.Add(new Marking { Application = id, Assessor = person, Stage = MarkingStage.Interview, GivenAt = clock.GetUtcNow(), GivenBy = request.By, IsByHand = true });
                await NeutralLetter.SendAsync(records, store.Key, clock, $"panel {TypedId.Text(slot.Id)} {NeutralLetter.Now(clock)}", seated);
                return new Outcome.Seated();
            }, stop);
        }
    }
}

/// <summary>Interviews of a cohort for the programme's team: times, whose, who could sit, who does, and where there are too few people.</summary>
public static class ReadInterviews
{
    public sealed record Request(CohortId Cohort);

    public sealed record Sitting(PersonId Person, string Name, bool IsLocked);

    /// <param name="Name">Whose it is, also when outcomes are told.</param>
    /// <param name="IsToCome">A panel can still be seated.</param>
    /// <param name="Free">Who said that they are free then.</param>
    public sealed record Slot(Guid Id, DateTimeOffset StartsAt, int Minutes, string Place, ProgrammeApplicationId? Application, string? Name, bool IsToCome, IReadOnlyList<Sitting> Panel, IReadOnlyList<PersonId> Free);

    /// <param name="IsBlocked">What they need for the interview is not arranged.</param>
    public sealed record Invited(ProgrammeApplicationId Id, string Name, bool IsBlocked);

    public sealed record TooFew(string Time, int Needed, int Free);

    public sealed record Shown(IReadOnlyList<Slot> Slots, IReadOnlyList<Invited> WithoutTime, IReadOnlyList<(PersonId Person, string Name, bool IsTrained)> Assessors, IReadOnlyList<TooFew> TooFewPeople, int PanelSize);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Shown> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            int least = SelectionPolicy.InForceOn(London.Today(clock)).PanelSize;
            return await store.ReadAsync(async records =>
            {
                var plan = await InterviewPlan.OfAsync(records, store.Key, request.Cohort, people, stop);
                var unmet = (await records.Set<Adjustment>().Where(a => a.Stage == AdjustmentStage.Interview && !a.IsMet && records.Set<Application>().Any(o => o.Id == a.Application && o.Cohort == request.Cohort)).Select(a => a.Application).ToListAsync(stop)).ToHashSet();
                return new Shown(
                    [.. plan.Slots.Select(s => Seen(s, s.Application is { } whose ? plan.Applications.GetValueOrDefault(whose) : null))],
                    [.. plan.Applications.Values.Where(a => a.State is ApplicationState.Shortlisted && plan.Slots.All(s => s.Application != a.Id)).Select(a => new Invited(a.Id, Name(a.Person), unmet.Contains(a.Id))).OrderBy(a => a.Name, StringComparer.Ordinal)],
                    [.. plan.Assessors.Values.Where(a => a.EndedAt is null).Select(a => (a.Person, Name(a.Person), a.TrainedOn is not null)).OrderBy(a => a.Item2, StringComparer.Ordinal)],
                    [.. plan.TooFewPeople(least).Select(t => new TooFew(t.Slot, t.Needed, t.Free))], least);

                Slot Seen(InterviewSlot s, Application? whose) => new(
                    s.Id, s.StartsAt, s.Minutes, s.Place, s.Application, whose is null ? null : Name(whose.Person), whose is not null && InterviewPlan.IsToCome(whose),
                    whose is null ? [] : [.. plan.Panels[whose.Id].Select(m => new Sitting(m.Assessor, Name(m.Assessor), m.LockedAt is not null)).OrderBy(m => m.Name, StringComparer.Ordinal)], [.. plan.Free[s.Id]]);
            });

            string Name(PersonId person) => people.TryGetValue(person, out var account) ? account.Name : "somebody";
        }
    }
}
