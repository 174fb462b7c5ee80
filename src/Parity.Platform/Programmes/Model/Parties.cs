using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>For which of the four parties of an assignment somebody speaks. A host is one only while it lasts.</summary>
internal static class Parties
{
    public static async Task<IReadOnlyList<ContractParty>> OfAsync(Records records, Account account, StretchAssignment assignment, CancellationToken stop)
    {
        var participant = await records.Set<Participant>().SingleAsync(p => p.Id == assignment.Participant, stop);
        var host = await records.Set<StretchOffer>().Where(o => o.Id == assignment.Offer).Select(o => o.Organisation).SingleAsync(stop);
        bool SpeaksFor(OrganisationId organisation) => account.HoldsIn(Role.HrLead, organisation) || account.HoldsIn(Role.OrganisationLead, organisation);
        var parties = new List<ContractParty>();
        if (participant.Person == account.Id) parties.Add(ContractParty.Participant);
        else if (participant.Employer is { } employer && SpeaksFor(employer)
            && await EmployersView.ParticipantsOf(records, employer).AnyAsync(p => p.Id == participant.Id, stop)) parties.Add(ContractParty.Employer);
        else if (assignment.ClosedAt is null && SpeaksFor(host)) parties.Add(ContractParty.Host);
        else if (account.Has(Role.ProgrammeManager)) parties.Add(ContractParty.Programme);
        return parties;
    }

    /// <summary>Who speaks for an organisation here.</summary>
    public static IEnumerable<PersonId> LeadsOf(IEnumerable<Account> everybody, OrganisationId organisation) =>
        everybody.Where(a => a.HoldsIn(Role.HrLead, organisation) || a.HoldsIn(Role.OrganisationLead, organisation)).Select(a => a.Id);

    /// <summary>Everybody who speaks for one of the four. An employer is among them only as far as it may know of the participant.</summary>
    public static async Task<List<PersonId>> AllAsync(Records records, IReadOnlyList<Account> everybody, StretchAssignment assignment, CancellationToken stop)
    {
        var participant = await records.Set<Participant>().SingleAsync(p => p.Id == assignment.Participant, stop);
        var host = await records.Set<StretchOffer>().Where(o => o.Id == assignment.Offer).Select(o => o.Organisation).SingleAsync(stop);
        List<PersonId> all = [participant.Person, .. LeadsOf(everybody, host), .. everybody.Where(a => a.Has(Role.ProgrammeManager)).Select(a => a.Id)];
        if (participant.Employer is { } employer && await EmployersView.ParticipantsOf(records, employer).AnyAsync(p => p.Id == participant.Id, stop)) all.AddRange(LeadsOf(everybody, employer));
        return all;
    }
}
