using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>What is wrong with a learning set.</summary>
public enum LearningSetFault
{
    TooFew,
    TooMany,

    /// <summary>One member leads another, at whatever distance.</summary>
    LineLink,

    /// <summary>Whoever facilitates is of a member's employer.</summary>
    FacilitatorsEmployer,
}

/// <summary>A participant, as far as the rules depend on it.</summary>
/// <param name="Id">The participant.</param>
/// <param name="Person">Whom colleagues may name as their line manager.</param>
/// <param name="LineManager">Null where none is named.</param>
public sealed record Learner(Guid Id, PersonId Person, OrganisationId? Employer, string? Sector, PersonId? LineManager);

/// <summary>
/// Learning sets: few enough that everybody is heard, nobody beside whom they report to, and colleagues of one employer apart
/// as far as they can be.
/// </summary>
public static class LearningSetRules
{
    /// <param name="facilitatorsEmployer">Null where nobody facilitates yet, or somebody of no employer here.</param>
    /// <param name="everybody">All participants, for lines that go through somebody of another set.</param>
    public static IReadOnlyList<LearningSetFault> Of(
        IReadOnlyList<Learner> set, OrganisationId? facilitatorsEmployer, IReadOnlyList<Learner> everybody, int least, int most)
    {
        var faults = new List<LearningSetFault>();
        if (set.Count < least) faults.Add(LearningSetFault.TooFew);
        if (set.Count > most) faults.Add(LearningSetFault.TooMany);
        if (Links(set, Above(set, everybody)) > 0) faults.Add(LearningSetFault.LineLink);
        if (facilitatorsEmployer is not null && set.Any(m => m.Employer == facilitatorsEmployer)) faults.Add(LearningSetFault.FacilitatorsEmployer);
        return faults;
    }

    /// <summary>How many pairs of people of one employer sit in one set.</summary>
    public static int PairsOfOneEmployer(IEnumerable<IReadOnlyList<Learner>> sets) => sets.Sum(set => PairsOf(set, m => m.Employer));

    /// <summary>How many pairs of people of one sector sit in one set.</summary>
    public static int PairsOfOneSector(IEnumerable<IReadOnlyList<Learner>> sets) => sets.Sum(set => PairsOf(set, m => m.Sector));

    /// <summary>
    /// The fewest pairs of people of one employer in one set that are possible: with k people over s sets, q = k div s and
    /// r = k mod s, it is (s - r) q (q - 1) / 2 + r q (q + 1) / 2.
    /// </summary>
    public static int FewestPairs(IEnumerable<Learner> people, int sets) =>
        people.Where(p => p.Employer is not null).GroupBy(p => p.Employer).Sum(g =>
        {
            var (q, r) = Math.DivRem(g.Count(), sets);
            return ((sets - r) * q * (q - 1) / 2) + (r * q * (q + 1) / 2);
        });

    /// <summary>
    /// Deals people out like cards, sorted by sector and employer: of each employer and of each sector every set gets as many
    /// as any other, give or take one, which is the fewest pairs there can be. Afterwards whoever sits with somebody above
    /// or below them, or with a facilitator of their own employer, changes places, if possible so that the numbers stay.
    /// </summary>
    /// <param name="facilitatorsEmployers">One for each set; null where nobody facilitates yet, or somebody of no employer here.</param>
    public static IReadOnlyList<IReadOnlyList<Learner>> Deal(IReadOnlyList<Learner> people, IReadOnlyList<OrganisationId?> facilitatorsEmployers)
    {
        int sets = facilitatorsEmployers.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(sets, 1, nameof(facilitatorsEmployers));
        var dealt = Enumerable.Range(0, sets).Select(_ => new List<Learner>()).ToList();
        var sorted = people.OrderBy(p => p.Sector ?? "~", StringComparer.Ordinal).ThenBy(p => p.Employer?.Value).ThenBy(p => p.Id).ToList();
        for (int at = 0; at < sorted.Count; at++) dealt[at % sets].Add(sorted[at]);
        var above = Above(people, people);
        while (Untie(dealt, above, facilitatorsEmployers))
        {
        }

        return dealt;
    }

    // Makes the one exchange that leaves fewest faults, then fewest pairs; false where none leaves fewer faults.
    private static bool Untie(List<List<Learner>> sets, IReadOnlyDictionary<PersonId, IReadOnlySet<PersonId>> above, IReadOnlyList<OrganisationId?> facilitatorsEmployers)
    {
        (int Faults, int Pairs, int Sectors, int A, int I, int B, int J)? best = null;
        foreach (int a in Enumerable.Range(0, sets.Count).Where(at => FaultsIn(at) > 0))
            for (int b = 0; b < sets.Count; b++)
            {
                if (b == a) continue;
                List<Learner>[] both = [sets[a], sets[b]];
                var (faults, pairs, sectors) = Cost();
                for (int i = 0; i < sets[a].Count; i++)
                    for (int j = 0; j < sets[b].Count; j++)
                    {
                        (sets[a][i], sets[b][j]) = (sets[b][j], sets[a][i]);
                        var after = Cost();
                        (sets[a][i], sets[b][j]) = (sets[b][j], sets[a][i]);
                        var change = (after.Faults - faults, after.Pairs - pairs, after.Sectors - sectors, a, i, b, j);
                        if (after.Faults < faults && (best is null || change.CompareTo(best.Value) < 0)) best = change;
                    }

                (int Faults, int Pairs, int Sectors) Cost() => (FaultsIn(a) + FaultsIn(b), PairsOfOneEmployer(both), PairsOfOneSector(both));
            }

        if (best is not { } swap) return false;
        (sets[swap.A][swap.I], sets[swap.B][swap.J]) = (sets[swap.B][swap.J], sets[swap.A][swap.I]);
        return true;

        int FaultsIn(int at) => Links(sets[at], above) + (facilitatorsEmployers[at] is { } of ? sets[at].Count(m => m.Employer == of) : 0);
    }

    private static int Links(IReadOnlyList<Learner> set, IReadOnlyDictionary<PersonId, IReadOnlySet<PersonId>> above) => set.Sum(one => set.Count(other => above[one.Person].Contains(other.Person)));

    private static Dictionary<PersonId, IReadOnlySet<PersonId>> Above(IEnumerable<Learner> these, IEnumerable<Learner> everybody)
    {
        var lines = new ReportingLines(everybody.Where(m => m.LineManager is not null).Select(m => (m.Person, m.LineManager!.Value)));
        return these.Select(m => m.Person).Distinct().ToDictionary(person => person, lines.Above);
    }

    private static int PairsOf<TKey>(IEnumerable<Learner> set, Func<Learner, TKey> key) =>
        set.Where(m => key(m) is not null).GroupBy(key).Sum(g => g.Count() * (g.Count() - 1) / 2);
}
