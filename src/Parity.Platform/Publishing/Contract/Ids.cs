using Parity.Platform.Foundation;

namespace Parity.Platform.Publishing;

/// <summary>An edition that publishers make here.</summary>
public readonly record struct EditionId(Guid Value) : ITypedId<EditionId>
{
    public static EditionId From(Guid value) => new(value);

    public static EditionId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>One version of an edition: the first, or a correction.</summary>
public readonly record struct VersionId(Guid Value) : ITypedId<VersionId>
{
    public static VersionId From(Guid value) => new(value);

    public static VersionId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}

/// <summary>A publication's files, kept together.</summary>
public readonly record struct ArchiveId(Guid Value) : ITypedId<ArchiveId>
{
    public static ArchiveId From(Guid value) => new(value);

    public static ArchiveId New(TimeProvider clock) => new(TypedId.NewValue(clock));

    public override string ToString() => TypedId.Text(Value);
}
