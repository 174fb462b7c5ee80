namespace Parity.Disclosure;

/// <summary>
/// A value that may be published. Only this library can make one, from a <see cref="Ruling"/> that let it pass; public
/// pages, files and the API accept figures in no other form.
/// </summary>
public sealed class Released<T>
    where T : notnull
{
    internal Released(T value, Ruling ruling) => (Value, Ruling) = (value, ruling);

    public T Value { get; }
    public Ruling Ruling { get; }

    /// <summary>A value computed from this one alone is as safe to publish as this one.</summary>
    public Released<TNext> Map<TNext>(Func<T, TNext> derive)
        where TNext : notnull => new(derive(Value), Ruling);

    /// <summary>A value computed from two released values of the same ruling alone is as safe as the two.</summary>
    public Released<TNext> With<TOther, TNext>(Released<TOther> other, Func<T, TOther, TNext> derive)
        where TOther : notnull
        where TNext : notnull =>
        ReferenceEquals(Ruling, other.Ruling)
            ? new(derive(Value, other.Value), Ruling)
            : throw new ArgumentException("Two rulings: protect the values together before combining them.", nameof(other));
}

/// <summary>Under which rules a value was released, and what was withheld beside it.</summary>
/// <param name="RuleSet">Name and date of the policy, e.g. <c>public 2026-01</c>.</param>
public sealed record Ruling(string RuleSet, int Threshold, int CellsJudged, int CellsWithheld);
