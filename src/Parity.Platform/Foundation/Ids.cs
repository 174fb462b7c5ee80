namespace Parity.Platform.Foundation;

/// <summary>
/// A version-7 id with the type of what it names. Such ids sort by the time they were made, and so tell that time:
/// they stay inside, or go only to the people whose record it is.
/// </summary>
public interface ITypedId<TSelf> where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>Somebody with an account.</summary>
public readonly record struct PersonId(Guid Value) : ITypedId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public static PersonId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>A partner of the city's work; the wall between employers runs along it.</summary>
public readonly record struct OrganisationId(Guid Value) : ITypedId<OrganisationId>
{
    public static OrganisationId From(Guid value) => new(value);

    public static OrganisationId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>A body of the partnership whose seats organisations fill: strategic, delivery, network, board.</summary>
public readonly record struct GroupId(Guid Value) : ITypedId<GroupId>
{
    public static GroupId From(Guid value) => new(value);

    public static GroupId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>A programme that people of several organisations take part in.</summary>
public readonly record struct ProgrammeId(Guid Value) : ITypedId<ProgrammeId>
{
    public static ProgrammeId From(Guid value) => new(value);

    public static ProgrammeId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>Somebody's confidential matter: what is said of it reaches those named for it alone.</summary>
public readonly record struct CaseId(Guid Value) : ITypedId<CaseId>
{
    public static CaseId From(Guid value) => new(value);

    public static CaseId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

public static class TypedId
{
    public static Guid NewValue(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());

    public static string Text(Guid value) => value.ToString("D");

    /// <summary>Reads the one spelling that <see cref="Text"/> writes; any other spelling of the same id is unknown.</summary>
    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, ITypedId<TId>
    {
        bool known = Guid.TryParseExact(text, "D", out var value) && string.Equals(Text(value), text, StringComparison.Ordinal);
        id = known ? TId.From(value) : default;
        return known;
    }
}
