using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What everybody of a cohort is to reach, who has reached it, and which line managers came to their workshop.</summary>
public static class SetMilestones
{
    public const int LongestTitle = 120;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record Make(string? Title, DateOnly? DueOn) : Deed;

        public sealed record Reached(Guid Milestone, IReadOnlyList<ParticipantId> By) : Deed;

        public sealed record Workshop(IReadOnlyList<ParticipantId> Whose) : Deed;
    }

    public sealed record Request(PersonId By, CohortId Cohort, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.Make => (ChangeKind.MilestoneSet, "a milestone was set"),
                Deed.Reached => (ChangeKind.MilestoneSet, "who reached a milestone was noted"),
                _ => (ChangeKind.WorkshopNoted, "which line managers came to their workshop was noted"),
            };
            return store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort && c.PublishedAt != null, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                return request.Deed switch
                {
                    Deed.Make make => await MakeAsync(records, clock, cohort, make, stop),
                    Deed.Reached reached => await NoteAsync(records, request.By, cohort, reached, stop),
                    Deed.Workshop workshop => await NoteWorkshopAsync(records, cohort, workshop, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);
        }

        private static async Task<Outcome> MakeAsync(Records records, TimeProvider clock, Cohort cohort, Deed.Make make, CancellationToken stop)
        {
            string title = (make.Title ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (title.Length is 0 or > LongestTitle) mistakes.Add(("milestone", "Enter what is to be reached."));
            if (make.DueOn is not { } due || due < cohort.StartsOn || due > cohort.EndsOn.AddMonths(6)) mistakes.Add(("milestone-due", "Enter a day from the start of the programme to half a year after its end."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            if (await records.Set<Milestone>().AnyAsync(m => m.Cohort == cohort.Id && m.Title == title && m.DueOn == make.DueOn, stop)) return new Outcome.Done();
            records.Add(new Milestone { Id = TypedId.NewValue(clock), Cohort = cohort.Id, Title = title, DueOn = make.DueOn!.Value });
            return new Outcome.Done();
        }

        private async Task<Outcome> NoteAsync(Records records, PersonId by, Cohort cohort, Deed.Reached reached, CancellationToken stop)
        {
            if (!await records.Set<Milestone>().AnyAsync(m => m.Id == reached.Milestone && m.Cohort == cohort.Id, stop)) return new Outcome.NoSuchCohort();
            var mine = await records.Set<Participant>().Where(p => p.Cohort == cohort.Id).Select(p => p.Id).ToListAsync(stop);
            var kept = await records.Set<MilestoneReached>().Where(m => m.Milestone == reached.Milestone).ToListAsync(stop);
            records.RemoveRange(kept.Where(k => !reached.By.Contains(k.Participant)));
            foreach (var one in reached.By.Where(p => mine.Contains(p) && kept.TrueForAll(k => k.Participant != p)).Distinct())
                records.Add(new MilestoneReached { Milestone = reached.Milestone, Participant = one, ReachedOn = London.Today(clock), NotedBy = by });
            return new Outcome.Done();
        }

        private async Task<Outcome> NoteWorkshopAsync(Records records, Cohort cohort, Deed.Workshop workshop, CancellationToken stop)
        {
            var today = London.Today(clock);
            if (cohort.WorkshopOn is not { } day || day > today) return new Outcome.NotYet([("", "The workshop is still to come. Note who came once it is over.")]);
            foreach (var one in await records.Set<Participant>().Where(p => p.Cohort == cohort.Id).ToListAsync(stop))
                one.WorkshopOn = workshop.Whose.Contains(one.Id) ? one.WorkshopOn ?? day : null;
            return new Outcome.Done();
        }
    }
}
