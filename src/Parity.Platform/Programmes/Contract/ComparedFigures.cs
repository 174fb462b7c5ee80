using Parity.Disclosure;

namespace Parity.Platform.Programmes;

/// <summary>A trait that had to be near, in both groups.</summary>
/// <param name="Difference">Standardized; null where the counts that it is made of are not all released.</param>
/// <param name="IsBalanced">Whether it is small enough, whatever is shown of it.</param>
public sealed record TraitBalance(string Trait, Released<double>? Difference, bool IsBalanced);

/// <summary>What a comparison gives, released; what is null is withheld.</summary>
/// <param name="Difference">Share of participants less share of colleagues; null too where the groups are not balanced.</param>
/// <param name="DifferenceBounds">Where it lies whatever those participants say who were silent.</param>
public sealed record ComparedFigures(
    OutcomeFigure Participants, OutcomeFigure Colleagues, Released<double>? Difference, Released<ShareRange>? Interval, Released<ShareRange>? DifferenceBounds,
    IReadOnlyList<TraitBalance> Balance, Released<long>? LeftOut, IReadOnlyList<(string Why, Released<long>? Count)> Reasons)
{
    public bool IsBalanced => Balance.All(b => b.IsBalanced);
}
