using Microsoft.AspNetCore.Http;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Accounts.People;

/// <summary>
/// Where administrators can give a role, by name. Cases are not among them: who handles one is named in the case itself,
/// and administrators do not learn which there are.
/// </summary>
public sealed record Places(IReadOnlyList<Places.Place> All)
{
    /// <param name="Kind">The heading it stands under.</param>
    public sealed record Place(RoleScope Scope, string Kind, string Name);

    public static async Task<Places> ReadAsync(HttpContext http)
    {
        var partnership = http.Service<PartnershipDoor>();
        return new(
        [
            .. (await partnership.AllAsync(http.RequestAborted)).Select(o => new Place(RoleScope.In(o.Id), "Organisations", o.Name)),
            .. (await partnership.GroupsAsync(http.RequestAborted)).Select(g => new Place(RoleScope.For(g.Id), "Groups", g.Name)),
        ]);
    }

    /// <summary>What a form's list of places says; null for a place that there is not.</summary>
    public RoleScope? Find(string? chosen) => RoleScope.Parse(chosen) is { } scope && (scope is RoleScope.Partnership || All.Any(p => p.Scope == scope)) ? scope : null;

    public string NameOf(RoleScope scope) => All.FirstOrDefault(p => p.Scope == scope)?.Name ?? scope switch
    {
        RoleScope.Partnership => "the whole partnership",
        RoleScope.InOrganisation => "an organisation that has left",
        RoleScope.ForGroup => "a group that has ended",
        RoleScope.OfProgramme => "a programme",
        RoleScope.OfCase => "a case",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
