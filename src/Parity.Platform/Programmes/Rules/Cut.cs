using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>What somebody gave somebody, over all traits.</summary>
public readonly record struct GivenMean(Guid Application, PersonId Assessor, double Value);

/// <summary>Who stands above a line, who on it, and what hangs on one assessor.</summary>
public static class Cut
{
    /// <summary>Means that differ by less than this are alike.</summary>
    private const double Alike = 1e-9;

    /// <summary>Everybody of whom fewer than so many stand strictly higher: those who are tied on the line are all above it.</summary>
    public static IReadOnlySet<Guid> Above(IReadOnlyDictionary<Guid, double> means, int line) =>
        means.Where(m => means.Count(o => o.Value > m.Value + Alike) < line).Select(m => m.Key).ToHashSet();

    /// <summary>Those who stand alike on the line, more than there is room for; empty where the line falls between two.</summary>
    public static IReadOnlyList<Guid> TiedOn(IReadOnlyDictionary<Guid, double> means, int line)
    {
        foreach (var one in means.OrderByDescending(m => m.Value))
        {
            int higher = means.Count(o => o.Value > one.Value + Alike);
            var alike = means.Where(o => Math.Abs(o.Value - one.Value) <= Alike).Select(o => o.Key).ToList();
            if (higher < line && higher + alike.Count > line) return alike;
        }

        return [];
    }

    /// <summary>Whose place above or below the line would change without an assessor's marks. Whoever has no other marks keeps theirs.</summary>
    public static IReadOnlyDictionary<PersonId, IReadOnlyList<Guid>> FlipsWithout(IReadOnlyList<GivenMean> given, int line)
    {
        var all = Above(Means(given), line);
        return given.Select(g => g.Assessor).Distinct().ToDictionary(who => who, who =>
        {
            var left = given.Where(g => g.Assessor != who || given.All(o => o.Application != g.Application || o.Assessor == who)).ToList();
            var without = Above(Means(left), line);
            return (IReadOnlyList<Guid>)[.. all.Except(without).Concat(without.Except(all))];
        });
    }

    /// <summary>Whose own marks by one assessor decide alone whether they stand above or below the line.</summary>
    public static IReadOnlySet<Guid> HangingOnOne(IReadOnlyList<GivenMean> given, int line) =>
        FlipsWithout(given, line).SelectMany(f => f.Value.Where(a => given.Any(g => g.Application == a && g.Assessor == f.Key))).ToHashSet();

    /// <summary>
    /// Decides a tie: by the marks in the traits that were named before marking, in their order, and where these are alike
    /// by the lot that was drawn then.
    /// </summary>
    /// <param name="marks">An application's final mark in each named trait.</param>
    /// <returns>The first first; and whether the lot was needed.</returns>
    public static (IReadOnlyList<Guid> Order, bool ByLot) Decide(IReadOnlyList<Guid> tied, Func<Guid, IReadOnlyList<decimal>> marks, long lotSeed)
    {
        var order = tied.OrderByDescending(a => marks(a), Comparer<IReadOnlyList<decimal>>.Create(Compare)).ThenBy(a => SeededOrder.PlaceOf(lotSeed, "lot", a)).ToList();
        return (order, tied.GroupBy(a => string.Join(' ', marks(a).Select(m => m.ToString(System.Globalization.CultureInfo.InvariantCulture)))).Any(g => g.Count() > 1));
    }

    private static Dictionary<Guid, double> Means(IReadOnlyList<GivenMean> given) => given.GroupBy(g => g.Application).ToDictionary(g => g.Key, g => g.Average(m => m.Value));

    private static int Compare(IReadOnlyList<decimal> one, IReadOnlyList<decimal> other) => one.Zip(other).Select(p => p.First.CompareTo(p.Second)).FirstOrDefault(c => c != 0);
}
