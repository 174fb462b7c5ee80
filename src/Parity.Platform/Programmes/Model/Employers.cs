using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>What an organisation's pledge means for its people.</summary>
internal static class Employers
{
    public static async Task<EmployerStanding> StandingAsync(Records records, OrganisationId organisation, DateOnly on, CancellationToken stop) =>
        await records.Set<Pledge>().AnyAsync(p => p.Organisation == organisation && p.WaivesApproval && p.FromOn <= on && (p.UntilOn == null || p.UntilOn >= on), stop)
            ? EmployerStanding.WaivesApproval : EmployerStanding.Partner;

    /// <summary>The organisations whose people need not ask.</summary>
    public static async Task<HashSet<OrganisationId>> WaivingAsync(Records records, DateOnly on, CancellationToken stop) =>
        [.. await records.Set<Pledge>().Where(p => p.WaivesApproval && p.FromOn <= on && (p.UntilOn == null || p.UntilOn >= on)).Select(p => p.Organisation).ToListAsync(stop)];
}
