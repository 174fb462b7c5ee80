using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The one way in which anything an employer reads comes to applications. What it must not know is left out by the
/// database, so that neither a count nor the time of an answer depends on it. A test holds that nothing else of an
/// employer's slices touches applications, and that this is the same rule as <see cref="Application.EmployerMayKnow"/>.
/// </summary>
internal static class EmployersView
{
    private static readonly ApplicationState[] Placed = [.. Enum.GetValues<ApplicationState>().Where(s => ApplicationMoves.TakesPlace(s) || s is ApplicationState.Deferred)];

    public static IQueryable<Application> Of(Records records, OrganisationId organisation) => records.Set<Application>().Where(a =>
        a.Employer == organisation
        && ((a.Route != ApplicationRoute.NoApproval && a.Route != null && a.SentAt != null)
            || (a.Route == ApplicationRoute.NoApproval && a.AgreedToTellAt != null && Placed.Contains(a.State))));

    /// <summary>Steps at work for which somebody with a place asked this employer's word.</summary>
    public static IQueryable<CareerMove> MovesOf(Records records, OrganisationId organisation) =>
        records.Set<CareerMove>().Where(m => m.EmployerAsked && ParticipantsOf(records, organisation).Any(p => p.Id == m.Participant));

    public static IQueryable<Participant> ParticipantsOf(Records records, OrganisationId organisation) =>
        records.Set<Participant>().Where(p => p.Employer == organisation && Of(records, organisation).Any(a => a.Id == p.Application));
}
