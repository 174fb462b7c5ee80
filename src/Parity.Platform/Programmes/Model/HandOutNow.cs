using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Applications that wait to be marked and who may mark them, as they are now.</summary>
internal sealed record MarkingDesk(SelectionRule? Rule, IReadOnlyList<Application> Applications, IReadOnlyList<ToMark> ToMark, IReadOnlyList<Reader> Readers)
{
    public IReadOnlyList<HandedOut> Propose() => Rule is null ? [] : HandOut.Of(ToMark, Readers, Rule.Readers, Rule.OrderSeed);

    public static async Task<MarkingDesk> AtAsync(Records records, MasterKey key, CohortId cohort, IReadOnlyDictionary<PersonId, Account> accounts, CancellationToken stop, MarkingStage stage = MarkingStage.Reading)
    {
        var rule = await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort, stop);
        var applications = await Moderations.Open(records, cohort, stage).ToListAsync(stop);
        // Whoever abstained counts as having had it: nobody is given it in their place.
        var readers = (await records.Set<Marking>().Where(m => m.Stage == MarkingStage.Reading && (m.EndedAt == null || m.EndedBy == MarkingEnd.Abstained)
            && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort)).ToListAsync(stop)).ToLookup(m => m.Application, m => m.Assessor);
        return new(
            rule, applications, applications.ConvertAll(a => new ToMark(a.Id.Value, a.Person, a.Employer, [.. readers[a.Id]])), await Model.Readers.OfAsync(records, key, cohort, applications, accounts, stop));
    }
}

/// <summary>Covers in answers what could tell who wrote them, before anybody reads them.</summary>
internal static class Masking
{
    public static async Task CoverAsync(Records records, MasterKey key, TimeProvider clock, ProgrammeApplicationId application, IdentityFlags flags, CancellationToken stop)
    {
        var covered = await records.Set<MaskedAnswer>().Where(m => m.Application == application).Select(m => m.Question).ToListAsync(stop);
        foreach (var answer in await records.Set<Answer>().Where(a => a.Application == application && a.Question != Answer.Job && !covered.Contains(a.Question)).ToListAsync(stop))
        {
            string text = answer.Open(key);
            records.Add(new MaskedAnswer
            {
                Application = application,
                Question = answer.Question,
                Sealed = MaskedAnswer.Seal(key, application, answer.Question, IdentityFlags.Mask(text, flags.Find(text))),
                MaskedAt = clock.GetUtcNow(),
            });
        }
    }
}
