using Parity.Platform.Foundation;

namespace Parity.Platform.Partnership.Contract;

public enum GroupKind
{
    /// <summary>Leaders who decide.</summary>
    Strategic,

    /// <summary>People who carry the work out.</summary>
    Delivery,

    /// <summary>Staff and community networks.</summary>
    Network,

    /// <summary>The board of a programme or fund.</summary>
    Board,
}

public static class GroupKinds
{
    public static IReadOnlyList<GroupKind> All { get; } = Enum.GetValues<GroupKind>();

    /// <summary>The name that is stored.</summary>
    public static string Word(this GroupKind kind) => kind switch
    {
        GroupKind.Strategic => "strategic",
        GroupKind.Delivery => "delivery",
        GroupKind.Network => "network",
        GroupKind.Board => "board",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static GroupKind Parse(string word) => TryParse(word) ?? throw new ArgumentException("There is no such kind of group.", nameof(word));

    public static GroupKind? TryParse(string? word)
    {
        foreach (var kind in All)
            if (string.Equals(kind.Word(), word, StringComparison.Ordinal)) return kind;
        return null;
    }
}

/// <summary>A body of the partnership that meets now.</summary>
public sealed record PartnerGroup(GroupId Id, string Name, GroupKind Kind);

/// <summary>A body of the partnership on some day.</summary>
/// <param name="Seated">Organisations that had a seat in it, each once.</param>
public sealed record SeatedGroup(PartnerGroup Group, IReadOnlyList<OrganisationId> Seated);
