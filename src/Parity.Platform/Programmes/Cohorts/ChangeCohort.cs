using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A cohort is published, its window held open longer, its days or places changed, the programme begun or finished.</summary>
public static class ChangeCohort
{
    public const int LongestReason = 300;

    public abstract record Deed
    {
        private Deed() { }

        /// <summary>Everybody can read it, and its window opens at its time.</summary>
        public sealed record Publish : Deed;

        /// <summary>The window closes later. Interviews, outcomes, start and the rest move with it, by as many days and on to a working day.</summary>
        public sealed record Extend(DateOnly? Day, TimeOnly? Time, string? Reason, bool MoveTheRest) : Deed;

        /// <summary>Days after the window, and how many places there are, are others than was said.</summary>
        public sealed record Replan(
            int? Places, DateOnly? InterviewsFrom, DateOnly? InterviewsUntil, DateOnly? OutcomesOn, DateOnly? StartsOn, DateOnly? StartsUntil, DateOnly? WorkshopOn, DateOnly? EndsOn, string? Reason) : Deed;

        /// <summary>Whoever has accepted a place is a participant from today.</summary>
        public sealed record Start : Deed;

        public sealed record Finish : Deed;
    }

    public sealed record Request(PersonId By, CohortId Cohort, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NoSuchCohort : Outcome;

        public sealed record NotPossible(IReadOnlyList<RuleFault> Faults) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.Publish => (ChangeKind.CohortChanged, "a cohort was published"),
                Deed.Extend extend => (ChangeKind.WindowExtended, $"a window was held open longer: {extend.Reason}"),
                Deed.Replan replan => (ChangeKind.CohortChanged, $"days or places of a cohort were changed: {replan.Reason}"),
                Deed.Start => (ChangeKind.CohortChanged, "a programme began"),
                _ => (ChangeKind.CohortChanged, "a programme was finished"),
            };
            return store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                var cohort = await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop);
                return cohort is null ? new Outcome.NoSuchCohort() : request.Deed switch
                {
                    Deed.Publish => await PublishAsync(records, cohort, stop),
                    Deed.Extend extend => await ExtendAsync(records, request.By, cohort, extend, stop),
                    Deed.Replan replan => await ReplanAsync(records, request.By, cohort, replan, stop),
                    Deed.Start => await StartAsync(records, cohort, stop),
                    _ => Finish(cohort),
                };
            }, stop);
        }

        private async Task<Outcome> PublishAsync(Records records, Cohort cohort, CancellationToken stop)
        {
            if (cohort.PublishedAt is not null) return new Outcome.Done();
            var today = London.Today(clock);
            if (cohort.IsHistory)
            {
                if (!cohort.ReadTimeline().IsOverOn(today)) return Refuse("", "A cohort of the past has every day behind it. This one has not.");
                cohort.PublishedAt = clock.GetUtcNow();
                return new Outcome.Done();
            }

            var (actionCase, caseFaults) = await OfCaseAsync(records, cohort, today, stop);
            List<RuleFault> faults = [.. cohort.Faults().Where(f => f.Blocks), .. caseFaults];
            if (actionCase.ReviewOn is { } review && review < London.DayOf(cohort.OpensAt))
                faults.Add(new("review-before-window", "case", "The case is due for review before the window opens. Review it first."));
            if (faults.Count > 0) return new Outcome.NotPossible(faults);
            cohort.PublishedAt = clock.GetUtcNow();
            return new Outcome.Done();
        }

        /// <summary>What keeps the case from carrying a window today.</summary>
        private static async Task<(ActionCase Case, IReadOnlyList<RuleFault> Faults)> OfCaseAsync(Records records, Cohort cohort, DateOnly today, CancellationToken stop)
        {
            var one = await records.Set<ActionCase>().SingleAsync(c => c.Id == cohort.ActionCase, stop);
            return (one, [.. CaseFaults.Of(one.ToRules(), today, ProgrammePolicy.InForceOn(today).EvidenceMonths).Where(f => f.Blocks)]);
        }

        private async Task<Outcome> ExtendAsync(Records records, PersonId by, Cohort cohort, Deed.Extend extend, CancellationToken stop)
        {
            if (cohort.PublishedAt is null || cohort.StartedAt is not null) return Refuse("", "A window can be held open longer once the cohort is published and until the programme begins.");
            if (cohort.IsHistory) return Refuse("", "A cohort of the past stays as it was.");
            if (extend.Day is not { } day || extend.Time is not { } time) return Refuse("extend-day", "Enter the new last day and time.");
            if (London.Doubt(day, time) is { } doubt) return Refuse("extend-time", doubt);
            if (extend.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason) return Refuse("extend-reason", "Say in a few words why. Everybody can read it.");
            var over = ApplicationWindow.Of(day, time, day, time).OverAt;
            if (over <= cohort.OverAt || over <= clock.GetUtcNow()) return Refuse("extend-day", "Enter a time later than the window closes now. It can be held open longer, not cut short.");
            // More people are let in: as much as by opening it.
            if ((await OfCaseAsync(records, cohort, London.Today(clock), stop)).Faults is { Count: > 0 } caseFaults) return new Outcome.NotPossible([.. caseFaults.Select(f => f with { Field = "extend-day" })]);
            int days = London.DayOf(over - TimeSpan.FromMinutes(1)).DayNumber - London.DayOf(cohort.OverAt - TimeSpan.FromMinutes(1)).DayNumber;
            var was = cohort.ReadTimeline();
            var moved = (extend.MoveTheRest ? was.Later(days) : was) with { Window = new(cohort.OpensAt, over) };
            if (TimelineFaults.OfChange(moved) is { Count: > 0 } faults) return new Outcome.NotPossible(faults);
            records.Add(new WindowChange
            {
                Id = TypedId.NewValue(clock),
                Cohort = cohort.Id,
                WasOverAt = cohort.OverAt,
                OverAt = over,
                DaysMoved = extend.MoveTheRest ? days : 0,
                What = extend.MoveTheRest ? MovedOn(days, was, moved) : null,
                Reason = reason,
                ChangedBy = by,
                At = clock.GetUtcNow(),
            });
            bool workshopMoved = cohort.WorkshopOn != moved.WorkshopOn;
            cohort.Set(moved);
            if (workshopMoved) await LineManagers.TellAsync(records, store.Key, clock, cohort.Id, "workshop", stop);
            foreach (var unsent in await records.Set<Application>().Where(a => a.Cohort == cohort.Id && a.State == ApplicationState.NotSent && a.ForgottenAt == null).ToListAsync(stop))
                unsent.Move(records, clock, ApplicationDeed.Reopen, Doer.Team);
            // Who has a draft as well: it can be sent for longer, or again.
            var applications = await records.Set<Application>().Where(a => a.Cohort == cohort.Id).ToListAsync(stop);
            await TellAsync(records, cohort, "extend", applications.Where(a => !ApplicationMoves.IsOver(a.State)));
            return new Outcome.Done();
        }

        private async Task<Outcome> ReplanAsync(Records records, PersonId by, Cohort cohort, Deed.Replan replan, CancellationToken stop)
        {
            if (cohort.PublishedAt is null || cohort.StartedAt is not null) return Refuse("", "Days and places can be changed once the cohort is published and until the programme begins.");
            if (cohort.IsHistory) return Refuse("", "A cohort of the past stays as it was.");
            if (replan.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason) return Refuse("new-reason", "Say in a few words why. Everybody can read it.");
            var applications = await records.Set<Application>().Where(a => a.Cohort == cohort.Id).ToListAsync(stop);
            int taken = applications.Count(a => ApplicationMoves.TakesPlace(a.State) || a.State is ApplicationState.Offered);
            if (replan.Places is not (>= 1 and <= NewCohort.MostPlaces) || replan.Places < taken) return Refuse("new-places", $"Enter how many places there are, from {Math.Max(1, taken)} to {NewCohort.MostPlaces}: so many are taken or offered.");
            if (replan is not { InterviewsFrom: { } from, InterviewsUntil: { } until, OutcomesOn: { } outcomes, StartsOn: { } starts, StartsUntil: { } startsUntil, EndsOn: { } ends }) return Refuse("new-interviews", "Enter every day but the workshop's.");
            var was = cohort.ReadTimeline();
            var now = was with { InterviewsFrom = from, InterviewsUntil = until, OutcomesOn = outcomes, StartsOn = starts, StartsUntil = startsUntil, WorkshopOn = replan.WorkshopOn, EndsOn = ends };
            if (TimelineFaults.OfChange(now) is { Count: > 0 } faults) return new Outcome.NotPossible([.. faults.Select(f => f with { Field = "new-" + f.Field })]);
            if (starts < London.Today(clock)) return Refuse("new-starts", "The programme begins today or later.");
            string what = string.Join("; ", Differences(cohort.Places, replan.Places.Value, was, now));
            if (what.Length == 0) return new Outcome.Done();
            records.Add(new WindowChange { Id = TypedId.NewValue(clock), Cohort = cohort.Id, WasOverAt = cohort.OverAt, OverAt = cohort.OverAt, DaysMoved = 0, What = what, Reason = reason, ChangedBy = by, At = clock.GetUtcNow() });
            cohort.Set(now);
            if (was.WorkshopOn != now.WorkshopOn) await LineManagers.TellAsync(records, store.Key, clock, cohort.Id, "workshop", stop);
            cohort.Places = replan.Places.Value;
            await TellAsync(records, cohort, "replan", applications.Where(a => a.SentAt is not null && !ApplicationMoves.IsOver(a.State)));
            return new Outcome.Done();
        }

        private async Task TellAsync(Records records, Cohort cohort, string what, IEnumerable<Application> whom)
        {
            foreach (var one in whom)
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"{what} {cohort.Id} {one.Id} {Instant.ToMicroseconds(clock.GetUtcNow())}", one.Person, NeutralLetter.Text);
        }

        private static IEnumerable<string> Differences(int placesWere, int places, Timeline was, Timeline now)
        {
            if (placesWere != places) yield return $"{places} places, before {placesWere}";
            foreach (var (before, after) in was.AfterWindow().Zip(now.AfterWindow()))
                if (before.On != after.On) yield return $"{after.What} {Said(after.On)}, before {Said(before.On)}";
        }

        /// <summary>Which days went on further than the window did; null where none did.</summary>
        private static string? MovedOn(int days, Timeline was, Timeline moved)
        {
            var further = was.AfterWindow().Zip(moved.AfterWindow(), (before, after) => (after.What, Plain: before.On?.AddDays(days), after.On)).Where(day => day.On != day.Plain).Select(day => $"{day.What} {Said(day.On)}").ToList();
            return further.Count == 0 ? null : $"the time for applications was made longer, and what would fall on a weekend or holiday is on a working day: {string.Join("; ", further)}";
        }

        private static string Said(DateOnly? day) => day?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "no day";

        private async Task<Outcome> StartAsync(Records records, Cohort cohort, CancellationToken stop)
        {
            if (cohort.PublishedAt is null || cohort.StartedAt is not null) return Refuse("", "A programme begins once, after its cohort was published.");
            var today = London.Today(clock);
            if (today < cohort.StartsOn) return Refuse("", "The programme begins on its first day or later.");
            cohort.StartedAt = clock.GetUtcNow();
            var accepted = await records.Set<Application>().Where(a => a.Cohort == cohort.Id && a.State == ApplicationState.Accepted).ToListAsync(stop);
            var participants = await records.Set<Participant>().Where(p => p.Cohort == cohort.Id).ToDictionaryAsync(p => p.Application, stop);
            foreach (var one in accepted)
                if (one.Move(records, clock, ApplicationDeed.Start, Doer.Team) && participants.TryGetValue(one.Id, out var participant)) participant.StartedOn = cohort.StartsOn;
            return new Outcome.Done();
        }

        private Outcome Finish(Cohort cohort)
        {
            if (cohort.StartedAt is null || cohort.FinishedAt is not null) return Refuse("", "A programme finishes once, after it has begun.");
            if (London.Today(clock) < cohort.EndsOn) return Refuse("", "The programme finishes on its last day or later.");
            cohort.FinishedAt = clock.GetUtcNow();
            return new Outcome.Done();
        }

        private static Outcome.NotPossible Refuse(string field, string advice) => new([new("cohort", field, advice)]);
    }
}
