using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An assessor says at which times they could sit in a panel; whose interviews these are is not told.</summary>
public static class SayFree
{
    public sealed record Request(PersonId By, CohortId Cohort, IReadOnlyList<Guid> Slots);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>False where they are no assessor of such a cohort.</returns>
        public Task<bool> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync(new Change(new Actor.Someone(request.By), ChangeKind.InterviewArranged, "an assessor said when they are free"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return false;
                if (!await records.Set<Assessor>().AnyAsync(a => a.Cohort == request.Cohort && a.Person == request.By && a.EndedAt == null, stop)) return false;
                var slots = await records.Set<InterviewSlot>().Where(s => s.Cohort == request.Cohort && s.CancelledAt == null).Select(s => s.Id).ToListAsync(stop);
                var said = await records.Set<SlotFree>().Where(f => f.Assessor == request.By && slots.Contains(f.Slot)).ToListAsync(stop);
                records.RemoveRange(said.Where(f => !request.Slots.Contains(f.Slot)));
                foreach (var slot in slots.Where(s => request.Slots.Contains(s) && said.TrueForAll(f => f.Slot != s))) records.Add(new SlotFree { Slot = slot, Assessor = request.By, SaidAt = clock.GetUtcNow() });
                return true;
            }, stop);
    }
}

/// <summary>An assessor marks an interview in whose panel they sit, apart from the others, and locks it.</summary>
public static class MarkInterview
{
    public const int LongestNote = 2000;

    /// <param name="Marks">By trait; a trait that is not marked yet is left out.</param>
    /// <param name="Notes">By trait.</param>
    public sealed record Request(PersonId By, CohortId Cohort, Guid Slot, IReadOnlyDictionary<string, int> Marks, IReadOnlyDictionary<string, string> Notes, bool Lock);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Kept : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record Locked : Outcome;

        public sealed record NoSuchInterview : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), request.Lock ? ChangeKind.MarksLocked : ChangeKind.MarkSaved, request.Lock ? "marks of an interview were locked" : "an interview was marked"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchInterview();
                if (await OwnMarkings.PanelAsync(records, request.By, request.Cohort, request.Slot, stop) is not { } one) return new Outcome.NoSuchInterview();
                if (one.LockedAt is not null) return new Outcome.Locked();
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == request.Cohort, stop);
                var traits = Rubric.Named(cohort.ReadShape().Rubric).Traits;
                var mistakes = new List<(string Field, string Advice)>();
                foreach (var trait in traits)
                {
                    bool marked = request.Marks.TryGetValue(trait.Code, out int value);
                    if (marked ? value is < MarkRules.Lowest or > MarkRules.Highest : request.Lock) mistakes.Add((trait.Code, "Choose a mark from 1 to 5."));
                    if (request.Notes.GetValueOrDefault(trait.Code, "").Length > LongestNote) mistakes.Add(("note-" + trait.Code, $"Use at most {LongestNote} characters."));
                }

                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                var kept = await records.Set<Mark>().Where(m => m.Application == one.Application && m.Assessor == one.Assessor && m.Stage == one.Stage).ToListAsync(stop);
                foreach (var trait in traits.Where(t => request.Marks.ContainsKey(t.Code)))
                {
                    var mark = kept.Find(m => m.Trait == trait.Code);
                    if (mark is null)
                    {
                        mark = new Mark { Application = one.Application, Assessor = one.Assessor, Stage = one.Stage, Trait = trait.Code, Value = request.Marks[trait.Code], SavedAt = clock.GetUtcNow() };
                        records.Add(mark);
                    }

                    string note = request.Notes.GetValueOrDefault(trait.Code, "").ReplaceLineEndings("\n").Trim();
                    (mark.Value, mark.SealedComment, mark.SavedAt) = (request.Marks[trait.Code], note.Length == 0 ? null : mark.Seal(store.Key, note), clock.GetUtcNow());
                }

                if (request.Lock) one.LockedAt = clock.GetUtcNow();
                return new Outcome.Kept();
            }, stop);
    }
}

/// <summary>Times and panels as an assessor sees them: when interviews are, and of their own panels whom they meet.</summary>
public static class ReadOwnPanels
{
    /// <param name="Slot">The interview that is looked at: what is arranged for it is opened, and the look is noted. Null: all, without.</param>
    public sealed record Request(PersonId By, CohortId Cohort, Guid? Slot = null);

    public sealed record Time(Guid Id, DateTimeOffset StartsAt, int Minutes, bool IsFree);

    public sealed record Given(int Value, string? Note);

    /// <param name="InTheRoom">What is to be done so that the applicant can take part, and not why; until the own marks are locked.</param>
    /// <param name="Others">What others of the panel gave, by trait; empty before all have locked.</param>
    public sealed record Panel(Guid Slot, DateTimeOffset StartsAt, int Minutes, string Place, string Name, IReadOnlyList<string> With, bool IsLocked, IReadOnlyDictionary<string, Given> Marks, IReadOnlyList<(string Trait, Given Given)> Others, IReadOnlyList<string> InTheRoom);

    public sealed record Shown(IReadOnlyList<Time> Times, IReadOnlyList<Panel> Panels);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        /// <returns>Null where they are no assessor of such a cohort.</returns>
        public async Task<Shown?> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            ProgrammeApplicationId? opened = null;
            // Asked once somebody looks at one interview: a list opens nothing.
            var leave = request.Slot is { } looked ? await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.TakingPart, looked, stop, Adjustment.Told) : null;
            var shown = await store.ReadAsync<Shown?>(async records =>
            {
                if (!await records.Set<Assessor>().AnyAsync(a => a.Cohort == request.Cohort && a.Person == request.By && a.EndedAt == null, stop)) return null;
                var slots = await records.Set<InterviewSlot>().Where(s => s.Cohort == request.Cohort && s.CancelledAt == null).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(stop);
                var free = (await records.Set<SlotFree>().Where(f => f.Assessor == request.By).Select(f => f.Slot).ToListAsync(stop)).ToHashSet();
                var panels = new List<Panel>();
                foreach (var slot in slots)
                {
                    if (await OwnMarkings.PanelAsync(records, request.By, request.Cohort, slot.Id, stop) is not { } one) continue;
                    var panel = await records.Set<Marking>().Where(m => m.Application == one.Application && m.Stage == MarkingStage.Interview && m.EndedAt == null).ToListAsync(stop);
                    var marks = await records.Set<Mark>().Where(m => m.Application == one.Application && m.Stage == MarkingStage.Interview).ToListAsync(stop);
                    var person = await records.Set<Application>().Where(a => a.Id == one.Application).Select(a => a.Person).SingleAsync(stop);
                    var arranged = leave is null || slot.Id != request.Slot || one.LockedAt is not null ? [] : await records.Set<Adjustment>().Where(a => a.Application == one.Application && a.Stage == AdjustmentStage.Interview && a.IsMet && a.SealedForPanel != null).OrderBy(a => a.AskedAt).ToListAsync(stop);
                    if (arranged.Count > 0) opened = one.Application;
                    bool all = panel.TrueForAll(m => m.LockedAt is not null);
                    panels.Add(new(
                        slot.Id, slot.StartsAt, slot.Minutes, slot.Place, Name(person), [.. panel.Where(m => m.Assessor != request.By).Select(m => Name(m.Assessor)).Order(StringComparer.Ordinal)], one.LockedAt is not null,
                        marks.Where(m => m.Assessor == request.By).ToDictionary(m => m.Trait, m => new Given(m.Value, m.Comment(store.Key)), StringComparer.Ordinal),
                        all ? [.. marks.Where(m => m.Assessor != request.By).Select(m => (m.Trait, new Given(m.Value, m.Comment(store.Key))))] : [], [.. arranged.Select(a => a.ForPanel(leave!)!)]));
                }

                return new(slots.ConvertAll(s => new Time(s.Id, s.StartsAt, s.Minutes, free.Contains(s.Id))), panels);
            });
            if (opened is { } whose) await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.AdjustmentsOfApplication, whose.Value, null, "to do in the interview what was arranged"), stop);
            return shown;

            string Name(PersonId person) => names.GetValueOrDefault(person, "somebody");
        }
    }
}

/// <summary>When and where an applicant's own interview is.</summary>
public static class ReadOwnInterview
{
    public sealed record Request(PersonId By, ProgrammeApplicationId Application);

    public sealed record Interview(DateTimeOffset StartsAt, int Minutes, string Place);

    public sealed class Handler(Store store)
    {
        public Task<Interview?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(records => records.Set<InterviewSlot>()
            .Where(s => s.Application == request.Application && s.CancelledAt == null && records.Set<Application>().Any(a => a.Id == request.Application && a.Person == request.By && a.State == ApplicationState.Shortlisted))
            .Select(s => new Interview(s.StartsAt, s.Minutes, s.Place)).SingleOrDefaultAsync(stop));
    }
}
