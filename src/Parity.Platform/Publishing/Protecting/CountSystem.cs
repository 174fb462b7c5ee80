using Parity.Disclosure;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// The counts of an edition as cells, and the sums that a reader knows to hold between them. A count is added once, under
/// its key; what is public makes it a candidate, what only relates others is hidden.
/// </summary>
internal sealed class CountSystem(int threshold)
{
    private readonly Dictionary<CountKey, int> _cells = [];
    private readonly List<CountKey> _keys = [];
    private readonly List<(long Value, CellRole Role, double Weight, bool Sensitive, int Unit)> _contents = [];
    private readonly List<(int Cell, int Coefficient)[]> _sums = [];
    private readonly HashSet<int> _excused = [];
    private readonly HashSet<int> _unjudged = [];
    private readonly HashSet<int> _elsewhere = [];
    private readonly HashSet<int> _keptQuiet = [];
    private readonly Dictionary<int, int> _otherHalves = [];
    private readonly Dictionary<int, OwnSake> _whySensitive = [];
    private int _unnamed;

    public IReadOnlyList<CountKey> Keys => _keys;

    public int? CellOf(CountKey key) => _cells.TryGetValue(key, out int cell) ? cell : null;

    public bool Has(CountKey key) => _cells.ContainsKey(key);

    public long this[int cell] => _contents[cell].Value;

    public CellRole RoleOf(int cell) => _contents[cell].Role;

    /// <summary>How many of the value are one person: 2 where half people are counted.</summary>
    public int UnitOf(int cell) => _contents[cell].Unit;

    public int Threshold => threshold;

    public IReadOnlyList<(int Cell, int Coefficient)[]> Sums => _sums;

    /// <summary>Adds a count that is not there yet; what is there keeps its role.</summary>
    /// <param name="unit">How many of the value are one person.</param>
    public int Add(CountKey key, long value, CellRole role, double weight = 0, int unit = 1)
    {
        if (_cells.TryGetValue(key, out int cell)) return cell;
        _cells[key] = _keys.Count;
        _keys.Add(key);
        _contents.Add((value, role, weight, false, key.Family == FigureCounts.Average ? FigureCounts.UnitsOfAverage : unit));
        return _keys.Count - 1;
    }

    /// <summary>Nobody asks about this count, however small: it was told, or withheld, by a rule under which it was not.</summary>
    public void LeaveUnjudged(int cell) => _unjudged.Add(cell);

    /// <summary>This count is withheld if it can be, and no harm if it follows from what is out: it was not small by the rule of that publication.</summary>
    public void Excuse(int cell) => _excused.Add(cell);

    public bool IsUnjudged(int cell) => _unjudged.Contains(cell) && !IsSensitive(cell);

    public bool IsExcused(int cell) => _excused.Contains(cell) && !IsSensitive(cell);

    /// <summary>
    /// Others have told this count, or it follows from what they have: every reader knows it. What this edition would not tell
    /// it does not repeat, and nobody is kept from it any more.
    /// </summary>
    public void MakeKnownElsewhere(int cell)
    {
        MakeKnown(cell);
        _elsewhere.Add(cell);
        if (!_contents[cell].Sensitive && !IsSmall(cell)) return;
        _contents[cell] = _contents[cell] with { Sensitive = false };
        _unjudged.Add(cell);
        _keptQuiet.Add(cell);
    }

    /// <summary>Known from elsewhere, and not for this edition to repeat.</summary>
    public bool IsKeptQuiet(int cell) => _keptQuiet.Contains(cell);

    /// <summary>What follows from counts known elsewhere, one sum after the other, is known elsewhere too. Noughts that a row would show are public.</summary>
    public void FollowElsewhere()
    {
        var noughts = Enumerable.Range(0, _keys.Count).Where(c => _contents[c] is { Role: CellRole.Candidate, Value: 0, Sensitive: false }).ToHashSet();
        for (bool found = true; found;)
        {
            found = false;
            foreach (var sum in _sums)
            {
                var open = sum.Where(t => _contents[t.Cell].Role is not CellRole.Known && !noughts.Contains(t.Cell)).ToList();
                if (open.Count == 0) continue;

                // Counts are not negative: where nothing is left for several, each is nought.
                bool isEmpty = open.TrueForAll(t => Math.Sign(t.Coefficient) == Math.Sign(open[0].Coefficient)) && open.TrueForAll(t => this[t.Cell] == 0);
                if (isEmpty) open.ForEach(t => noughts.Add(t.Cell));
                else if (open.Count == 1 && Array.Exists(sum, t => _elsewhere.Contains(t.Cell))) MakeKnownElsewhere(open[0].Cell);
                else continue;
                found = true;
            }
        }
    }

    /// <summary>Nobody may find this count out: it is small, or sensitive for another reason.</summary>
    public bool IsGuarded(int cell) => RoleOf(cell) is not CellRole.Known && (IsSensitive(cell) || (IsSmall(cell) && !_unjudged.Contains(cell)));

    /// <summary>It counts somebody, and fewer people than the threshold.</summary>
    public bool IsSmall(int cell) => _contents[cell] is var (value, _, _, _, unit) && value > 0 && value < (long)threshold * unit;

    public void MakeKnown(int cell)
    {
        _contents[cell] = _contents[cell] with { Role = CellRole.Known };
        GuardOtherHalf(cell);
    }

    public void MakeSensitive(int cell, OwnSake why)
    {
        _contents[cell] = _contents[cell] with { Sensitive = true };
        _whySensitive.TryAdd(cell, why);
    }

    /// <summary>Why this count, withheld for its own sake, is.</summary>
    public OwnSake WhyOf(int cell) => IsSensitive(cell) ? _whySensitive[cell] : IsSmall(cell) ? OwnSake.Small : OwnSake.SameNumber;

    /// <summary>
    /// A small average of two counts is withheld with either of them: the first is guarded, or the other where the first is
    /// out already.
    /// </summary>
    public void MakeOneSensitive(int first, int other, OwnSake why)
    {
        _otherHalves[first] = other;
        MakeSensitive(first, why);
        GuardOtherHalf(first);
    }

    private void GuardOtherHalf(int first)
    {
        if (RoleOf(first) is CellRole.Known && _otherHalves.TryGetValue(first, out int other) && RoleOf(other) is not CellRole.Known && !IsGuarded(other)) MakeSensitive(other, _whySensitive[first]);
    }

    private bool IsSensitive(int cell) =>
        _contents[cell].Sensitive && !(_contents[cell].Role is CellRole.Known && _otherHalves.TryGetValue(cell, out int other) && IsGuarded(other));

    /// <summary>Declares that the whole is the sum of the parts, plus a rest where they fall short of it.</summary>
    /// <returns>False when the parts are more than the whole, so that nobody can subtract them from it.</returns>
    public bool RelateParts(int whole, IReadOnlyList<int> parts)
    {
        if (parts.Count == 0) return true;
        long rest = this[whole] - parts.Sum(p => this[p]);
        if (rest < 0) return false;

        // A rest of ten or more is nobody's secret and stands in no other sum: it frees this one from telling anything.
        if (rest >= (long)threshold * UnitOf(whole)) return true;
        var terms = new List<(int, int)>(parts.Count + 2) { (whole, 1) };
        terms.AddRange(parts.Select(p => (p, -1)));
        if (rest > 0) terms.Add((AddUnnamed("rest", _keys[whole], rest, UnitOf(whole)), -1));
        _sums.Add([.. terms]);
        return true;
    }

    /// <summary>
    /// Guards the difference of two sums of cells, as far as it counts people: nobody may learn it where it is small.
    /// </summary>
    /// <param name="unit">How many units of the difference make one person.</param>
    public void GuardDifference(IReadOnlyList<(int Cell, int Coefficient)> terms, string why, int unit = 1)
    {
        unit = Math.Max(unit, terms.Max(t => UnitOf(t.Cell)));
        long difference = terms.Sum(t => t.Coefficient * this[t.Cell]);
        if (difference < 0 || difference >= (long)threshold * unit) return;
        if (difference == 0)
        {
            _sums.Add([.. terms]);
            return;
        }

        int rest = AddUnnamed(why, _keys[terms[0].Cell], difference, unit);
        _sums.Add([.. terms, (rest, -1)]);
    }

    /// <summary>The same where either may be the greater: one count, and several that make up nearly the same people.</summary>
    public void GuardDifference(int one, IReadOnlyList<int> others, string why)
    {
        int sign = this[one] >= others.Sum(o => this[o]) ? 1 : -1;
        GuardDifference([(one, sign), .. others.Select(o => (o, -sign))], why);
    }

    /// <summary>Declares that a sum of cells is zero.</summary>
    public void Relate(params (int Cell, int Coefficient)[] terms) => _sums.Add(terms);

    public CellSystem Build()
    {
        var system = new CellSystem();
        foreach (var (cell, (value, role, weight, _, unit)) in _contents.Index()) system.Add(new(value, role, weight, IsSensitive(cell), unit));
        foreach (int cell in _unjudged.Where(IsUnjudged)) system.LeaveUnjudged(cell);
        foreach (var sum in _sums) system.Relate(sum);
        return system;
    }

    /// <summary>By cell, a number of the organisation whose own count it is; -1 for a count of several together. By number, its code.</summary>
    /// <param name="knowerOf">Which organisation knows by now what the one of a code knew.</param>
    public (IReadOnlyList<int> OwnerOfCell, IReadOnlyList<string> Codes) Owners(Func<string, string> knowerOf)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] owners = [.. _keys.Select(k => Places.IsPooled(k.Place) ? -1 : NumberOf(knowerOf(k.Place)))];
        return (owners, [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)]);

        int NumberOf(string organisation) => numbers.TryGetValue(organisation, out int number) ? number : numbers[organisation] = numbers.Count;
    }

    private int AddUnnamed(string why, CountKey about, long value, int unit) =>
        Add(new(why, about.Place, "", $"{about.Family} {about.Part} {about.Group}#{_unnamed++}"), value, CellRole.Hidden, unit: unit);
}
