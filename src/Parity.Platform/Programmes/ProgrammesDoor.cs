using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What other modules and pages may ask about programmes.</summary>
public sealed class ProgrammesDoor(Store store, TimeProvider clock)
{
    /// <param name="WaivesApproval">Its staff apply without asking anybody.</param>
    /// <param name="Since">When the pledge began.</param>
    public sealed record Supporter(OrganisationId Organisation, bool WaivesApproval, DateOnly Since);

    /// <summary>Whoever has a pledge in force.</summary>
    public Task<List<Supporter>> SupportersAsync(CancellationToken stop)
    {
        var today = London.Today(clock);
        return store.ReadAsync(records => records.Set<Pledge>().Where(p => p.FromOn <= today && (p.UntilOn == null || p.UntilOn >= today))
            .OrderBy(p => p.FromOn).Select(p => new Supporter(p.Organisation, p.WaivesApproval, p.FromOn)).ToListAsync(stop));
    }

    /// <summary>The cohorts in which somebody has a place.</summary>
    public Task<List<ParticipantId>> PlacesOfAsync(PersonId person, CancellationToken stop) =>
        store.ReadAsync(records => records.Set<Participant>().Where(p => p.Person == person).OrderBy(p => p.AcceptedAt).Select(p => p.Id).ToListAsync(stop));
}
