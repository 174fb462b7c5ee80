using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Model;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>The counts of an edition after protection: which may be shown, and why not.</summary>
internal sealed class ProtectedEdition
{
    private readonly CountSystem _system;
    private readonly IReadOnlyList<string> _leftOut;

    // By number of a reader who knows counts of its own.
    private readonly IReadOnlyList<string> _organisations;

    private ProtectedEdition(CountBook book, CountSystem system, Protection protection, IReadOnlyList<string> organisations, Places places, PublicationPolicy policy, EarlierCounts earlier, IReadOnlyList<string> leftOut) =>
        (Book, _system, Protection, _organisations, Places, Policy, Earlier, _leftOut) = (book, system, protection, organisations, places, policy, earlier, leftOut);

    public CountBook Book { get; }
    public Protection Protection { get; }
    public Places Places { get; }
    public PublicationPolicy Policy { get; }
    public EarlierCounts Earlier { get; }

    /// <summary>The figures that have a public row, in the order they were computed.</summary>
    public IEnumerable<(Figure Figure, Indicator Indicator, FigureCounts Counts)> PublicFigures => Book.Figures.Where(f => IsPublic(f.Figure, f.Indicator, Places, _leftOut));

    /// <summary>The counts that the public rows are made of, each once.</summary>
    public IEnumerable<CountKey> PublicCounts => PublicFigures.Where(f => ShowsCounts(f.Indicator)).SelectMany(f => f.Counts.All()).SelectMany(Book.CellsOf).Distinct();

    public static ProtectedEdition Of(
        CountBook book, Places places, PublicationPolicy policy, EarlierCounts earlier, KnownElsewhere elsewhere, IReadOnlyList<string> leftOut, CancellationToken stop)
    {
        var system = new CountSystem(policy.Threshold);
        var open = book.Figures.Where(f => IsPublic(f.Figure, f.Indicator, places, leftOut)).ToList();
        foreach (var key in open.Where(f => ShowsCounts(f.Indicator)).SelectMany(f => f.Counts.All()).SelectMany(book.CellsOf).Distinct())
            system.Add(key, book.Values[key], CellRole.Candidate, Worth.Of(key) * (earlier.WasShown(key) ? Worth.ShownBefore : 1));

        elsewhere.Enter(system, book);
        var links = new CountLinks(system, book, places);
        links.Find();
        foreach (var (figure, indicator, counts) in open.Where(f => ShowsCounts(f.Indicator))) GuardRow(system, book, policy, figure, indicator, counts);
        earlier.Enter(system);
        elsewhere.Tie(system);
        links.GuardBesideOwn(earlier.KnowerOf);

        var rules = new ProtectionRules(policy.Name, policy.Threshold, ProtectZeros: false, policy.MinInterval);
        var (owners, organisations) = system.Owners(earlier.KnowerOf);
        var protection = Protector.ProtectLinked(system.Build(), rules, new(owners, policy.OrganisationInterval, Worth.OfCity), Cbc.Installed, stop);
        return new(book, system, protection, organisations, places, policy, earlier, leftOut);
    }

    /// <summary>Pay figures are shown without the number of people behind them: less the headcount it would tell who is on leave.</summary>
    public static bool ShowsCounts(Indicator indicator) => indicator.Id is not ("pay-gap-mean" or "pay-gap-median" or "bonus-gap-mean" or "bonus-gap-median");

    private static bool IsPublic(Figure figure, Indicator indicator, Places places, IReadOnlyList<string> leftOut) => places.IsShown(figure.Organisation) && PublicPlan.Shows(figure, indicator, leftOut);

    /// <summary>The released whole number of people or cases, null when withheld.</summary>
    public Released<long>? Count(FigureCount count)
    {
        var cells = Book.CellsOf(count);
        if (Cell(cells[0]) is not { } first) return null;
        if (cells.Count == 1) return first.Map(v => FigureCount.Shown(v, count.Units));
        return Cell(cells[1]) is { } second ? first.With(second, (opening, closing) => FigureCount.Shown(opening + closing, count.Units)) : null;
    }

    public Released<long>? Cell(CountKey key) =>
        _system.CellOf(key) is { } cell && _system.RoleOf(cell) is not CellRole.Hidden && !_system.IsKeptQuiet(cell) ? Protection.Count(cell) : null;

    /// <summary>Known from elsewhere, and not for this edition to repeat.</summary>
    public bool IsKeptQuiet(int cell) => _system.IsKeptQuiet(cell);

    public int? NumberOf(CountKey key) => _system.CellOf(key);

    /// <summary>Shown here, or known to every reader from elsewhere.</summary>
    public bool IsPublic(int cell) => _system.IsKeptQuiet(cell) || Protection.StatusOf(cell) is CellStatus.Released or CellStatus.Known;

    /// <summary>Nobody may find this count out.</summary>
    public bool IsGuarded(int cell) => _system.IsGuarded(cell);

    public IReadOnlyList<CountKey> Keys => _system.Keys;

    public long TrueValue(int cell) => _system[cell];

    public int UnitOf(int cell) => _system.UnitOf(cell);

    public CellRole RoleOf(int cell) => _system.RoleOf(cell);

    public IReadOnlyList<(int Cell, int Coefficient)[]> Sums => _system.Sums;

    /// <summary>Small counts that were not small by the rule of the publication that told them, or from which they follow.</summary>
    public IEnumerable<int> Excused => Protection.Breaches.Where(b => b.Organisation is null).Select(b => b.Cell).Where(_system.IsExcused).Concat(Enumerable.Range(0, Keys.Count).Where(_system.IsUnjudged)).Distinct();

    /// <summary>In words, where an already published count gives away one that may not be shown, or nobody can prove that it does not.</summary>
    public IReadOnlyList<string> Breaches() =>
        [.. Protection.Breaches.Where(b => !_system.IsExcused(b.Cell)).Select(b =>
            b.Combination.Count > 0 ? Explanation.Of(b, NameOf)
            : !b.IsOnlyUnproven ? $"{NameOf(b.Cell)}: what is published leaves {Knower(b)} too few values for this small count."
            : $"{NameOf(b.Cell)}: no proof was found that {(b.Organisation is null ? "nobody can" : $"{Knower(b)} cannot")} work this small count out.{(Cbc.Installed is null ? " The solver Cbc, which is not installed here, may find one." : "")}").Distinct()];

    /// <summary>What must not become known of the counts that are withheld, and to whom, by count; those of the edition alone.</summary>
    public IEnumerable<Withholding> Withheld() =>
        from cell in Enumerable.Range(0, Keys.Count)
        let status = Protection.StatusOf(cell)
        where status is CellStatus.Primary or CellStatus.Complementary
        select status is CellStatus.Primary ? new Withholding(cell, _system.WhyOf(cell), null, null)
            : Protection.NeedOf(cell) is { } need ? new Withholding(cell, null, need.Protects, need.Organisation is { } number ? _organisations[number] : null)
            : new Withholding(cell, null, null, null);

    /// <summary>Small counts that an organisation may tell from its own, the noughts and what was published before, whatever is withheld now.</summary>
    public IEnumerable<(int Count, string Organisation)> ToldBefore => Protection.ToldBefore.Select(t => (t.Cell, _organisations[t.Organisation]));

    private string Knower(Breach breach) => breach.Organisation is { } number ? $"{_organisations[number]}, which knows its own counts," : "readers";

    /// <summary>In words, without its value: who reads of a refusal need not know it.</summary>
    public string NameOf(int cell)
    {
        var key = _system.Keys[cell];
        string[] family = key.Family.Split(':'), group = key.Group.Split('#');
        string edition = family.Length == 1 ? "" : $" in {family[^2].Split(' ')[0]}", part = key.Part.Length == 0 ? "" : $" ({key.Part})";
        // What makes a sum whole has no name of its own.
        return group.Length == 1
            ? $"{key.Place}, {family[^1]}{part}, group {group[0]}{edition}"
            : $"{key.Place}, those left over beside {group[0].Replace("  ", " ", StringComparison.Ordinal)}{edition}";
    }

    /// <summary>The rest of a row: those in the denominator who are not in the numerator are people too.</summary>
    private static void GuardRow(CountSystem system, CountBook book, PublicationPolicy policy, Figure figure, Indicator indicator, FigureCounts counts)
    {
        Guard(counts.Numerator, counts.Denominator);
        Guard(counts.ReferenceNumerator, counts.ReferenceDenominator);

        void Guard(FigureCount? inner, FigureCount? outer)
        {
            if (outer is { } answers && indicator.Table is SourceTable.Survey && answers.Value < policy.SurveyAnswers) Keep(answers, OwnSake.FewAnswers);
            if (outer is { Units: > 1 } average && average.Value > 0 && average.Value < (long)policy.Threshold * average.Units) Keep(average, OwnSake.SmallAverage);
            if (inner is not { } part || outer is not { } whole || indicator.Id == "disparity-ratio") return;
            var terms = book.CellsOf(whole).Select(k => (system.CellOf(k)!.Value, 1)).ToList();
            foreach (var key in book.CellsOf(part)) terms.Add((system.CellOf(key)!.Value, -whole.Units / part.Units));
            system.GuardDifference(terms, "others", whole.Units);

            // A share of 100% tells the same about everybody.
            if (TellsAboutEveryone.Contains(indicator.Id) && part.Value > 0 && part.Value * whole.Units >= whole.Value * part.Units) Keep(part, OwnSake.Everybody);
        }

        void Keep(FigureCount count, OwnSake why)
        {
            if (count.Value == 0) return;
            int[] halves = [.. book.CellsOf(count).Select(k => system.CellOf(k)!.Value)];
            if (halves is [var opening, var closing]) system.MakeOneSensitive(opening, closing, why);
            else system.MakeSensitive(halves[0], why);
        }
    }

    private static readonly HashSet<string> TellsAboutEveryone = ["disciplinary-likelihood", "capability-likelihood", "grievance-rate", "bullying-rate"];
}
