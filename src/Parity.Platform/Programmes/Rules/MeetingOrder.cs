namespace Parity.Platform.Programmes.Rules;

/// <summary>Where what people decided leaves the order of the means: it may, and it has to be said why.</summary>
public static class MeetingOrder
{
    /// <summary>How far somebody goes on from a stage.</summary>
    public enum Way
    {
        /// <summary>Not at all, or nobody has decided yet.</summary>
        NotOn,
        Reserve,
        On,
    }

    /// <param name="Mean">Of the marks that count.</param>
    /// <param name="InTie">The place among those with the same mean on the line, from 1, once that tie is decided.</param>
    /// <param name="Rank">The place on the reserve list.</param>
    public sealed record Standing(Guid Application, decimal Mean, int? InTie, Way Went, int? Rank);

    /// <summary>Somebody goes on before somebody who stands higher.</summary>
    public sealed record Pair(Guid GoesOn, Guid PassedOver);

    /// <returns>Every pair; none for two who stand alike and whose tie nobody has decided.</returns>
    public static IReadOnlyList<Pair> PairsIn(IReadOnlyList<Standing> all) =>
        [.. from lower in all from higher in all where StandsHigher(higher, lower) && GoesBefore(lower, higher) select new Pair(lower.Application, higher.Application)];

    private static bool StandsHigher(Standing one, Standing other) => one.Mean > other.Mean || (one.Mean == other.Mean && one.InTie < other.InTie);

    private static bool GoesBefore(Standing one, Standing other) => one.Went > other.Went || (one.Went is Way.Reserve && other.Went is Way.Reserve && one.Rank < other.Rank);
}
