using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>What one return counts, ready to be pooled with others.</summary>
public sealed class Tally
{
    private Tally(Return source) => Return = source;

    public Return Return { get; }

    public static Tally From(Return source) => new(source);
}
