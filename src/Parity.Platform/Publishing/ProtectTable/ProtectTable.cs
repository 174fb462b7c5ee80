using Parity.Disclosure;

namespace Parity.Platform.Publishing;

/// <summary>Protects tables of counts that somebody else made: withholds or rounds until no small count can be worked out.</summary>
public static class ProtectTable
{
    /// <param name="TablePath">Inner cells, one row each.</param>
    /// <param name="SpecificationPath">Breakdowns, rules and method.</param>
    /// <param name="Certify">Give possible tables that prove the result.</param>
    public sealed record Request(string TablePath, string SpecificationPath, bool Certify = false);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Protected(ProtectedTables Tables) : Outcome;

        /// <param name="Reasons">What to change in the input.</param>
        public sealed record Refused(IReadOnlyList<string> Reasons) : Outcome;

        /// <param name="Reasons">Cells that cannot be kept safe, and what gives them away.</param>
        public sealed record NotSafe(IReadOnlyList<string> Reasons) : Outcome;
    }

    public static class Handler
    {
        public static Outcome Handle(Request request, CancellationToken stop = default)
        {
            try
            {
                var specification = TableSpecification.Read(request.SpecificationPath);
                var rows = CodedTable.Read(request.TablePath, specification, inner: true);
                var breakdowns = specification.Breakdowns(d => rows.Select(r => r.Codes[d]));
                var inner = Inner(rows, breakdowns, Path.GetFileName(request.TablePath));
                if (specification.Rounds && request.Certify)
                    return new Outcome.Refused(["Only withheld cells can be certified; with method round there is nothing to certify."]);
                if (inner.Reasons.Count > 0) return new Outcome.Refused(inner.Reasons);
                var tables = new TableSystem(breakdowns, specification.Tables);
                return specification.Rounds ? Round(specification, tables, inner.Counts) : Suppress(specification, tables, inner.Counts, request.Certify, stop);
            }
            catch (SpecificationException refused)
            {
                return new Outcome.Refused([refused.Message]);
            }
        }

        private static Outcome Suppress(TableSpecification specification, TableSystem tables, List<(int[] Codes, long People)> inner, bool certify, CancellationToken stop)
        {
            long[] counts = new long[tables.Count];
            foreach (var (codes, people) in inner) tables.Tally(codes, people, counts);
            var (system, combinations) = tables.ToSystem(counts, inner);
            var protection = Protector.Protect(tables, system, specification.Rules, stop);
            if (!protection.IsSafe)
                return new Outcome.NotSafe([.. protection.Breaches.Take(20).Select(b => Reason(b, tables, specification))]);
            (long? Value, string Status)[] cells = [.. Enumerable.Range(0, tables.Count).Select(c => (protection.Count(c)?.Value, Status(protection.StatusOf(c))))];
            int complementary = Enumerable.Range(0, tables.Count).Count(c => protection.StatusOf(c) == CellStatus.Complementary);
            long value = Enumerable.Range(0, tables.Count).Where(c => protection.StatusOf(c) == CellStatus.Complementary).Sum(c => counts[c]);
            int primary = Enumerable.Range(0, tables.Count).Count(c => protection.StatusOf(c) == CellStatus.Primary);
            return new Outcome.Protected(new(specification, tables, cells, primary, complementary, value, protection.Audit, null,
                certify ? new Certificate(specification, tables, combinations, [.. cells.Select(c => c.Value is null)], protection.PossibleTables()) : null));
        }

        private static Outcome.Protected Round(TableSpecification specification, TableSystem tables, List<(int[] Codes, long People)> inner)
        {
            long[] counts = new long[tables.Count];
            foreach (var (codes, people) in inner) tables.Tally(codes, people, counts);
            var rounding = SmallCountRounding.Round(tables, inner, specification.Rules.Threshold, specification.Base);
            int small = counts.Count(c => c > 0 && c < specification.Rules.Threshold);
            var audit = new AuditReport(small, 0, small == 0 ? null : specification.Base - 1, small, 0);
            return new Outcome.Protected(new(
                specification, tables, [.. rounding.Counts.Select(c => ((long?)c, "rounded"))], small, 0, 0, audit, rounding, null));
        }

        private static string Status(CellStatus status) => status switch
        {
            CellStatus.Primary => "primary",
            CellStatus.Complementary => "complementary",
            _ => "released",
        };

        private static string Reason(Breach breach, TableSystem tables, TableSpecification specification)
        {
            string Label(int cell) => cell >= tables.Count
                ? "an inner count"
                : string.Join(", ", specification.Dimensions.Select((name, d) => $"{name} {tables.Dimensions[d].Codes[tables.CodeOf(cell, d)]}"));
            return Explanation.Of(breach, Label);
        }

        private static (List<(int[] Codes, long People)> Counts, List<string> Reasons) Inner(
            List<CodedRow> rows, IReadOnlyList<Dimension> breakdowns, string file)
        {
            var counts = new List<(int[], long)>(rows.Count);
            var reasons = new List<string>();
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var row in rows)
            {
                int[] codes = [.. breakdowns.Select((b, d) => b.IndexOf(row.Codes[d]))];
                for (int d = 0; d < codes.Length; d++)
                {
                    if (codes[d] < 0) reasons.Add($"{file}, line {row.Line}: the hierarchy of {breakdowns[d].Name} does not know this code.");
                    else if (!breakdowns[d].IsLeaf(codes[d])) reasons.Add($"{file}, line {row.Line}: {breakdowns[d].Codes[codes[d]]} is a sum of others; give its parts.");
                }
                if (!seen.TryAdd(string.Join('\u001f', row.Codes), row.Line))
                    reasons.Add($"{file}, line {row.Line}: this combination is on line {seen[string.Join('\u001f', row.Codes)]} already.");
                else if (row.Count > 0 && reasons.Count == 0)
                    counts.Add((codes, row.Count.Value));
                if (reasons.Count >= MaxReasons) break;
            }
            return (counts, reasons);
        }

        private const int MaxReasons = 100;
    }
}
