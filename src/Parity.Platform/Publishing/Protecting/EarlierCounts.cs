using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Model;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// What earlier publications already told, as far as it bears on this edition. A publication of the same snapshot shares
/// its counts with this one; that of the snapshot on which this period began shares its headcounts with this edition's
/// openings; any other is only known.
/// </summary>
internal sealed class EarlierCounts
{
    private readonly List<EarlierPublication> _sameSnapshot;
    private readonly List<EarlierPublication> _periodBefore;
    private readonly IReadOnlyDictionary<string, string> _merged;
    private readonly HashSet<CountKey> _shown = [];
    private readonly Dictionary<string, int> _basis = new(StringComparer.Ordinal);

    private EarlierCounts(List<EarlierPublication> sameSnapshot, List<EarlierPublication> periodBefore, EarlierPublication? compared, IReadOnlyDictionary<string, string> merged)
    {
        (_sameSnapshot, _periodBefore, Compared, _merged) = (sameSnapshot, periodBefore, compared, merged);
        foreach (var publication in sameSnapshot.Append(compared).OfType<EarlierPublication>())
            _shown.UnionWith(CountsOf(publication).Where(c => c.Value is not null).Select(c => c.Key));
    }

    public static EarlierCounts None { get; } = new([], [], null, new Dictionary<string, string>());

    /// <summary>The newest earlier publication of another snapshot: the one that changes are told against.</summary>
    public EarlierPublication? Compared { get; }

    /// <summary>Counts whose published number this edition corrects.</summary>
    public List<(EarlierPublication Publication, CountKey Key, long Before)> Corrected { get; } = [];

    /// <param name="merged">Organisations that became part of another: old code to new code.</param>
    public static EarlierCounts Of(IReadOnlyList<EarlierPublication> earlier, DateOnly snapshot, DateOnly periodStart, IReadOnlyDictionary<string, string> merged) => new(
        [.. earlier.Where(e => e.SnapshotDate == snapshot)],
        [.. earlier.Where(e => e.SnapshotDate < snapshot && Math.Abs(e.SnapshotDate.DayNumber - periodStart.DayNumber) <= 1)],
        earlier.Where(e => e.SnapshotDate < snapshot).OrderBy(e => e.SnapshotDate).LastOrDefault(),
        merged);

    /// <summary>Who knows by now what an organisation knew: itself, or what it became part of.</summary>
    public string KnowerOf(string organisation)
    {
        for (int steps = 0; steps < _merged.Count && _merged.TryGetValue(organisation, out string? into); steps++) organisation = into;
        return organisation;
    }

    public bool WasShown(CountKey key) => _shown.Contains(key);

    /// <summary>A cell that stands for a row of <see cref="Compared"/>, so that its public numbers can be shown again; null for a row without a count.</summary>
    public int? BasisOf(EarlierRow row) => _basis.TryGetValue(row.Name, out int cell) ? cell : null;

    public void Enter(CountSystem system)
    {
        foreach (var publication in _sameSnapshot)
        {
            if (publication.Ledger is { } ledger) EnterLedger(system, publication, ledger, isSameSnapshot: true);
            else EnterPublicCounts(system, publication);
        }

        foreach (var publication in _periodBefore)
        {
            if (publication.Ledger is { } ledger) EnterLedger(system, publication, ledger, isSameSnapshot: false);
            else EnterOpenings(system, publication);
        }

        foreach (var row in Compared?.Rows ?? [])
        {
            if ((row.Denominator ?? row.Numerator) is not { } count || count < system.Threshold) continue;
            var key = new CountKey("earlier", row.Organisation, row.Indicator + ';' + Parts.Of(row.Scope), $"{row.Classification};{row.Group};{row.Reference}");
            _basis[row.Name] = system.Add(key, (long)count, CellRole.Known);
        }
    }

    /// <summary>
    /// An earlier publication with its ledger: one system of both. Of the same snapshot a count is the same count, and where
    /// it was corrected the difference is protected like a count; of the snapshot before, a headcount is this edition's
    /// opening.
    /// </summary>
    private void EnterLedger(CountSystem system, EarlierPublication publication, Ledger ledger, bool isSameSnapshot)
    {
        // A ledger that does not say is taken to have asked for as much as this edition does.
        int threshold = ledger.Threshold ?? system.Threshold;
        var cells = new int[ledger.Entries.Count];
        Array.Fill(cells, -1);
        var reached = new Queue<int>();
        for (int i = 0; i < cells.Length; i++)
        {
            var (key, value, shown, elsewhere, unit) = ledger.Entries[i];
            if (SharedCell(system, key, isSameSnapshot) is not { } shared) continue;
            if (system[shared] == value)
            {
                cells[i] = shared;
                if (shown) system.MakeKnown(shared);
                if (elsewhere) system.MakeKnownElsewhere(shared);
                if (IsSmallNow(value, unit))
                {
                    if (shown) system.LeaveUnjudged(shared);
                    else system.Excuse(shared);
                }
            }
            else
            {
                cells[i] = AddEarlier(i);
                Guard(system, cells[i], shared);
                if (isSameSnapshot && shown) Corrected.Add((publication, key, value));
            }

            if (IsOpen(i)) reached.Enqueue(i);
        }

        if (!isSameSnapshot) JoinMerged();

        // Only what hangs together with a count that this edition shares and that was withheld can be told by this edition.
        var sumsOf = ledger.Sums.SelectMany((sum, s) => sum.Select(t => (t.Entry, Sum: s))).ToLookup(t => t.Entry, t => t.Sum);
        var entered = new HashSet<int>();
        while (reached.TryDequeue(out int entry))
        {
            foreach (int number in sumsOf[entry])
            {
                if (!entered.Add(number)) continue;
                foreach (var (other, _) in ledger.Sums[number])
                {
                    if (cells[other] >= 0) continue;
                    cells[other] = AddEarlier(other);
                    if (IsOpen(other)) reached.Enqueue(other);
                }

                system.Relate([.. ledger.Sums[number].Select(t => (cells[t.Entry], t.Coefficient))]);
            }
        }

        // Who was there when the period began were, in what several have become, the people of all of them together.
        void JoinMerged()
        {
            var plain = Enumerable.Range(0, cells.Length).Where(i => ledger.Entries[i].Key is { Family: FigureCounts.Headcount, Part.Length: 0 });
            foreach (var sources in plain.GroupBy(i => ledger.Entries[i].Key with { Place = KnowerOf(ledger.Entries[i].Key.Place) }))
            {
                if (sources.All(i => ledger.Entries[i].Key.Place == sources.Key.Place) || system.CellOf(CountBook.OpeningOf(sources.Key)) is not { } opening) continue;
                if (sources.Any(i => cells[i] == opening)) continue;
                foreach (int i in sources)
                {
                    if (cells[i] < 0) cells[i] = AddEarlier(i);
                    if (IsOpen(i)) reached.Enqueue(i);
                }

                system.GuardDifference(opening, [.. sources.Select(i => cells[i])], "joined");
            }
        }

        // What was not small then is not made small by an edition that asks for more: it may be out, or follow from what is out.
        bool IsSmallNow(long value, int unit) => value >= (long)threshold * unit && value < (long)system.Threshold * unit;

        bool IsOpen(int entry) => ledger.Entries[entry] is { Shown: false, Elsewhere: false };

        int AddEarlier(int entry)
        {
            var (key, value, shown, elsewhere, unit) = ledger.Entries[entry];
            int cell = system.Add(Earlier(publication, key), value, shown ? CellRole.Known : CellRole.Hidden, unit: unit);
            if (elsewhere) system.MakeKnownElsewhere(cell);
            else if (IsSmallNow(value, unit)) system.LeaveUnjudged(cell);
            return cell;
        }
    }

    private static int? SharedCell(CountSystem system, CountKey key, bool isSameSnapshot)
    {
        if (key.Group.Contains('#', StringComparison.Ordinal) || key.Family == "earlier") return null;
        if (isSameSnapshot) return system.CellOf(key);
        return key.Family == FigureCounts.Headcount && key.Part.Length == 0 ? system.CellOf(CountBook.OpeningOf(key)) : null;
    }

    /// <summary>The same snapshot from its public files: what was withheld then stays withheld, for its value is not known here.</summary>
    private void EnterPublicCounts(CountSystem system, EarlierPublication publication)
    {
        foreach (var (key, value) in CountsOf(publication))
        {
            if (system.CellOf(key) is not { } now) continue;
            if (value is null)
            {
                if (system[now] > 0 && !system.IsKeptQuiet(now)) system.MakeSensitive(now, OwnSake.WithheldBefore);
            }
            else if (system[now] == value)
            {
                system.MakeKnown(now);
            }
            else
            {
                Guard(system, system.Add(Earlier(publication, key), value.Value, CellRole.Known), now);
                Corrected.Add((publication, key, value.Value));
            }
        }
    }

    /// <summary>
    /// Who was there when the period began is who was there at the snapshot before: what that publication showed is known, and
    /// what it withheld stays withheld, for its value is not known here.
    /// </summary>
    private void EnterOpenings(CountSystem system, EarlierPublication publication)
    {
        foreach (var (key, value) in CountsOf(publication))
        {
            if (key.Family == FigureCounts.Headcount && key.Part.Length == 0 && system.CellOf(CountBook.OpeningOf(key)) is { } opening)
            {
                if (value is null)
                {
                    if (system[opening] > 0 && !system.IsKeptQuiet(opening)) system.MakeSensitive(opening, OwnSake.WithheldBefore);
                }
                else if (system[opening] == value)
                {
                    system.MakeKnown(opening);
                }
                else
                {
                    Guard(system, system.Add(Earlier(publication, key), value.Value, CellRole.Known), opening);
                }
            }

            // What each of them had is not known here: what they have together would tell what one of them withheld.
            if (_merged.ContainsKey(key.Place) && system.CellOf(CountBook.OpeningOf(key with { Place = KnowerOf(key.Place) })) is { } together && system[together] > 0)
                system.MakeSensitive(together, OwnSake.WithheldBefore);
        }
    }

    private static void Guard(CountSystem system, int before, int now) => system.GuardDifference(now, [before], "corrected");

    private static CountKey Earlier(EarlierPublication publication, CountKey key) => key with { Family = $"{publication.Edition} ({publication.Place}):{key.Family}" };

    /// <summary>The counts in a publication's rows by key; null where withheld. Averages are left out: rounded, they name no count.</summary>
    private static IEnumerable<(CountKey Key, long? Value)> CountsOf(EarlierPublication publication)
    {
        var seen = new HashSet<CountKey>();
        foreach (var row in publication.Rows)
        {
            if (IndicatorCatalogue.All.FirstOrDefault(i => i.Id == row.Indicator) is not { } indicator) continue;
            var figure = new Figure(
                row.Indicator, row.Organisation, Scope.Of([.. row.Scope.Select(s => (s.Key, s.Value))]), row.Classification, row.Group, row.Reference,
                Of("numerator", row.Numerator), Of("denominator", row.Denominator),
                Of("reference_numerator", row.ReferenceNumerator), Of("reference_denominator", row.ReferenceDenominator), null, null, null, "");
            foreach (var count in FigureCounts.Of(figure, indicator, figure.Organisation).All())
            {
                if (count.Units == 1 && seen.Add(count.Key)) yield return (count.Key, count.Value < 0 ? null : count.Value);
            }

            double? Of(string column, decimal? number) => number is { } shown ? (double)shown : row.WithheldColumns.Contains(column) ? -1 : null;
        }
    }
}
