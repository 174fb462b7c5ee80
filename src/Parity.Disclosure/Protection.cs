using Parity.Disclosure.Attack;

namespace Parity.Disclosure;

/// <summary>The rules of one publication.</summary>
/// <param name="RuleSet">Name and date of the policy, e.g. <c>public 2026-01</c>.</param>
/// <param name="Threshold">Counts from 1 to one less than this are withheld. 1 or more.</param>
/// <param name="ProtectZeros">Zeros are withheld too. Otherwise zeros are shown, so a withheld cell is known to be at least 1.</param>
/// <param name="MinInterval">What an intruder can work out about a primary cell must leave the greatest possible whole
/// value at least this far above the least. 1 or more.</param>
/// <param name="ValueBlind">What is withheld depends only on which counts are small, never on how small, how great or what
/// the withheld ones are. It withholds more.</param>
/// <param name="ThoroughUpTo">Tables with more cells than this are protected by a quicker search: the guarantee is the same,
/// but it withholds more.</param>
public sealed record ProtectionRules(
    string RuleSet, int Threshold, bool ProtectZeros, int MinInterval, bool ValueBlind = false, int ThoroughUpTo = 200_000);

/// <summary>What became of a cell.</summary>
public enum CellStatus
{
    Released,

    /// <summary>Withheld for its own sake: a small count, or one the caller declared sensitive.</summary>
    Primary,

    /// <summary>Withheld because a primary cell could be worked out from it.</summary>
    Complementary,
    Hidden,
    Known,
}

/// <summary>What the intruder achieved against the protected publication.</summary>
/// <param name="Attacked">Primary cells, hidden small counts included.</param>
/// <param name="Broken">Of these, cells that are not proven to be safe.</param>
/// <param name="NarrowestInterval">The least interval proven for any primary cell, null where there is none. Proofs stop
/// once wide enough, so true intervals may be wider.</param>
/// <param name="ProvenByWitness">Cells proven by whole-number tables that fit everything published.</param>
/// <param name="ProvenBySolver">Cells without such tables whose exact limits were worked out; none where tables alone count as proof.</param>
public sealed record AuditReport(int Attacked, int Broken, long? NarrowestInterval, int ProvenByWitness, int ProvenBySolver);

/// <summary>A primary cell that is not safe, and why.</summary>
/// <param name="Cell">The cell's number.</param>
/// <param name="Lower">The least value an intruder must reckon with.</param>
/// <param name="Upper">The greatest, null where there is no limit or none is proven.</param>
/// <param name="Combination">Public cells that give the value away when each is multiplied by its coefficient, added,
/// and divided by <paramref name="Divisor"/>; empty where the cell is only confined to a narrow range.</param>
public sealed record Breach(
    int Cell, long Lower, long? Upper, IReadOnlyList<(int Cell, long Coefficient)> Combination, long Divisor)
{
    /// <summary>Who comes too close: a number of <see cref="OwnCounts.OwnerOfCell"/>; null for everybody.</summary>
    public int? Organisation { get; init; }

    /// <summary>Linear programming, in fractions, finds the cell free; no two tables in whole numbers were found to prove it.</summary>
    public bool IsOnlyUnproven { get; init; }
}

/// <summary>Why a cell is withheld that need not be for its own sake.</summary>
/// <param name="Protects">A primary cell that would be known too closely if this one were shown.</param>
/// <param name="Organisation">To whom: a number of <see cref="OwnCounts.OwnerOfCell"/>; null for everybody.</param>
public readonly record struct Need(int Protects, int? Organisation);

/// <summary>What may be published of a <see cref="CellSystem"/>, and the proof that it may.</summary>
public sealed class Protection
{
    private readonly CellSystem system;
    private readonly ProtectionRules rules;
    private readonly CellStatus[] statuses;
    private readonly Func<IReadOnlyList<long[]>> certify;
    private readonly Func<int, Need?> needs;

    internal Protection(
        CellSystem system, ProtectionRules rules, CellStatus[] statuses, AuditReport audit, IReadOnlyList<Breach> breaches,
        Func<IReadOnlyList<long[]>> certify, Func<int, Need?> needs)
    {
        (this.system, this.rules, this.statuses, this.certify, this.needs) = (system, rules, statuses, certify, needs);
        (Audit, Breaches) = (audit, breaches);
        int judged = statuses.Count(s => s != CellStatus.Hidden);
        int withheld = statuses.Count(s => s is CellStatus.Primary or CellStatus.Complementary);
        Ruling = new Ruling(rules.RuleSet, rules.Threshold, judged, withheld);
    }

    public Ruling Ruling { get; }
    public AuditReport Audit { get; }

    /// <summary>Primary cells that are not safe. Nothing may be published while there is one.</summary>
    public IReadOnlyList<Breach> Breaches { get; }

    /// <summary>
    /// Primary cells that what was published before confines more narrowly than the rules ask, whatever is withheld now: all
    /// of what that leaves is left, more than one value. Only whole editions have such cells.
    /// </summary>
    public IReadOnlyList<int> ConfinedBefore { get; internal init; } = [];

    /// <summary>
    /// Primary cells that nothing which may be withheld now keeps from an organisation, by number: what was published before, and
    /// the noughts, may tell it beside its own counts. Counts of its own people alone are not among them.
    /// </summary>
    public IReadOnlyList<(int Cell, int Organisation)> ToldBefore { get; internal init; } = [];

    /// <summary>Every primary cell is proven safe by a witness.</summary>
    public bool IsSafe => Audit.Broken == 0;

    /// <summary>
    /// Every primary cell is safe, by a witness or, where none was found, because a reader who adds, subtracts and searches
    /// exactly comes no closer to it than the rules ask. What holds only so cannot be certified: there is no table to show.
    /// For systems of some thousand cells.
    /// </summary>
    public bool HoldsAgainstReaders(CancellationToken stop = default)
    {
        if (IsSafe) return true;
        if (Breaches.Any(b => b.Combination.Count > 0)) return false;
        var attack = Intruder.Attack(
            [.. statuses.Select((status, cell) => new PublishedCell(status is CellStatus.Released or CellStatus.Known ? system[cell].Value : null, rules.ProtectZeros || status is CellStatus.Hidden ? 0 : Math.Min(1, system[cell].Value)))],
            Enumerable.Range(0, system.EquationCount).Select(e => system.Equation(e).ToArray()), [.. Breaches.Select(b => b.Cell)], rules.MinInterval, stop);
        return attack is { AddsUp: true, Narrow.Count: 0 };
    }

    public CellStatus StatusOf(int cell) => statuses[cell];

    /// <summary>What a complementary cell would tell, at the last look at it, beside all that is shown. Kept for whole editions; null otherwise.</summary>
    public Need? NeedOf(int cell) => statuses[cell] is CellStatus.Complementary ? needs(cell) : null;

    /// <summary>
    /// Whole tables, a count for each cell, that fit everything shown and between them prove every primary cell safe. The
    /// true one is among them: they are not for the public.
    /// </summary>
    public IReadOnlyList<long[]> PossibleTables() => certify();

    /// <summary>A cell's count; null when it is withheld or was never to be shown.</summary>
    public Released<long>? Count(int cell) =>
        statuses[cell] is CellStatus.Released or CellStatus.Known ? new(system[cell].Value, Ruling) : null;

    /// <summary>
    /// A mean, or what is worked out from means, of the amounts of the people counted in the basis cells; null, too, where
    /// one of the people stands out in one of the sums.
    /// </summary>
    public Released<decimal>? Measure(decimal value, ReadOnlySpan<int> basis, int minimum, ReadOnlySpan<Contributions> sums, AmountRules amounts)
    {
        foreach (var sum in sums)
        {
            if (sum.StandOut(amounts))
            {
                return null;
            }
        }
        return Measure(value, basis, minimum);
    }

    /// <summary>
    /// A magnitude (a pay gap, a median) about the people counted in the basis cells; null unless each of those counts
    /// is released and at least the minimum.
    /// </summary>
    public Released<decimal>? Measure(decimal value, ReadOnlySpan<int> basis, int minimum)
    {
        if (basis.IsEmpty)
        {
            throw new ArgumentException("A magnitude is about somebody: name the counts it is based on.", nameof(basis));
        }
        foreach (int cell in basis)
        {
            if (statuses[cell] is not (CellStatus.Released or CellStatus.Known) || system[cell].Value < minimum)
            {
                return null;
            }
        }
        return new(value, Ruling);
    }
}
