using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes;

/// <summary>A positive-action case: why a programme may be for one group.</summary>
public readonly record struct ActionCaseId(Guid Value) : ITypedId<ActionCaseId>
{
    public static ActionCaseId From(Guid value) => new(value);

    public static ActionCaseId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>One run of a programme, from its window to its last follow-up.</summary>
public readonly record struct CohortId(Guid Value) : ITypedId<CohortId>
{
    public static CohortId From(Guid value) => new(value);

    public static CohortId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>Somebody's application to a cohort.</summary>
public readonly record struct ProgrammeApplicationId(Guid Value) : ITypedId<ProgrammeApplicationId>
{
    public static ProgrammeApplicationId From(Guid value) => new(value);

    public static ProgrammeApplicationId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>Somebody with a place in a cohort.</summary>
public readonly record struct ParticipantId(Guid Value) : ITypedId<ParticipantId>
{
    public static ParticipantId From(Guid value) => new(value);

    public static ParticipantId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>On what a comparison with employers' returns rests.</summary>
public readonly record struct ComparisonGroundsId(Guid Value) : ITypedId<ComparisonGroundsId>
{
    public static ComparisonGroundsId From(Guid value) => new(value);

    public static ComparisonGroundsId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>One run of a matched comparison.</summary>
public readonly record struct ComparisonId(Guid Value) : ITypedId<ComparisonId>
{
    public static ComparisonId From(Guid value) => new(value);

    public static ComparisonId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}
