using Parity.Indicators;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing.Model;

/// <summary>Reads and checks returns, each on its own, and computes their organisations' own figures. Not for publication.</summary>
internal static class CountedReturns
{
    /// <param name="path">A return as <c>parity check</c> takes it.</param>
    /// <param name="before">What organisations sent the time before, where that is at hand: the report then names big swings.</param>
    /// <returns>The return, if it was accepted, and the report of its check.</returns>
    public static (CountedReturn? Counted, CheckReport Report) Read(string path, IReadOnlyDictionary<string, ReturnSummary>? before = null, CancellationToken stop = default) => CheckReturn.Handler.Handle(new(path) { PreviousOf = before }, stop) switch
    {
        CheckReturn.Outcome.Accepted accepted => (
            new(accepted.Return, IndicatorEngine.ComputeAlone(accepted.Return, OptionsFor([accepted.Return.Header.BenchmarkArea]))), accepted.Report),
        CheckReturn.Outcome.Refused refused => (null, refused.Report),
        _ => throw new InvalidOperationException("A check ended in a way that is not known here."),
    };

    /// <summary>What figures of organisations that compare themselves with these areas are computed with.</summary>
    public static ComputeOptions OptionsFor(IEnumerable<string> areas) =>
        new() { Benchmarks = areas.Any(a => a.Length > 0) ? CensusBenchmarks.Load() : BenchmarkPopulations.None };
}
