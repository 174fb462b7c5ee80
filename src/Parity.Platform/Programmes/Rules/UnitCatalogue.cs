namespace Parity.Platform.Programmes.Rules;

/// <summary>One version of a unit that a certificate can be made up of, as the programme's team entered it.</summary>
/// <param name="Certificate">The title that shapes give the certificate.</param>
/// <param name="GuidedHours">Of teaching, as the awarding body gives them; a part of <paramref name="TotalHours"/>.</param>
/// <param name="Group">Of the certificate's rules; empty where it has none.</param>
/// <param name="EndsOn">The last day on which it can be begun, where somebody ended it.</param>
public sealed record OfferedUnit(
    string Code, int Version, string Certificate, string Title, int Level, int Credits, int GuidedHours, int TotalHours, string Group, bool IsMandatory, DateOnly From, DateOnly? EndsOn, string Source);

/// <summary>
/// All versions of all units. A version never changes but for its end: whoever has begun it keeps it, and the next version is
/// for whoever begins later.
/// </summary>
public sealed class UnitCatalogue(IReadOnlyList<OfferedUnit> all)
{
    /// <summary>By code, then version.</summary>
    public IReadOnlyList<OfferedUnit> All { get; } = [.. all.OrderBy(u => u.Code, StringComparer.Ordinal).ThenBy(u => u.Version)];

    /// <summary>The last day on which it can be begun: its own end, or the day before the next version. Null while neither is known.</summary>
    public DateOnly? UntilOf(OfferedUnit unit)
    {
        var next = All.Where(u => u.Code == unit.Code && u.Version > unit.Version).Select(u => (DateOnly?)u.From.AddDays(-1)).Min();
        return unit.EndsOn is { } ends && (next is null || ends < next) ? ends : next;
    }

    public bool CanBeBegun(OfferedUnit unit, DateOnly day) => day >= unit.From && !(day > UntilOf(unit));

    /// <summary>What could be begun on one of these days, for one certificate.</summary>
    public IReadOnlyList<OfferedUnit> Between(string certificate, DateOnly from, DateOnly until) =>
        [.. All.Where(u => u.Certificate == certificate && u.From <= until && !(UntilOf(u) < from))];

    public OfferedUnit? Newest(string code) => All.LastOrDefault(u => IsCode(u.Code, code));

    /// <summary>What whoever registered on a day has to pass: mandatory then, and still. What became mandatory later is asked of those who register later.</summary>
    public IReadOnlyList<OfferedUnit> Mandatory(string certificate, DateOnly registeredOn, DateOnly today)
    {
        bool AsksOn(string code, DateOnly day) => All.Any(u => u.Code == code && u.Certificate == certificate && u.IsMandatory && CanBeBegun(u, day));
        return [.. All.Where(u => u.Certificate == certificate && u.IsMandatory && CanBeBegun(u, today) && AsksOn(u.Code, registeredOn))];
    }

    /// <summary>Two spellings of a code are one unit: what was typed before there was a catalogue counts as well.</summary>
    public static bool IsCode(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
