using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>Things that happen to people and are set against average headcount.</summary>
internal enum Happening { Promotion, ActingUp, Secondment, Disciplinary, Capability, Leaver, VoluntaryLeaver, Starter }

/// <summary>One case: its days as day numbers (0 not given), and where the people stand whose case it is.</summary>
/// <param name="Weight">1 for a case with a reference; else the row's count.</param>
/// <param name="Principals">People who raised it, or whom it is about, depending on its kind.</param>
internal readonly record struct Case(EventKind Kind, int Opened, int Due, int Closed, long Weight, Place[] Principals)
{
    /// <summary>Codes of the principals who belong to a part.</summary>
    public ulong SlotsIn(int part)
    {
        ulong slots = 0;
        foreach (var place in Principals)
            if (place.In(part))
                slots |= place.Slots;
        return slots;
    }
}

/// <summary>
/// Counts of the events table: distinct people by what happened to them, and cases. An event counts where it was opened or closed in
/// the period or was open at its end; what happens at one moment (a promotion, a start, a departure) is placed by the day it
/// opened, else closed; a formal process counts where it opened in the period. A row without any day is taken to be of
/// the period that the return is for.
/// </summary>
internal sealed class EventTally
{
    private readonly Counts[] people;
    private readonly ulong[] seen = new ulong[Enum.GetValues<EventKind>().Length];
    private readonly int start, end;

    public EventTally(Return source)
    {
        (start, end) = (source.Header.PeriodStart.DayNumber, source.Header.PeriodEnd.DayNumber);
        Any = source.Events.Count > 0;
        AnyMovement = source.Events.Any(e => e.Kind is EventKind.Starter or EventKind.Leaver);
        people = CountPeople(source);
        Cases = [.. FindCases(source)];
        HasSex = source.Events.Any(e => e.Sex is Sex.F or Sex.M or Sex.O);
        HasDisability = source.Events.Any(e => e.Disability is Disability.Y or Disability.N);
        HasDirectorate = source.Events.Any(e => e.Directorate >= 0);
        HasGrade = source.Events.Any(e => e.Grade >= 0);
        foreach (var e in source.Events) seen[(int)e.Kind] |= PlaceOf(source, e).Slots;
    }

    /// <summary>True where the employer sent any event: only then does nothing of one kind mean none happened.</summary>
    public bool Any { get; }

    /// <summary>True where starters or leavers are recorded, so that the opening headcount can be worked back.</summary>
    public bool AnyMovement { get; }

    public bool HasSex { get; }
    public bool HasDisability { get; }
    public bool HasDirectorate { get; }
    public bool HasGrade { get; }
    public Case[] Cases { get; }

    /// <summary>Codes met in events of these kinds.</summary>
    public ulong Seen(params ReadOnlySpan<EventKind> kinds)
    {
        ulong codes = 0;
        foreach (var kind in kinds) codes |= seen[(int)kind];
        return codes;
    }

    public long People(Happening happening, int part, ulong codes) => people[(int)happening].Of(part, codes);

    private bool InPeriod(int day) => day >= start && day <= end;

    private static bool Undated(int opened, int closed) => opened == 0 && closed == 0;

    private bool Counts(int opened, int closed) =>
        Undated(opened, closed) || InPeriod(opened) || InPeriod(closed) || (opened != 0 && opened <= end && (closed == 0 || closed > end));

    private bool Belongs(in EventRow e, Happening happening) => happening switch
    {
        Happening.Promotion => e.Kind is EventKind.Promotion && AtOneMoment(e),
        Happening.ActingUp => e.Kind is EventKind.ActingUp && Counts(e.Opened, e.Closed),
        Happening.Secondment => e.Kind is EventKind.Secondment && Counts(e.Opened, e.Closed),
        Happening.Disciplinary => e.Kind is EventKind.Disciplinary && Entered(e),
        Happening.Capability => e.Kind is EventKind.Capability && Entered(e),
        Happening.Leaver => e.Kind is EventKind.Leaver && AtOneMoment(e),
        Happening.VoluntaryLeaver => e.Kind is EventKind.Leaver && e.Voluntary is YesNo.Yes && AtOneMoment(e),
        Happening.Starter => e.Kind is EventKind.Starter && AtOneMoment(e),
        _ => throw new ArgumentOutOfRangeException(nameof(happening)),
    };

    private bool AtOneMoment(in EventRow e) => Undated(e.Opened, e.Closed) || InPeriod(e.Opened != 0 ? e.Opened : e.Closed);

    private bool Entered(in EventRow e) =>
        e.Formal && (e.Role is EventRole.Subject or EventRole.Blank) && (Undated(e.Opened, e.Closed) || InPeriod(e.Opened));

    private Counts[] CountPeople(Return source)
    {
        var happenings = Enum.GetValues<Happening>();
        Counts[] counts = [.. happenings.Select(_ => new Counts(source.Directorates.Count))];
        var named = new Dictionary<(Happening, int Person), (int Row, int Count)>();
        for (int row = 0; row < source.Events.Count; row++)
        {
            var e = source.Events[row];
            foreach (var happening in happenings)
            {
                if (!Belongs(e, happening)) continue;
                if (e.Person < 0) counts[(int)happening].Add(PlaceOf(source, e), e.Count);
                else if (!named.TryGetValue((happening, e.Person), out var known)) named[(happening, e.Person)] = (row, e.Count);
                else named[(happening, e.Person)] = (Order(e, source.Events[known.Row]) < 0 ? row : known.Row, Math.Max(e.Count, known.Count));
            }
        }
        foreach (var ((happening, _), (row, count)) in named) counts[(int)happening].Add(PlaceOf(source, source.Events[row]), count);
        return counts;
    }

    /// <summary>One person's rows may differ in where they stood: the earliest decides, then the codes, so that row order never does.</summary>
    private static int Order(in EventRow a, in EventRow b) =>
        (a.Opened, a.Closed, a.Directorate, a.Grade, a.Ethnicity, a.Sex, a.Disability).CompareTo((b.Opened, b.Closed, b.Directorate, b.Grade, b.Ethnicity, b.Sex, b.Disability));

    private IEnumerable<Case> FindCases(Return source)
    {
        var keys = new List<long>();
        var rows = new List<int>();
        for (int row = 0; row < source.Events.Count; row++)
        {
            var e = source.Events[row];
            if (!IsCase(e.Kind)) continue;
            if (e.Case >= 0)
            {
                keys.Add((long)e.Kind << 32 | (uint)e.Case);
                rows.Add(row);
            }
            else if (IsPrincipal(e) && Counts(e.Opened, e.Closed)) yield return new(e.Kind, e.Opened, e.Due, e.Closed, e.Count, [PlaceOf(source, e)]);
        }

        long[] sorted = [.. keys];
        int[] order = [.. rows];
        Array.Sort(sorted, order);
        for (int from = 0, to; from < order.Length; from = to)
        {
            int opened = 0, due = 0, closed = 0;
            var principals = new HashSet<Place>();
            for (to = from; to < order.Length && sorted[to] == sorted[from]; to++)
            {
                var e = source.Events[order[to]];
                opened = First(opened, e.Opened);
                due = First(due, e.Due);
                closed = Math.Max(closed, e.Closed);
                if (IsPrincipal(e)) principals.Add(PlaceOf(source, e));
            }
            if (Counts(opened, closed)) yield return new((EventKind)(sorted[from] >> 32), opened, due, closed, 1, [.. principals]);
        }
    }

    private static int First(int day, int other) => day == 0 ? other : other == 0 ? day : Math.Min(day, other);

    /// <summary>Moves between posts, starts and departures are not cases.</summary>
    private static bool IsCase(EventKind kind) =>
        kind is not (EventKind.Promotion or EventKind.ActingUp or EventKind.Secondment or EventKind.Starter or EventKind.Leaver);

    private static bool IsPrincipal(in EventRow e) => e.Kind switch
    {
        EventKind.Grievance or EventKind.BullyingHarassment => e.Role is EventRole.RaisedBy or EventRole.Blank,
        EventKind.Disciplinary or EventKind.Capability => e.Role is EventRole.Subject or EventRole.Blank,
        _ => true,
    };

    private static Place PlaceOf(Return source, in EventRow e) =>
        new(e.Grade < 0 ? -1 : (int)source.Grades[e.Grade].Band, e.Directorate, e.Ethnicity, e.Sex, e.Disability);
}
