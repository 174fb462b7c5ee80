namespace Parity.Disclosure;

/// <summary>
/// Looks, outside of this library, for a change of counts in whole numbers under which every sum holds and one count goes as
/// far as it can. An answer is checked like any other witness; none, or a wrong one, leaves the count unproven.
/// </summary>
/// <returns>The change of each count; null where none was found in time.</returns>
public delegate IReadOnlyList<long>? WholeNumberSolver(WholeNumberProblem problem, CancellationToken stop);

/// <summary>What a <see cref="WholeNumberSolver"/> is asked.</summary>
/// <param name="Falls">By count, how far it may fall, in whole numbers from 0 up. All may rise.</param>
/// <param name="Sums">Sums of changes that are 0: numbers of counts and what they are multiplied by.</param>
/// <param name="Target">The count that is to change.</param>
/// <param name="Distance">How far at most, upwards or, below 0, downwards.</param>
public sealed record WholeNumberProblem(IReadOnlyList<long> Falls, IReadOnlyList<(int Count, int Coefficient)[]> Sums, int Target, long Distance);
