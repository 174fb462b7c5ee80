using Parity.Indicators;
using Parity.Indicators.Returns;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>Reads returns and computes their internal figures: each organisation, its sector and the city. Not for publication.</summary>
public static class ComputeIndicators
{
    /// <param name="Paths">Returns as <c>parity check</c> takes them.</param>
    /// <param name="Reference"><c>white</c>, <c>white-british</c> or one harmonised code.</param>
    public sealed record Request(IReadOnlyList<string> Paths, string Reference = "white", IProgress<long>? Progress = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Computed(FigureDocument Document) : Outcome;

        /// <param name="Reports">The reports of the returns that were refused.</param>
        public sealed record Refused(IReadOnlyList<CheckReport> Reports) : Outcome;

        /// <summary>Two returns are for one organisation, so its people would be counted twice.</summary>
        public sealed record RepeatedOrganisation(string Organisation) : Outcome;

        public sealed record UnknownReference(string Advice) : Outcome;
    }

    public static class Handler
    {
        public static Outcome Handle(Request request, CancellationToken stop = default)
        {
            if (!ReferenceChoice.TryParse(request.Reference, out var reference))
                return new Outcome.UnknownReference("Give white, white-british or one harmonised ethnicity code of a known group, for example B2 or A.");

            var tallies = new List<Tally>();
            var refused = new List<CheckReport>();
            foreach (string path in request.Paths)
            {
                stop.ThrowIfCancellationRequested();
                switch (CheckReturn.Handler.Handle(new CheckReturn.Request(path, Progress: request.Progress), stop))
                {
                    case CheckReturn.Outcome.Accepted accepted when refused.Count == 0:
                        GiveBackMemory(accepted.Return);
                        tallies.Add(Tally.From(accepted.Return));
                        GiveBackMemory(accepted.Return);
                        break;
                    case CheckReturn.Outcome.Refused no:
                        refused.Add(no.Report);
                        break;
                }
            }
            if (refused.Count > 0) return new Outcome.Refused(refused);

            var repeated = tallies.GroupBy(t => t.Header.Organisation, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
            if (repeated is not null) return new Outcome.RepeatedOrganisation(repeated.Key);

            bool compares = tallies.Exists(t => t.Header.BenchmarkArea.Length > 0);
            return new Outcome.Computed(new FigureDocument(IndicatorEngine.Compute(tallies, new ComputeOptions
            {
                Reference = reference,
                Benchmarks = compares ? CensusBenchmarks.Load() : BenchmarkPopulations.None,
            })));
        }

        /// <summary>
        /// Reading kept every reference, to tell repeated people, and counting a cell for every combination of codes. Figures
        /// need neither and ask for as much memory again; left to itself the runtime would take more before it gives any back.
        /// </summary>
        private static void GiveBackMemory(Return source)
        {
            const int manyRows = 100_000;
            if (source.Employees.Rows >= manyRows) GC.Collect();
        }
    }
}
