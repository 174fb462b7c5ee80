using Parity.Disclosure;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Finds every sum that ties the public counts together: groups into groups, organisations into sectors and the city,
/// parts into wholes, a count into the larger one it is taken from. Counts that are needed for a sum and are not public
/// themselves come in as hidden ones.
/// </summary>
internal sealed class CountLinks(CountSystem system, CountBook book, Places places)
{
    /// <summary>Keys that cut a whole into parts that add up to it.</summary>
    private static readonly HashSet<string> CuttingKeys = ["band", "level", "sex", "disability", "age", "orientation", "religion", "directorate", "quarter"];

    private static readonly (string Level, string[] Bands)[] Levels =
    [
        ("entry", ["entry", "operational"]), ("middle", ["team-leader", "middle-manager"]), ("senior", ["senior-manager", "executive"]),
    ];

    /// <summary>Counts taken from a larger count of the same people: the difference is a count of people too.</summary>
    private static readonly (string Inner, string Outer)[] Nested =
    [
        (FigureCounts.PaidPeople, FigureCounts.Headcount), (FigureCounts.BonusPeople, FigureCounts.Headcount),
        ("development-answered", FigureCounts.Headcount), ("mandatory-answered", FigureCounts.Headcount),
        ("pdp-answered", FigureCounts.Headcount), ("appraisal-answered", FigureCounts.Headcount),
        ("voluntary-leavers", "leavers"), ("cases-closed", "cases"), ("cases-due", "cases"), ("survey-respondents", "survey-eligible"),
    ];

    /// <summary>
    /// Counts that differ only in which records were complete enough to be used: the same number, or a few fewer.
    /// </summary>
    private static readonly (string One, string Other)[] Siblings =
    [
        ("applied-to-shortlist", "applied-to-appoint"), ("shortlisted-of-applied", "shortlisted-to-appoint"),
        ("appointed-of-shortlisted", "appointed-of-applied"),
    ];

    /// <summary>Counts of people or cases, and the kind of case that all of them together nearly are.</summary>
    private static readonly (string Family, string Kind)[] Told =
    [
        ("grievance-cases", "grievance"), ("bullying-cases", "bullying-harassment"),
        ("disciplinary-people", "disciplinary"), ("capability-people", "capability"),
    ];

    public void Find()
    {
        AddSeniorPosts();
        CompleteGroups();
        CompletePlaces();
        RelateGroups();
        RelatePlaces();
        RelateParts();
        RelateNested();
        RelateStarters();
        RelateCases();
    }

    /// <summary>
    /// Of many counts organisations have no row, and sector and city do. One that takes out its own count of such a whole must
    /// not be left with a small one of the others: then the whole is withheld.
    /// </summary>
    /// <param name="knowerOf">Which organisation knows by now what the one of a code knew.</param>
    public void GuardBesideOwn(Func<string, string> knowerOf)
    {
        foreach (var table in system.Keys.ToLookup(k => (k.Family, k.Part, k.Group)).ToList())
        {
            if (table.Any(k => !Places.IsPooled(k.Place) && system.RoleOf(system.CellOf(k)!.Value) is not CellRole.Hidden)) continue;
            foreach (var key in table)
            {
                int cell = system.CellOf(key)!.Value;
                if (system.RoleOf(cell) is not CellRole.Candidate) continue;
                var own = places.Within(key.Place).GroupBy(knowerOf, o => ValueOf(key with { Place = o }) ?? 0, StringComparer.Ordinal).Select(o => o.Sum());
                if (own.Any(known => known > 0 && system[cell] - known is var others && others > 0 && others < system.Threshold)) system.MakeSensitive(cell, OwnSake.BesideOwn);
            }
        }
    }

    /// <summary>All cases of a kind less those told by group leave the cases of people whose group is not known.</summary>
    private void RelateCases()
    {
        foreach (var (family, kind) in Told)
        {
            foreach (var key in system.Keys.Where(k => k.Family == "cases" && k.Group == Groups.All && k.Part == Parts.With("", "kind", kind)).ToList())
            {
                var told = new CountKey(family, key.Place, "", Groups.White);
                if (system.CellOf(told) is { } white && system.CellOf(told with { Group = Groups.Other }) is { } other)
                    system.GuardDifference([(system.CellOf(key)!.Value, 1), (white, -1), (other, -1)], "cases-not-told");
            }
        }
    }

    private bool Hide(CountKey key)
    {
        if (system.Has(key)) return true;
        if (ValueOf(key) is not { } value) return false;
        system.Add(key, value, CellRole.Hidden);
        return true;
    }

    /// <summary>The true count: noted from a figure, or worked out from counts that were.</summary>
    private long? ValueOf(CountKey key)
    {
        if (book.Values.TryGetValue(key, out long value)) return value;
        if (key.Group == Groups.WhiteMinorities) return Less(key, Groups.White, Groups.WhiteBritish);
        if (key.Group == Groups.Known) return Less(key, Groups.All, Groups.Unknown) ?? Sum(key, Groups.White, Groups.Other);
        if (key.Group == Groups.Unknown && Sum(key, "X1", "X9") is { } unknown) return unknown;
        return key.Group == Groups.Unknown && Sum(key, Groups.White, Groups.Other) is { } known && book.Values.TryGetValue(key with { Group = Groups.All }, out long all)
            ? all - known
            : null;
    }

    private long? Sum(CountKey key, string one, string other) =>
        book.Values.TryGetValue(key with { Group = one }, out long a) && book.Values.TryGetValue(key with { Group = other }, out long b) ? a + b : null;

    private long? Less(CountKey key, string whole, string part) =>
        book.Values.TryGetValue(key with { Group = whole }, out long a) && book.Values.TryGetValue(key with { Group = part }, out long b) && a >= b ? a - b : null;

    private ILookup<(string, string, string), CountKey> ByGroup() => system.Keys.ToLookup(k => (k.Family, k.Place, k.Part));

    private void CompleteGroups()
    {
        foreach (var table in ByGroup().ToList())
        {
            var any = table.First();
            var used = table.Select(k => k.Group).ToHashSet(StringComparer.Ordinal);
            if (used.Contains(Groups.All) && used.Count > 1)
            {
                Hide(any with { Group = Groups.Known });
                Hide(any with { Group = Groups.Unknown });
                Hide(any with { Group = Groups.White });
                Hide(any with { Group = Groups.Other });
            }

            if (used.Contains(Groups.WhiteBritish) || used.Contains(Groups.OtherThanWhiteBritish)) Hide(any with { Group = Groups.WhiteMinorities });
        }
    }

    private void CompletePlaces()
    {
        foreach (var table in system.Keys.ToLookup(k => (k.Family, k.Part, k.Group)).ToList())
        {
            var any = table.First();
            var at = table.Select(k => k.Place).ToHashSet(StringComparer.Ordinal);
            if (!at.Overlaps(places.SectorOf.Keys) || !at.Any(Places.IsPooled)) continue;
            foreach (var organisation in places.SectorOf.Keys) Hide(any with { Place = organisation });
        }
    }

    private void RelateGroups()
    {
        foreach (var table in ByGroup().ToList())
        {
            var any = table.First();
            foreach (var (whole, parts) in Groups.Cuts)
            {
                if (system.CellOf(any with { Group = whole }) is not { } cell) continue;
                system.RelateParts(cell, [.. parts.Select(p => system.CellOf(any with { Group = p })).OfType<int>()]);
            }

            if (system.CellOf(any with { Group = Groups.OtherThanWhiteBritish }) is { } minorities && system.CellOf(any with { Group = Groups.Known }) is { } known
                && system.CellOf(any with { Group = Groups.WhiteBritish }) is { } british)
                system.RelateParts(known, [british, minorities]);
        }
    }

    private void RelatePlaces()
    {
        foreach (var table in system.Keys.Where(k => k.Family != FigureCounts.QuarterPlaces).ToLookup(k => (k.Family, k.Part, k.Group)).ToList())
        {
            var any = table.First();
            var below = new List<int>();
            foreach (var sector in places.SectorOf.GroupBy(s => s.Value, s => s.Key, StringComparer.Ordinal))
            {
                var inside = sector.Select(o => system.CellOf(any with { Place = o })).OfType<int>().ToList();
                var place = any with { Place = sector.Key };
                int? whole = system.CellOf(place);
                if (whole is null && inside.Count > 1 && system.Has(any with { Place = Places.City }))
                    whole = system.Add(place, inside.Sum(c => system[c]), CellRole.Hidden);
                if (whole is { } cell)
                {
                    Sum(cell, inside);
                    below.Add(cell);
                }
                else
                {
                    below.AddRange(inside);
                }
            }

            if (system.CellOf(any with { Place = Places.City }) is { } city) Sum(city, below);
            foreach (var less in table.Where(k => Places.Whole(k.Place) != k.Place))
                Sum(system.CellOf(less)!.Value, [.. places.Within(less.Place).Select(o => system.CellOf(less with { Place = o })).OfType<int>()]);
        }
    }

    private void Sum(int whole, IReadOnlyList<int> parts)
    {
        if (!system.RelateParts(whole, parts))
            throw new InvalidOperationException($"{system.Keys[whole]} is less than its organisations together: the figures pool other returns than the protection knows.");
    }

    private void RelateParts()
    {
        var cuts = system.Keys
            .SelectMany(k => Parts.Read(k.Part).Where(p => CuttingKeys.Contains(p.Key)).Select(p => (Key: k, Cut: p.Key, p.Value)))
            .ToLookup(c => (c.Key.Family, c.Key.Place, c.Key.Group, c.Cut, Base: Parts.Without(c.Key.Part, c.Cut)))
            .ToList();
        foreach (var cut in cuts)
        {
            string family = cut.Key.Cut == "quarter" ? FigureCounts.PaidPeople : cut.Key.Family;
            var values = cut.ToDictionary(c => c.Value, c => system.CellOf(c.Key)!.Value, StringComparer.Ordinal);
            var whole = new CountKey(family, cut.Key.Place, cut.Key.Base, cut.Key.Group);
            if (cut.Key.Cut is "quarter") _ = Hide(whole);
            if (values.TryGetValue(Groups.Unknown, out int unknown))
                system.RelateParts(unknown, [.. values.Where(v => v.Key is "X1" or "X9").Select(v => v.Value)]);
            if (system.CellOf(whole) is { } cell)
            {
                bool isSplit = values.ContainsKey("X1") || values.ContainsKey("X9");
                system.RelateParts(cell, [.. values.Where(v => v.Key != "known" && (!isSplit || v.Key != Groups.Unknown)).Select(v => v.Value)]);
            }

            if (cut.Key.Cut == "level") RelateLevels(whole, values);
        }
    }

    private void RelateLevels(CountKey whole, Dictionary<string, int> levels)
    {
        foreach (var (level, bands) in Levels)
        {
            if (!levels.TryGetValue(level, out int cell)) continue;
            system.RelateParts(cell, [.. bands.Select(b => system.CellOf(whole with { Part = Parts.With(whole.Part, "band", b) })).OfType<int>()]);
        }
    }

    private void RelateNested()
    {
        foreach (var key in system.Keys.ToList())
        {
            int cell = system.CellOf(key)!.Value;
            foreach (var (inner, outer) in Nested)
            {
                if (key.Family == inner && system.CellOf(key with { Family = outer }) is { } whole)
                    system.GuardDifference([(whole, 1), (cell, -1)], "not-counted");
            }

            if (key.Family == "board-seats" && key.Part != "board=all" && system.CellOf(key with { Part = "board=all" }) is { } seats)
                system.GuardDifference([(seats, 1), (cell, -1)], "other-seats");
            foreach (var (one, other) in Siblings)
            {
                if (key.Family != one || system.CellOf(key with { Family = other }) is not { } sibling) continue;
                if (system[cell] >= system[sibling]) system.GuardDifference([(cell, 1), (sibling, -1)], "incomplete");
                else system.GuardDifference([(sibling, 1), (cell, -1)], "incomplete");
            }
        }
    }

    /// <summary>Who came is who is there, less who was there, plus who left.</summary>
    private void RelateStarters()
    {
        foreach (var key in system.Keys.Where(k => k.Family == "leavers").ToList())
        {
            var headcount = key with { Family = FigureCounts.Headcount };
            if (system.CellOf(headcount) is { } closing && system.CellOf(CountBook.OpeningOf(headcount)) is { } opening)
                system.GuardDifference([(closing, 1), (opening, -1), (system.CellOf(key)!.Value, 1)], "starters");
        }
    }

    /// <summary>
    /// The senior posts an employer declares lie across the city's bands: where they take in only some of a band, the two
    /// halves of that band are counts too.
    /// </summary>
    private void AddSeniorPosts()
    {
        foreach (var key in system.Keys.Where(k => k.Family == FigureCounts.Headcount && k.Part.StartsWith("from_grade=", StringComparison.Ordinal)).ToList())
        {
            var levels = Levels.Reverse().SelectMany(l => l.Bands.Reverse()).ToList();
            long left = system[system.CellOf(key)!.Value];
            var above = new List<(int, int)>();
            foreach (string band in levels)
            {
                var part = key with { Part = Parts.With("", "band", band) };
                if (ValueOf(part) is not { } people || !Hide(part)) continue;
                int cell = system.CellOf(part)!.Value;
                if (people > left)
                {
                    // part of this band is senior: what the bands above leave of the senior posts, and the rest of the band
                    if (above.Count > 0) system.GuardDifference([(system.CellOf(key)!.Value, 1), .. above], "senior-part");
                    system.GuardDifference([(cell, 1), (system.CellOf(key)!.Value, -1), .. above.Select(a => (a.Item1, -a.Item2))], "junior-part");
                    break;
                }

                left -= people;
                above.Add((cell, -1));
                if (left == 0)
                {
                    system.Relate([(system.CellOf(key)!.Value, 1), .. above]);
                    break;
                }
            }
        }
    }
}
