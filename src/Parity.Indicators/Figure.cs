namespace Parity.Indicators;

/// <summary>
/// One internal figure with everything it was made of. Internal: it is computed from unprotected counts and never
/// leaves for the public; the public numbers are released by <c>Parity.Disclosure</c>.
/// </summary>
/// <param name="Indicator">Name of the definition in <see cref="IndicatorCatalogue"/>, e.g. <c>disciplinary-likelihood</c>.</param>
/// <param name="Organisation">An organisation's code, <c>SECTOR:health</c> or <c>CITY</c>.</param>
/// <param name="Scope">Exactly the named keys, in alphabetical order; empty for the whole organisation.</param>
/// <param name="Classification">white/other, white-british/other, broad, detailed, sex, disability, age, orientation, religion; null for group <c>all</c>.</param>
/// <param name="Value">Unrounded; null with the flag too-few or not-calculable.</param>
/// <param name="Flag">Words separated by spaces; empty if none.</param>
/// <param name="Adjusted">Mantel-Haenszel ratio over organisations, for pooled ratios only.</param>
public sealed record Figure(
    string Indicator, string Organisation, Scope Scope, string? Classification, string Group, string? Reference,
    double? Numerator, double? Denominator, double? ReferenceNumerator, double? ReferenceDenominator,
    double? Value, double? Lower, double? Upper, string Flag, double? Adjusted = null)
{
    /// <summary>What a mean of pay is made of, the group's and the reference's; null for any other figure. It is in no document of figures.</summary>
    public AmountsBehind? Behind { get; init; }
}

/// <summary>What a mean of a group is compared by with the reference's.</summary>
public readonly record struct AmountsBehind(Amounts Group, Amounts Reference);

/// <summary>An amount of several people and the two who have most of it, in millionths of a pound: whether one of them stands out is decided by this.</summary>
/// <param name="Second">Nought where there is one person.</param>
public readonly record struct Amounts(decimal Sum, decimal Greatest, decimal Second);

/// <summary>What part of an organisation a figure is about: named keys and their values, in alphabetical order of keys.</summary>
public sealed class Scope : IEquatable<Scope>
{
    public static readonly Scope Whole = new([]);

    private readonly KeyValuePair<string, string>[] parts;

    private Scope(KeyValuePair<string, string>[] parts) => this.parts = parts;

    public IReadOnlyList<KeyValuePair<string, string>> Parts => parts;

    public string? this[string key]
    {
        get
        {
            foreach (var part in parts)
                if (string.Equals(part.Key, key, StringComparison.Ordinal)) return part.Value;
            return null;
        }
    }

    public static Scope Of(params (string Key, string Value)[] parts) =>
        parts.Length == 0 ? Whole : new([.. parts.Select(p => KeyValuePair.Create(p.Key, p.Value)).OrderBy(p => p.Key, StringComparer.Ordinal)]);

    public bool Equals(Scope? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || parts.Length != other.parts.Length) return false;
        for (int i = 0; i < parts.Length; i++)
            if (parts[i].Key != other.parts[i].Key || parts[i].Value != other.parts[i].Value) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Scope);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in parts)
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(", ", Parts.Select(p => $"{p.Key}={p.Value}"));
}
