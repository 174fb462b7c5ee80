using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>Average headcount as the base of rates: which codes it rests on, and where a return can give it.</summary>
internal static class Average
{
    /// <summary>Codes met in what a rate of one kind of event rests on.</summary>
    public static ulong Seen(Tally tally, EventKind kind)
    {
        ulong movement = tally.Events.AnyMovement ? tally.Events.Seen(EventKind.Starter, EventKind.Leaver) : 0;
        return tally.Events.Seen(kind) | tally.Employees.Seen | tally.Headcount.Seen | movement;
    }

    /// <summary>True where both the events and the headcounts of a return tell this characteristic in this kind of part.</summary>
    public static bool Tells(Tally tally, PartKind kind, Characteristic characteristic) =>
        !tally.Headcount.IsSilentOn(kind, characteristic)
        && characteristic switch
        {
            Characteristic.Sex => tally.Events.HasSex,
            Characteristic.Disability => tally.Events.HasDisability,
            _ => true,
        }
        && kind switch
        {
            PartKind.Sex => tally.Events.HasSex,
            PartKind.Disability => tally.Events.HasDisability,
            PartKind.Directorate => tally.Events.HasDirectorate,
            PartKind.Band => tally.Events.HasGrade,
            _ => true,
        };

    public static AverageHeadcount Of(Tally tally, PoolPart part, Characteristic characteristic, ulong codes) =>
        tally.Headcount.Of(tally.Employees, tally.Events, part.Kind, part.Index, characteristic, codes);
}
