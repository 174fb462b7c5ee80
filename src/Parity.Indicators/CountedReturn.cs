using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>
/// A return and the figures of its organisation alone: all that an edition needs of it. Made one by one, on whatever
/// machine; <see cref="IndicatorEngine.Compute(IReadOnlyList{CountedReturn}, ComputeOptions)"/> puts them together.
/// </summary>
public sealed record CountedReturn(Return Return, IReadOnlyList<Figure> Figures)
{
    public ReturnHeader Header => Return.Header;
}
