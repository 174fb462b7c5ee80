using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What an assessor has to do in each cohort, without a word about whom.</summary>
public static class ReadMarking
{
    public sealed record Request(PersonId By, CohortId? Only = null);

    /// <param name="Code">Stands for the answer in the address; it is another for each question.</param>
    public sealed record Line(string Code, int? Value, bool IsLocked);

    public sealed record Question(Rubric.Trait Trait, IReadOnlyList<Line> Answers);

    public sealed record ToSettle(string Code, MarkingStage Stage, Rubric.Trait Trait, bool IsSettled);

    public sealed record Link(LinkKind Kind, string Name);

    public sealed record Tried(DateTimeOffset At, int Hits, int Samples, bool Passed, IReadOnlyDictionary<string, int> Marks);

    public sealed record Mine(
        CohortId Id, string Title, Rubric Rubric, bool IsCalibrated, IReadOnlyList<Question> Questions, IReadOnlyList<ToSettle> Moderations, IReadOnlyList<Link> Links, string? Gender, bool? UnderRepresented, IReadOnlyList<Tried> Tries)
    {
        public int Answers => Questions.Sum(q => q.Answers.Count);

        public int Marked => Questions.Sum(q => q.Answers.Count(a => a.Value is not null));

        public bool CanLock => Answers > 0 && Questions.Any(q => q.Answers.Any(a => !a.IsLocked)) && Marked > 0;
    }

    public sealed class Handler(Store store)
    {
        public Task<IReadOnlyList<Mine>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Mine>>(async records =>
        {
            var assessors = await records.Set<Assessor>().Where(a => a.Person == request.By && a.EndedAt == null && (request.Only == null || a.Cohort == request.Only)).ToListAsync(stop);
            var found = new List<Mine>();
            foreach (var one in assessors)
            {
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                found.Add(await ReadAsync(records, one, cohort, stop));
            }

            return [.. found.OrderBy(m => m.Title, StringComparer.Ordinal)];
        });

        private async Task<Mine> ReadAsync(Records records, Assessor one, Cohort cohort, CancellationToken stop)
        {
            var rubric = Rubric.Named(cohort.ReadShape().Rubric);
            var rule = await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort.Id, stop);
            var markings = await OwnMarkings.OfAsync(records, one.Person, cohort.Id, stop);
            var marks = (await records.Set<Mark>().Where(m => m.Assessor == one.Person && m.Stage == MarkingStage.Reading).ToListAsync(stop)).ToDictionary(m => (m.Application, m.Trait), m => m.Value);
            var links = await records.Set<AssessorLink>().Where(l => l.Cohort == cohort.Id && l.Assessor == one.Person).OrderBy(l => l.DeclaredAt).ToListAsync(stop);
            var tries = await records.Set<Calibration>().Where(c => c.Cohort == cohort.Id && c.Assessor == one.Person).OrderBy(c => c.At).ToListAsync(stop);
            var moderations = await OwnMarkings.ModerationsAsync(records, one.Person, cohort.Id, stop);
            var leave = one.SealedAboutSelf is null ? null : await Leave.AskAsync(store, new Actor.Someone(one.Person), Purposes.OwnWords, one.Person.Value, stop, Assessor.Kept);
            var said = leave is null ? null : one.Said(leave);
            return new(
                cohort.Id, cohort.Title, rubric, one.CalibratedAt is not null,
                [.. rubric.Traits.Select(t => new Question(t,
                    [.. markings.OrderBy(m => MarkingOrder.PlaceOf(rule, m.Application, one.Person, t.Code)).Select(m => new Line(
                        Marking.CodeOf(store.Key, m.Application, one.Person, t.Code), marks.TryGetValue((m.Application, t.Code), out int value) ? value : null, m.LockedAt is not null))]))],
                [.. moderations.OrderBy(m => MarkingOrder.PlaceOf(rule, m.Application, one.Person, m.Trait)).Select(m => new ToSettle(
                    Marking.CodeOf(store.Key, m.Application, one.Person, m.Question), m.Stage, rubric.Traits.Single(t => t.Code == m.Trait), m.SettledAt is not null))],
                links.ConvertAll(l => new Link(l.Kind, Contact.Open(store.Key, AssessorLink.Purpose, l.Sealed, l.Id).Name)), said?.Gender, said?.UnderRepresented,
                tries.ConvertAll(t => new Tried(t.At, t.Hits, t.Samples, t.Passed, t.Marks.Split(' ').Select(m => m.Split('=')).ToDictionary(m => m[0], m => int.Parse(m[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal))));
        }
    }
}

/// <summary>One answer as an assessor reads it.</summary>
public static class ReadAnswerToMark
{
    public sealed record Request(PersonId By, CohortId Cohort, string Question, string Code);

    public sealed record Given(int Value, string? Comment);

    /// <param name="Text">With what could tell who wrote it covered.</param>
    /// <param name="Others">What others gave; empty before everybody has locked.</param>
    /// <param name="Settled">The third person's mark, where there is one and everybody has locked.</param>
    public sealed record Shown(Rubric.Trait Trait, string Text, int? Value, string? Comment, bool IsLocked, IReadOnlyList<Given> Others, Given? Settled);

    public sealed class Handler(Store store)
    {
        /// <returns>Null for what this assessor was not given, as for what does not exist.</returns>
        public Task<Shown?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<Shown?>(async records =>
        {
            if (await OwnMarkings.FindAsync(records, store.Key, request.By, request.Cohort, request.Question, request.Code, stop) is not { } one) return null;
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == request.Cohort, stop);
            if (Rubric.Named(cohort.ReadShape().Rubric).Traits.FirstOrDefault(t => t.Code == request.Question) is not { } trait
                || await records.Set<MaskedAnswer>().SingleOrDefaultAsync(m => m.Application == one.Application && m.Question == trait.Code, stop) is not { } masked) return null;
            var marks = await records.Set<Mark>().Where(m => m.Application == one.Application && m.Stage == MarkingStage.Reading && m.Trait == trait.Code).ToListAsync(stop);
            bool all = await records.Set<Marking>().Where(m => m.Application == one.Application && m.Stage == MarkingStage.Reading && m.EndedAt == null).AllAsync(m => m.LockedAt != null, stop);
            var settled = all ? await records.Set<Moderation>().SingleOrDefaultAsync(m => m.Application == one.Application && m.Stage == MarkingStage.Reading && m.Trait == trait.Code && m.Value != null, stop) : null;
            var own = marks.Find(m => m.Assessor == one.Assessor);
            return new(
                trait, masked.Open(store.Key), own?.Value, own?.Comment(store.Key), one.LockedAt is not null,
                all ? [.. marks.Where(m => m.Assessor != one.Assessor).Select(m => new Given(m.Value, m.Comment(store.Key)))] : [],
                settled is null ? null : new(settled.Value!.Value, settled.Reason(store.Key)));
        });
    }
}
