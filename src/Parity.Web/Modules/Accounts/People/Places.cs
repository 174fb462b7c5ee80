using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;

namespace Parity.Web.Modules.Accounts.People;

/// <summary>The organisations and groups a role can be held in, by name.</summary>
public sealed record Places(IReadOnlyList<Partner> Organisations, IReadOnlyList<PartnerGroup> Groups)
{
    public static async Task<Places> ReadAsync(HttpContext http)
    {
        var partnership = http.RequestServices.GetRequiredService<PartnershipDoor>();
        return new(await partnership.AllAsync(http.RequestAborted), await partnership.GroupsAsync(http.RequestAborted));
    }

    public bool Has(OrganisationId id) => Organisations.Any(o => o.Id == id);

    public bool Has(GroupId id) => Groups.Any(g => g.Id == id);

    public string NameOf(OrganisationId? organisation, GroupId? group) =>
        organisation is { } o ? Organisations.FirstOrDefault(p => p.Id == o)?.Name ?? "an organisation that has left"
        : group is { } g ? Groups.FirstOrDefault(p => p.Id == g)?.Name ?? "a group that has ended"
        : "the whole partnership";
}
