using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>How the fictional city's cohorts are marked: one to the end, with interviews; one in the midst of it.</summary>
internal sealed class SampleSelection(Records records, MasterKey key, TimeProvider clock, PersonId manager, IReadOnlyList<SampleProgrammes.One> assessors)
{
    private const long Seed = 20180105;

    private static readonly string[] Why = ["There is no example.", "An example, but not of their own part.", "Their own part is told.", "Checked it with the other person and acted on it.", "Acted, and shows what changed."];

    /// <summary>Marked, settled and interviewed as it was, with what both meetings rested on.</summary>
    public async Task PastAsync(Cohort cohort)
    {
        var began = cohort.OverAt.AddHours(10);
        var rule = Appoint(cohort, cohort.OpensAt.AddDays(3), assessors.Count);
        foreach (var (application, readers) in HandOut(cohort, rule, Sent(cohort)))
        {
            foreach (var person in readers)
            {
                Give(application, person, MarkingStage.Reading, began).LockedAt = began.AddDays(4);
                foreach (var trait in Traits(cohort)) Mark(application, person, MarkingStage.Reading, trait, began.AddDays(2));
            }

            Settle(cohort, application, readers, began.AddDays(5));
            if (!WasInterviewed(application)) continue;
            var panel = assessors.Where(a => a.Employer is null || a.Employer != application.Employer).OrderBy(a => SeededOrder.PlaceOf(Seed, "panel", application.Id.Value, a.Person.Value)).Take(3).ToList();
            var starts = London.At(cohort.InterviewsFrom, new(9, 30)).AddMinutes(45 * records.Set<InterviewSlot>().Local.Count(s => s.Cohort == cohort.Id));
            Slot(cohort, starts, application.Id);
            foreach (var one in panel)
            {
                Give(application, one.Person, MarkingStage.Interview, began.AddDays(6)).LockedAt = starts.AddHours(2);
                foreach (var trait in Traits(cohort)) Mark(application, one.Person, MarkingStage.Interview, trait, starts.AddHours(1));
            }
        }

        await records.SaveChangesAsync();
        var invited = Sent(cohort).Where(WasInterviewed).Select(a => a.Id).ToHashSet();
        await MeetingLog.KeepAsync(records, key, clock, cohort, MarkingStage.Reading, invited, manager, SampleProgrammes.ShortlistedAt(cohort), default);
        await MeetingLog.KeepAsync(records, key, clock, cohort, MarkingStage.Interview, invited, manager, SampleProgrammes.ToldAt(cohort), default);
    }

    /// <summary>Begun: one assessor has locked, one is in the midst of it, one has not marked the samples, and what came last is not handed out.</summary>
    public void Now(Cohort cohort)
    {
        var rule = Appoint(cohort, cohort.OpensAt.AddHours(3), assessors.Count - 1);
        var sent = Sent(cohort);
        foreach (var (application, readers) in HandOut(cohort, rule, [.. sent.Take(sent.Count - 2)]))
        {
            foreach (var person in readers)
            {
                var given = Give(application, person, MarkingStage.Reading, clock.GetUtcNow().AddDays(-2));
                bool isDone = person == assessors[1].Person;
                if (isDone) given.LockedAt = clock.GetUtcNow().AddHours(-5);
                foreach (var trait in Traits(cohort).Where(t => isDone || (person == assessors[0].Person && t == "motivation"))) Mark(application, person, MarkingStage.Reading, trait, clock.GetUtcNow().AddHours(-6));
            }
        }

        foreach (int time in (int[])[0, 60, 210])
        {
            var slot = Slot(cohort, London.At(cohort.InterviewsFrom, new(9, 30)).AddMinutes(time), null);
            foreach (var one in assessors.Take(time == 210 ? 2 : 4)) records.Add(new SlotFree { Slot = slot, Assessor = one.Person, SaidAt = clock.GetUtcNow().AddDays(-1) });
        }
    }

    private SelectionRule Appoint(Cohort cohort, DateTimeOffset at, int calibrated)
    {
        var rule = new SelectionRule { Cohort = cohort.Id, Readers = 2, TieTraits = "motivation critical-thinking", OrderSeed = Seed, LotSeed = Seed + 1, FixedBy = manager, FixedAt = at };
        records.Add(rule);
        var samples = CalibrationSet.For(cohort.ReadShape().Rubric).Samples;
        for (int number = 0; number < assessors.Count; number++)
        {
            bool passed = number < calibrated;
            records.Add(new Assessor
            {
                Cohort = cohort.Id,
                Person = assessors[number].Person,
                Employer = assessors[number].Employer,
                TrainedOn = passed ? London.DayOf(at).AddDays(-60) : null,
                AppointedBy = manager,
                AppointedAt = at,
                CalibratedAt = passed ? at.AddHours(2) : null,
            });
            if (!passed) continue;
            records.Add(new Calibration
            {
                Id = TypedId.NewValue(clock),
                Cohort = cohort.Id,
                Assessor = assessors[number].Person,
                At = at.AddHours(2),
                Marks = string.Join(' ', samples.Select(s => $"{s.Code}={s.Agreed.ToString(System.Globalization.CultureInfo.InvariantCulture)}")),
                Hits = samples.Count,
                Samples = samples.Count,
                Passed = true,
            });
        }

        return rule;
    }

    private List<Application> Sent(Cohort cohort) => [.. records.Set<Application>().Local.Where(a => a.Cohort == cohort.Id && a.SentAt is not null).OrderBy(a => a.SentAt)];

    private bool WasInterviewed(Application application) => records.Set<ApplicationMove>().Local.Any(m => m.Application == application.Id && m.ToState is ApplicationState.Interviewed);

    private static IEnumerable<string> Traits(Cohort cohort) => Rubric.Named(cohort.ReadShape().Rubric).Traits.Select(t => t.Code);

    private List<(Application Application, IReadOnlyList<PersonId> Readers)> HandOut(Cohort cohort, SelectionRule rule, List<Application> applications)
    {
        var calibrated = records.Set<Assessor>().Local.Where(a => a.Cohort == cohort.Id).Select(a => new Reader(
            a.Person, a.Employer is { } at ? new HashSet<OrganisationId> { at } : [], a.CalibratedAt is not null, false, new HashSet<Guid>(), new HashSet<Guid>())).ToList();
        var handed = Rules.HandOut.Of(applications.ConvertAll(a => new ToMark(a.Id.Value, a.Person, a.Employer, [])), calibrated, rule.Readers, rule.OrderSeed).ToDictionary(h => h.Application, h => h.Given);
        var flags = new IdentityFlags([], []);
        foreach (var answer in records.Set<Answer>().Local.Where(w => w.Question != Answer.Job && applications.Exists(a => a.Id == w.Application)).ToList())
        {
            string text = answer.Open(key);
            records.Add(new MaskedAnswer { Application = answer.Application, Question = answer.Question, Sealed = MaskedAnswer.Seal(key, answer.Application, answer.Question, IdentityFlags.Mask(text, flags.Find(text))), CheckedBy = manager, MaskedAt = cohort.OpensAt.AddDays(1) });
        }

        return applications.ConvertAll(a => (a, handed[a.Id.Value]));
    }

    private Marking Give(Application application, PersonId person, MarkingStage stage, DateTimeOffset at)
    {
        var one = new Marking { Application = application.Id, Assessor = person, Stage = stage, GivenAt = at, GivenBy = manager, IsByHand = stage is MarkingStage.Interview };
        records.Add(one);
        return one;
    }

    /// <summary>Those who were offered a place did better; one assessor is stricter than the others, one more lenient.</summary>
    private void Mark(Application application, PersonId person, MarkingStage stage, string trait, DateTimeOffset at)
    {
        int chance = (int)(SeededOrder.PlaceOf(Seed, $"{stage} {trait}", application.Id.Value, person.Value) % 6);
        int number = assessors.ToList().FindIndex(a => a.Person == person);
        int value = (ApplicationMoves.TakesPlace(application.State) ? 4 : 3) + (chance == 0 ? -1 : chance == 5 ? 1 : 0) + (number == 1 && chance % 2 == 0 ? -1 : number == 3 && chance % 2 == 0 ? 1 : 0);
        var mark = new Mark { Application = application.Id, Assessor = person, Stage = stage, Trait = trait, Value = Math.Clamp(value, MarkRules.Lowest, MarkRules.Highest), SavedAt = at };
        mark.SealedComment = mark.Seal(key, Why[mark.Value - 1]);
        records.Add(mark);
    }

    private void Settle(Cohort cohort, Application application, IReadOnlyList<PersonId> readers, DateTimeOffset at)
    {
        int from = SelectionPolicy.InForceOn(London.DayOf(at)).ModerateFrom;
        foreach (string trait in Traits(cohort))
        {
            var marks = records.Set<Mark>().Local.Where(m => m.Application == application.Id && m.Stage is MarkingStage.Reading && m.Trait == trait).Select(m => m.Value).ToList();
            if (!MarkRules.NeedsThird(marks, from)) continue;
            var third = assessors.First(a => !readers.Contains(a.Person) && (a.Employer is null || a.Employer != application.Employer));
            var one = new Moderation { Application = application.Id, Stage = MarkingStage.Reading, Trait = trait, Moderator = third.Person, AskedBy = manager, AskedAt = at, Value = marks.Max() - (trait == "empathy" ? 1 : 0), SettledAt = at.AddDays(1) };
            one.SealedReason = one.Seal(key, "The anchor between the two fits best.");
            records.Add(one);
        }
    }

    private Guid Slot(Cohort cohort, DateTimeOffset starts, ProgrammeApplicationId? application)
    {
        var slot = new InterviewSlot { Id = TypedId.NewValue(clock), Cohort = cohort.Id, StartsAt = starts, Minutes = 40, Place = "City Hall, room 2, step-free", Application = application, MadeBy = manager };
        records.Add(slot);
        return slot.Id;
    }
}
