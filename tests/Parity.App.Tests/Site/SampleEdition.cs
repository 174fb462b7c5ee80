using Parity.Disclosure;
using Parity.Platform.Publishing.Contract;

namespace Parity.App.Tests.Site;

/// <summary>
/// A small invented edition with every kind of figure: six organisations, two editions, withheld and uncalculable figures.
/// Its numbers are released as any are, by a ruling of <c>Parity.Disclosure</c>.
/// </summary>
internal static class SampleEdition
{
    private sealed record Employer(string Code, string Name, string Sector, int White, int Asian, int Black, int Mixed, int Other, int Unknown)
    {
        public int Minority => Asian + Black + Mixed + Other;
        public int All => White + Minority + Unknown;
    }

    private static readonly Employer[] Employers =
    [
        new("TEACH", "Westmoor Teaching Hospitals", "health", 5860, 1200, 620, 190, 180, 312),
        new("COUNCIL", "Severnside Council", "council", 4820, 420, 480, 120, 70, 260),
        new("GENERAL", "Severnside General Hospital", "health", 3980, 600, 300, 90, 70, 180),
        new("COMM", "Community Health Severnside", "health", 2610, 260, 190, 60, 30, 90),
        new("POLICE", "Severnside Police", "police", 3190, 110, 60, 42, 20, 70),
        new("PORT", "Harbour & Port Authority", "other", 290, 12, 9, 4, 2, 11),
    ];

    private static readonly PublicIndicator[] Indicators =
    [
        new("headcount", "who-works-here", "People employed", "How many people have a contract of employment.", "people at the snapshot", "", FigureUnit.Count, Direction.None),
        new("representation", "who-works-here", "Share of the workforce", "What share of everybody employed belongs to the group.", "people of the group / everybody", "Wilson", FigureUnit.Fraction, Direction.None),
        new("band-representation", "who-works-here", "Share of each pay band", "What share of the people in a band belongs to the group.", "people of the group in the band / everybody in the band", "Wilson", FigureUnit.Fraction, Direction.None),
        new("senior-representation", "who-works-here", "Share of senior posts", "What share of senior posts belongs to the group.", "people of the group in senior grades / everybody in senior grades", "Wilson", FigureUnit.Fraction, Direction.None),
        new("unknown-rate", "who-works-here", "Not known", "For what share the answer is missing or was declined.", "people not known / everybody", "Wilson", FigureUnit.Fraction, Direction.None),
        new("shortlisting-likelihood", "getting-in", "From applying to being shortlisted", "How much likelier White applicants are to be shortlisted.", "reference rate / group rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("appointment-likelihood", "getting-in", "From being shortlisted to being appointed", "How much likelier shortlisted White applicants are to be appointed.", "reference rate / group rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("application-likelihood", "getting-in", "From applying to being appointed", "How much likelier White applicants are to be appointed.", "reference rate / group rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("promotion-likelihood", "getting-on", "Promotion", "How much likelier White staff are to be promoted.", "reference rate / group rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("training-likelihood", "getting-on", "Development training", "How much likelier White staff are to have had development training.", "reference rate / group rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("pdp-rate", "getting-on", "Personal development plan", "What share of people have a personal development plan.", "Y / (Y + N)", "Wilson", FigureUnit.Fraction, Direction.LowerIsWorse),
        new("disciplinary-likelihood", "being-treated-fairly", "Formal disciplinary process", "How much likelier the group is to enter a formal disciplinary process.", "group rate / reference rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("capability-likelihood", "being-treated-fairly", "Formal capability process", "How much likelier the group is to enter a formal capability process.", "group rate / reference rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("sickness-ratio", "staying-well-and-staying", "Sickness absence", "How many times the reference group's share of days lost the group's share is.", "group rate / reference rate", "Delta over people", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("voluntary-leaver-likelihood", "staying-well-and-staying", "Leaving by choice", "How much likelier the group is to leave by choice.", "group rate / reference rate", "Katz", FigureUnit.Ratio, Direction.HigherIsWorse),
        new("pay-gap-median", "pay", "Median hourly pay gap", "How far the group's middle hourly pay is below the reference group's.", "100 x (reference - group) / reference", "Mover", FigureUnit.PerCent, Direction.HigherIsWorse),
        new("pay-quarter", "pay", "Pay quarters", "What share of each quarter of the pay range belongs to the group.", "places of the group in the quarter / places in the quarter", "", FigureUnit.Fraction, Direction.None),
        new("survey-favourable", "hearing-from-staff", "Favourable answers", "What percentage of valid answers were favourable.", "100 x favourable / valid answers", "Wilson", FigureUnit.PerCent, Direction.LowerIsWorse),
    ];

    private static readonly (string Band, double Size, double Minority)[] Bands =
        [("executive", 0.006, 0.35), ("senior-manager", 0.03, 0.45), ("middle-manager", 0.1, 0.62), ("team-leader", 0.16, 0.8), ("operational", 0.45, 1.05), ("entry", 0.254, 1.3)];

    private static readonly (string Indicator, double Share, double White, double Ratio)[] Ratios =
    [
        ("shortlisting-likelihood", 0.9, 0.38, 1.22), ("appointment-likelihood", 0.5, 0.31, 1.46), ("application-likelihood", 0.9, 0.14, 1.7),
        ("promotion-likelihood", 1, 0.06, 1.2), ("training-likelihood", 1, 0.62, 0.98), ("disciplinary-likelihood", 1, 0.015, 1.5),
        ("capability-likelihood", 1, 0.007, 1.14), ("voluntary-leaver-likelihood", 1, 0.07, 1.21), ("sickness-ratio", 40, 0.045, 0.9),
    ];

    public static Publication Make(string title = "Severnside 2026", bool fictional = true) => new Builder().Build(title, fictional);

    private sealed class Builder
    {
        private readonly CellSystem cells = new();
        private readonly List<Func<Protection, PublicFigure>> figures = [];
        private readonly List<Func<Protection, PublicChange>> changes = [];

        public Publication Build(string title, bool fictional)
        {
            foreach (var employer in Employers) Place(employer.Code, employer);
            var health = Employers.Where(e => e.Sector is "health").ToList();
            Place("SECTOR:health", Sum(health, "SECTOR:health"));
            Place("CITY", Sum(Employers, "CITY"));
            var protection = Protector.Protect(cells, new("sample 2026-01", 10, false, 2));
            return new Publication
            {
                Edition = "2",
                Title = title,
                SnapshotDate = new(2026, 3, 31),
                PeriodStart = new(2025, 4, 1),
                PeriodEnd = new(2026, 3, 31),
                Fictional = fictional,
                Threshold = 10,
                Organisations = [.. Employers.Select(e => new PublicOrganisation(e.Code, e.Name, e.Sector, "broad", "harmonised", "8a", "SEV"))],
                Sectors = [new("SECTOR:health", "health", [.. health.Select(h => h.Code)])],
                Indicators = Indicators,
                Figures = [.. figures.Select(f => f(protection))],
                Benchmarks = [.. new[] { ("A", 0.11m), ("B", 0.07m), ("M", 0.04m), ("O", 0.021m), ("W", 0.759m) }.Select(g => new PublicBenchmark("SEV", "Severnside", g.Item1, g.Item2, "invented census 2021"))],
                Changes = [.. changes.Select(c => c(protection))],
                Versions = [new("2", title, new(2026, 3, 31), null), new("1", "Severnside 2025", new(2025, 3, 31), "../edition-1/index.html")],
                Corrections = [new("1", new(2025, 9, 2), "Severnside Police, promotion", "Acting posts had been counted as promotions.")],
                Utility = new(400, 380, 20),
                Notes = ["Severnside Police records broad groups only, so city figures use broad groups."],
            };
        }

        private static Employer Sum(IReadOnlyList<Employer> parts, string code) => new(code, code, "", parts.Sum(p => p.White), parts.Sum(p => p.Asian),
            parts.Sum(p => p.Black), parts.Sum(p => p.Mixed), parts.Sum(p => p.Other), parts.Sum(p => p.Unknown));

        private void Place(string place, Employer e)
        {
            (string Group, int People)[] broad = [("A", e.Asian), ("B", e.Black), ("M", e.Mixed), ("O", e.Other), ("W", e.White), ("X", e.Unknown)];
            (string Group, int People)[] binary = [("other", e.Minority), ("W", e.White), ("X", e.Unknown)];
            Count("headcount", place, null, "all", e.All);
            foreach (var (group, people) in broad)
            {
                Count("headcount", place, "broad", group, people);
                Share("representation", place, "broad", group, "", people, e.All);
            }
            foreach (var (group, people) in binary) Share("representation", place, "white/other", group, "", people, e.All);
            Share("unknown-rate", place, "white/other", "X", "", e.Unknown, e.All);

            foreach (var (band, size, minority) in Bands)
            {
                int all = (int)(e.All * size);
                double most = (double)e.Minority / e.All * minority;
                Share("band-representation", place, "white/other", "other", "band=" + band, (int)(all * most), all);
                Share("band-representation", place, "white/other", "W", "band=" + band, all - (int)(all * most), all);
                if (place is "CITY") foreach (var (group, people) in broad.Where(b => b.Group is not "W")) Share("band-representation", place, "broad", group, "band=" + band, (int)(all * minority * people / e.All), all);
            }
            int senior = (int)(e.All * 0.036);
            Share("senior-representation", place, "white/other", "other", place is "CITY" ? "" : "from_grade=8a", (int)(senior * 0.44 * e.Minority / e.All), senior);

            foreach (var (indicator, share, white, ratio) in Ratios)
            {
                bool good = indicator is not ("disciplinary-likelihood" or "capability-likelihood" or "voluntary-leaver-likelihood" or "sickness-ratio");
                double rate = good ? white / ratio : white * ratio;
                Ratio(indicator, place, "white/other", "other", (int)(e.Minority * share * rate), (int)(e.Minority * share), (int)(e.White * share * white), (int)(e.White * share), good);
                foreach (var (group, people) in broad.Where(b => b.Group is not ("W" or "X")))
                    Ratio(indicator, place, "broad", group, (int)(people * share * rate * (group is "B" ? 1.2 : 0.95)), (int)(people * share), (int)(e.White * share * white), (int)(e.White * share), good);
            }

            foreach (string group in new[] { "other", "W" })
                Share("pdp-rate", place, "white/other", group, "", (int)((group is "W" ? e.White : e.Minority) * (group is "W" ? 0.81 : 0.78)), group is "W" ? e.White : e.Minority);
            Gap(place, "white/other", "other", e.Minority, 7.9);
            foreach (var (group, people) in broad.Where(b => b.Group is not ("W" or "X"))) Gap(place, "broad", group, people, group is "A" ? 3.1 : 11.4);
            foreach (int quarter in new[] { 4, 3, 2, 1 })
            {
                int places = e.All / 4, white = places;
                foreach (var (group, people) in broad.Where(b => b.Group is not "W"))
                {
                    int part = (int)(people / 4.0 * (1 + (2.5 - quarter) * (group is "X" ? 0 : group is "B" ? 0.35 : 0.12)));
                    white -= part;
                    Share("pay-quarter", place, "broad", group, $"quarter={quarter}", part, places, interval: false);
                }
                Share("pay-quarter", place, "broad", "W", $"quarter={quarter}", white, places, interval: false);
            }

            foreach (string question in new[] { "fair-chances", "would-recommend" })
                foreach (string group in new[] { "other", "W" })
                {
                    int answers = (int)((group is "W" ? e.White : e.Minority) * 0.4);
                    double share = question is "fair-chances" ? (group is "W" ? 0.61 : 0.48) : 0.66;
                    Share("survey-favourable", place, "white/other", group, $"question={question};source=staff", (int)(answers * share), answers, unit: 100);
                }
        }

        private void Count(string indicator, string place, string? classification, string group, int people)
        {
            int cell = cells.Add(new(people, CellRole.Candidate, 1));
            figures.Add(p => new($"{indicator}:{place}:{classification}:{group}", indicator, place, [], classification, group, null, Shown.Z, Shown.Z, Shown.Z, Shown.Z,
                People(p, cell), Shown.Z, Shown.Z, Shown.Z, "", 0));
        }

        private void Share(string indicator, string place, string classification, string group, string scope, int people, int all, bool interval = true, int unit = 1)
        {
            if (all == 0) return;
            int over = cells.Add(new(people, CellRole.Candidate, 1)), under = cells.Add(new(all, CellRole.Candidate, 1));
            double share = (double)people / all, z = 1.96, half = z * Math.Sqrt(share * (1 - share) / all + z * z / (4.0 * all * all)) / (1 + z * z / all);
            double middle = (share + z * z / (2.0 * all)) / (1 + z * z / all);
            int decimals = all >= 1000 ? 1 : 0, places = unit == 1 ? decimals + 2 : decimals;
            figures.Add(p => new($"{indicator}:{place}:{classification}:{group}:{scope}", indicator, place, Scope(scope), classification, group, null, People(p, over), People(p, under), Shown.Z, Shown.Z,
                Value(p, share * unit, places, over, under), interval ? Value(p, (middle - half) * unit, places, over, under) : Shown.Z, interval ? Value(p, (middle + half) * unit, places, over, under) : Shown.Z, Shown.Z, "", decimals));
        }

        private void Ratio(string indicator, string place, string classification, string group, int over, int under, int referenceOver, int referenceUnder, bool good)
        {
            int[] basis = [.. new[] { over, under, referenceOver, referenceUnder }.Select(n => cells.Add(new(n, CellRole.Candidate, 1)))];
            if (over == 0 || under == 0 || referenceOver == 0)
            {
                figures.Add(p => new($"{indicator}:{place}:{classification}:{group}", indicator, place, [], classification, group, "W", People(p, basis[0]), People(p, basis[1]), People(p, basis[2]), People(p, basis[3]), Shown.X, Shown.X, Shown.X, Shown.Z, "", 2));
                return;
            }
            double own = (double)over / under, theirs = (double)referenceOver / referenceUnder, ratio = good ? theirs / own : own / theirs;
            double error = Math.Sqrt(1.0 / over - 1.0 / under + 1.0 / referenceOver - 1.0 / referenceUnder);
            string flag = Math.Abs(Math.Log(ratio)) > 3.09 * error ? "significant strong" : Math.Abs(Math.Log(ratio)) > 1.96 * error ? "significant" : "";
            Shown? adjusted = null;
            figures.Add(p => new($"{indicator}:{place}:{classification}:{group}", indicator, place, [], classification, group, "W", People(p, basis[0]), People(p, basis[1]), People(p, basis[2]), People(p, basis[3]),
                Value(p, ratio, 2, basis), Value(p, ratio * Math.Exp(-1.96 * error), 2, basis), Value(p, ratio * Math.Exp(1.96 * error), 2, basis),
                adjusted ?? (place is "CITY" && indicator is "promotion-likelihood" ? Value(p, ratio * 0.85, 2, basis) : Shown.Z), Value(p, ratio, 2, basis) is Shown.Number ? flag : "", 2));
            if (place is "CITY" or "TEACH") changes.Add(p => new(indicator, place, classification, group, [], true, 5, Value(p, ratio * 1.15, 2, basis), Value(p, ratio * 1.15 * Math.Exp(-1.96 * error), 2, basis), Value(p, ratio * 1.15 * Math.Exp(1.96 * error), 2, basis),
                Value(p, ratio, 2, basis), Value(p, ratio * Math.Exp(-1.96 * error), 2, basis), Value(p, ratio * Math.Exp(1.96 * error), 2, basis),
                Value(p, ratio, 2, basis) is not Shown.Number ? ChangeReading.WithheldInEither : indicator is "appointment-likelihood" ? ChangeReading.CloserToParity : indicator is "voluntary-leaver-likelihood" ? ChangeReading.FurtherFromParity : ChangeReading.NoClearChange, false, ""));
        }

        private void Gap(string place, string classification, string group, int people, double gap)
        {
            int cell = cells.Add(new(people, CellRole.Candidate, 1));
            double half = 60 / Math.Sqrt(Math.Max(1, people));
            figures.Add(p => new($"pay-gap-median:{place}:{classification}:{group}", "pay-gap-median", place, [], classification, group, "W", Shown.Z, People(p, cell), Shown.Z, Shown.Z,
                Pay(p, gap, cell), Pay(p, gap - half, cell), Pay(p, gap + half, cell), Shown.Z, Pay(p, gap, cell) is Shown.Number && half * 1.6 < gap ? "significant strong" : "", 1));
        }

        private static Shown People(Protection protection, int cell) => protection.Count(cell) is { } released ? new Shown.Number(released.Map(v => (decimal)v)) : Shown.C;

        private static Shown Value(Protection protection, double value, int decimals, params int[] basis) =>
            protection.Measure(Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero), basis, 1) is { } released ? new Shown.Number(released) : Shown.C;

        private static Shown Pay(Protection protection, double value, int cell) =>
            protection.Measure(Math.Round((decimal)value, 1, MidpointRounding.AwayFromZero), [cell], 50) is { } released ? new Shown.Number(released) : Shown.C;

        private static IReadOnlyList<KeyValuePair<string, string>> Scope(string scope) =>
            scope.Length == 0 ? [] : [.. scope.Split(';').Select(s => KeyValuePair.Create(s[..s.IndexOf('=', StringComparison.Ordinal)], s[(s.IndexOf('=', StringComparison.Ordinal) + 1)..]))];
    }
}
