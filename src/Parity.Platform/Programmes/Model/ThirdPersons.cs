using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Who can be asked to settle marks of a stage: nobody who has marked the application or may not, and who has fewest first.</summary>
internal sealed class ThirdPersons
{
    private readonly MarkingDesk desk;
    private readonly ILookup<ProgrammeApplicationId, PersonId> marked;
    private readonly Dictionary<PersonId, int> load;

    private ThirdPersons(MarkingDesk desk, ILookup<ProgrammeApplicationId, PersonId> marked, Dictionary<PersonId, int> load) => (this.desk, this.marked, this.load) = (desk, marked, load);

    public static async Task<ThirdPersons> OfAsync(Records records, MasterKey key, CohortId cohort, MarkingStage stage, IReadOnlyDictionary<PersonId, Account> people, CancellationToken stop) => new(
        await MarkingDesk.AtAsync(records, key, cohort, people, stop, stage),
        (await records.Set<Marking>().Where(m => m.Stage == stage && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort)).ToListAsync(stop)).ToLookup(m => m.Application, m => m.Assessor),
        (await records.Set<Moderation>().Where(m => records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort)).ToListAsync(stop)).GroupBy(m => m.Moderator).ToDictionary(g => g.Key, g => g.Count()));

    /// <param name="marks">How many they would have more.</param>
    /// <returns>Null where nobody can be asked.</returns>
    public PersonId? Next(ProgrammeApplicationId application, int marks, PersonId? except = null)
    {
        if (desk.ToMark.FirstOrDefault(a => a.Application == application.Value) is not { } one) return null;
        var who = desk.Readers.Where(r => r.Person != except && HandOut.BarOf(one, r) is null && !marked[application].Contains(r.Person))
            .OrderBy(r => load.GetValueOrDefault(r.Person)).ThenBy(r => MarkingOrder.PlaceOf(desk.Rule, application, r.Person, "moderation")).FirstOrDefault();
        if (who is null) return null;
        load[who.Person] = load.GetValueOrDefault(who.Person) + marks;
        return who.Person;
    }
}
