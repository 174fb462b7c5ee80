namespace Parity.Indicators.Outcomes;

/// <summary>
/// A share that was asked for and not answered by all: of those who answered, with the interval, and how far it could lie
/// from the truth whatever the silent would have said (Manski's worst-case bounds).
/// </summary>
/// <param name="Answered">How many answered; the denominator of the share.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="Interval">Wilson, for the share of those who answered; null where nobody did.</param>
/// <param name="Least">If it is true of nobody who was silent.</param>
/// <param name="Most">If it is true of everybody who was silent.</param>
public sealed record ShareWithSilence(int Count, int Answered, int Asked, Interval? Interval, double Least, double Most)
{
    public double? Share => Answered == 0 ? null : (double)Count / Answered;

    public double Response => Asked == 0 ? 0 : (double)Answered / Asked;

    /// <exception cref="ArgumentOutOfRangeException">More said so than answered, or more answered than were asked.</exception>
    public static ShareWithSilence Of(int count, int answered, int asked, double z)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, answered);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(answered, asked);
        return new(count, answered, asked, answered == 0 ? null : Intervals.Wilson(count, answered, z),
            asked == 0 ? 0 : (double)count / asked, asked == 0 ? 1 : (double)(count + asked - answered) / asked);
    }
}
