namespace Parity.Platform.Programmes.Rules;

public enum LedgerState
{
    Planned,
    Attended,
    Missed,
    MadeUp,
}

/// <summary>Some development time of a participant.</summary>
/// <param name="Type">A <see cref="DayType.Code"/> of the cohort's shape.</param>
public sealed record LedgerEntry(string Type, int Minutes, DateOnly On, LedgerState State);

/// <param name="Done">Attended or made up, in minutes.</param>
/// <param name="Planned">Still to come.</param>
/// <param name="Overdue">Planned for a day that is over and not recorded.</param>
public sealed record LedgerLine(DayType Type, int Done, int Planned, int Overdue, int Missed)
{
    /// <summary>What will be lacking at the end even if everything planned takes place.</summary>
    public int Shortfall => Math.Max(0, Type.Minutes - Done - Planned);

    public decimal DaysDone => (decimal)Done / Type.DayMinutes;

    public decimal DaysPlanned => (decimal)Planned / Type.DayMinutes;

    public decimal DaysShort => (decimal)Shortfall / Type.DayMinutes;
}

/// <summary>All development time of one participant against the shape of the cohort: one line for each kind of day.</summary>
public sealed record DayLedger(IReadOnlyList<LedgerLine> Lines)
{
    public decimal DaysRequired => Lines.Sum(l => l.Type.Days);

    /// <summary>Time beyond what a kind of day asks for makes nothing up in another.</summary>
    public decimal DaysDone => Lines.Sum(l => Math.Min(l.DaysDone, l.Type.Days));

    public decimal DaysShort => Lines.Sum(l => l.DaysShort);

    /// <exception cref="ArgumentException">An entry of a kind that the shape does not have.</exception>
    public static DayLedger Of(ProgrammeShape shape, IReadOnlyList<LedgerEntry> entries, DateOnly today)
    {
        if (entries.FirstOrDefault(e => shape.Type(e.Type) is null) is { } strange) throw new ArgumentException($"The shape has no day of the kind {strange.Type}.", nameof(entries));
        int Sum(DayType type, Func<LedgerEntry, bool> which) => entries.Where(e => e.Type == type.Code && which(e)).Sum(e => e.Minutes);
        return new([.. shape.Types.Select(type => new LedgerLine(
            type,
            Sum(type, e => e.State is LedgerState.Attended or LedgerState.MadeUp),
            Sum(type, e => e.State is LedgerState.Planned && e.On >= today),
            Sum(type, e => e.State is LedgerState.Planned && e.On < today),
            Sum(type, e => e.State is LedgerState.Missed)))]);
    }
}
