using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>Marks an endpoint that takes a form whichever organisation it was opened for.</summary>
internal sealed record WhicheverOrganisation
{
    public static readonly WhicheverOrganisation Yes = new();
}

/// <summary>For which of several organisations somebody acts: every page says it, and offers the others.</summary>
public sealed record Acting(Partner For, IReadOnlyList<Partner> Others);

/// <summary>
/// Holds every form to the organisation it was opened for: its seal says which, so that of two tabs one cannot send for the
/// other's organisation.
/// </summary>
internal static class ActingSeals
{
    /// <summary>Forms are sealed for the session they were shown in and the organisation its person acted for.</summary>
    public static void SealFor(HttpContext http, RecogniseSession.SignedIn signedIn, OrganisationId? organisation) =>
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{signedIn.Session} {organisation}")], "session"));

    /// <returns>Null for somebody who has no choice among organisations that are known here.</returns>
    public static async Task<Acting?> OfAsync(HttpContext http, RecogniseSession.SignedIn signedIn)
    {
        if (signedIn.Choices.Count < 2) return null;
        var partners = new List<Partner>();
        foreach (var id in signedIn.Choices)
            if (await FindAsync(http, id) is { } known) partners.Add(known);
        return partners.Find(p => p.Id == signedIn.ActsFor) is { } current && partners.Count > 1 ? new(current, partners.FindAll(p => p.Id != current.Id)) : null;
    }

    /// <summary>The other organisation that a form which is no good now was opened for; null if it was opened for none of them.</summary>
    public static async Task<Partner?> OpenedForAsync(HttpContext http)
    {
        if (http.Features.Get<RecogniseSession.SignedIn>() is not { } signedIn) return null;
        foreach (var other in signedIn.Choices.Where(o => o != signedIn.ActsFor))
        {
            SealFor(http, signedIn, other);
            bool isOurs = await http.Service<IAntiforgery>().IsRequestValidAsync(http);
            SealFor(http, signedIn, signedIn.ActsFor);
            if (isOurs) return await FindAsync(http, other);
        }

        return null;
    }

    public static async Task<Notice> RefusalAsync(HttpContext http, Partner openedFor) => new(
        "Another organisation", $"You act for {(http.SignedIn().ActsFor is { } id && await FindAsync(http, id) is { } current ? current.Name : "another organisation")} now",
        $"The form was opened for {openedFor.Name}. Nothing has been changed. To send it, act for {openedFor.Name} again and fill it in once more.", "/home", "Go to your start page");

    private static Task<Partner?> FindAsync(HttpContext http, OrganisationId id) => http.Service<PartnershipDoor>().FindAsync(id, http.RequestAborted);
}
