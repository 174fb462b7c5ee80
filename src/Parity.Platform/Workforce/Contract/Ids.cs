using Parity.Platform.Foundation;

namespace Parity.Platform.Workforce;

/// <summary>A round of collection: one snapshot date, the same for every employer.</summary>
public readonly record struct RoundId(Guid Value) : ITypedId<RoundId>
{
    public static RoundId From(Guid value) => new(value);

    public static RoundId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>One version of an organisation's return in a round.</summary>
public readonly record struct ReturnId(Guid Value) : ITypedId<ReturnId>
{
    public static ReturnId From(Guid value) => new(value);

    public static ReturnId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>A key that lets a program submit returns for one analyst, in one organisation and round.</summary>
public readonly record struct TokenId(Guid Value) : ITypedId<TokenId>
{
    public static TokenId From(Guid value) => new(value);

    public static TokenId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>The list of problems of a file that was refused.</summary>
public readonly record struct RefusalId(Guid Value) : ITypedId<RefusalId>
{
    public static RefusalId From(Guid value) => new(value);

    public static RefusalId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}
