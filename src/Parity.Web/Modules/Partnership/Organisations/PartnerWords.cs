using Parity.Platform.Partnership.Contract;
using Parity.Web.Modules.Shared;
using PublicGroups = Parity.Web.Site.Words.Groups;

namespace Parity.Web.Modules.Partnership.Organisations;

/// <summary>How pages about the past say what became of an organisation.</summary>
internal static class PartnerWords
{
    /// <summary>Such as "merged into City Council on 31 March 2026"; null for one that is part of it now.</summary>
    public static string? Gone(DateOnly? leftOn, string? becamePartOf) =>
        leftOn is not { } day ? null : becamePartOf is null ? $"left on {Words.Day(day)}" : $"merged into {becamePartOf} on {Words.Day(day)}";

    /// <summary>What a sector is called, here as on the public pages.</summary>
    public static string Sector(string code) => PublicGroups.Sector(code);

    /// <summary>The sectors there are, for a list to choose from.</summary>
    public static IEnumerable<(string Value, string Text)> SectorChoices => Sectors.All.Select(s => (s, Sector(s)));

    /// <summary>Its name, and in a list of all what became of it.</summary>
    public static string Label(KnownPartner one) => Gone(one.LeftOn, one.BecamePartOf) is { } gone ? $"{one.Partner.Name} ({gone})" : one.Partner.Name;
}
