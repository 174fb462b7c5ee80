using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Site.Words;

/// <summary>How a figure reads. Evidence (clear or not) and effect (where it lies) are two things; this is the evidence.</summary>
public enum Reading { ClearAbove, ClearBelow, NotClear, Plain, Withheld, NotCalculable }

public static class Readings
{
    /// <summary>Clear only where the 99.8% interval leaves out equality: hundreds of intervals are shown at once.</summary>
    public static Reading Of(PublicFigure figure, FigureUnit unit) => figure.Value switch
    {
        Shown.Withheld => Reading.Withheld,
        Shown.Number n when figure.Reference is not null && unit is FigureUnit.Ratio => Clear(figure, n.Released.Value, 1),
        Shown.Number n when figure.Lower is Shown.Number && unit is FigureUnit.PerCent or FigureUnit.PercentagePoints && figure.Reference is not null => Clear(figure, n.Released.Value, 0),
        Shown.Number => Reading.Plain,
        _ => Reading.NotCalculable,
    };

    public static string Words(Reading reading, FigureUnit unit)
    {
        string equal = unit is FigureUnit.Ratio ? "1" : "0";
        return reading switch
        {
            Reading.ClearAbove => $"Clear, above {equal}",
            Reading.ClearBelow => $"Clear, below {equal}",
            Reading.NotClear => "Not clear either way",
            Reading.Withheld => "Withheld",
            Reading.NotCalculable => "Cannot be calculated",
            _ => "Shown",
        };
    }

    public static string Change(ChangeReading reading) => reading switch
    {
        ChangeReading.CloserToParity => "Closer to parity",
        ChangeReading.FurtherFromParity => "Further from parity",
        ChangeReading.NoClearChange => "No clear change",
        ChangeReading.FirstMeasuredHere => "First measured here",
        ChangeReading.WithheldInEither => "Withheld then or now",
        _ => "Definition changed",
    };

    /// <summary>The same of one figure. Who works here and what they are paid is mostly the same people twice: such a change is told, never tested.</summary>
    public static string Change(PublicChange change) =>
        Change(change.Reading) + (change is { IsStock: true, Reading: ChangeReading.CloserToParity or ChangeReading.FurtherFromParity } ? ", not tested" : "");

    /// <summary>Style class of the mark.</summary>
    public static string Class(Reading reading) => reading switch
    {
        Reading.ClearAbove => "more",
        Reading.ClearBelow => "less",
        Reading.NotClear => "level",
        _ => "plain",
    };

    private static Reading Clear(PublicFigure figure, decimal value, decimal equal) =>
        !Flags.Has(figure, "strong") ? Reading.NotClear : value >= equal ? Reading.ClearAbove : Reading.ClearBelow;
}

public static class Flags
{
    public static bool Has(PublicFigure figure, string flag) => figure.Flag.Split(' ').Contains(flag, StringComparer.Ordinal);
}
