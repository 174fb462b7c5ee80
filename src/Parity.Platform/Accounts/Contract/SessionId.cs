using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Contract;

/// <summary>One sign-in.</summary>
public readonly record struct SessionId(Guid Value) : ITypedId<SessionId>
{
    public static SessionId From(Guid value) => new(value);

    public static SessionId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}
