namespace Parity.Disclosure;

/// <summary>
/// Looks, outside of this library, for a change of counts in whole numbers under which every sum holds and one count goes as
/// far as it can. An answer is checked like any other witness; none, or a wrong one, leaves the count unproven.
/// </summary>
/// <returns>Null where none was found in time.</returns>
public delegate WholeNumberAnswer? WholeNumberSolver(WholeNumberProblem problem, CancellationToken stop);

/// <summary>What a <see cref="WholeNumberSolver"/> found.</summary>
/// <param name="Change">The change of each count.</param>
/// <param name="IsFarthest">The solver has ruled out that the target goes farther.</param>
public sealed record WholeNumberAnswer(IReadOnlyList<long> Change, bool IsFarthest);

/// <summary>What a <see cref="WholeNumberSolver"/> is asked.</summary>
/// <param name="Falls">By count, how far it may fall, in whole numbers from 0 up. All may rise.</param>
/// <param name="Sums">Sums of changes that are 0: numbers of counts and what they are multiplied by.</param>
/// <param name="Target">The count that is to change.</param>
/// <param name="Distance">How far at most, upwards or, below 0, downwards.</param>
public sealed record WholeNumberProblem(IReadOnlyList<long> Falls, IReadOnlyList<(int Count, int Coefficient)[]> Sums, int Target, long Distance);
