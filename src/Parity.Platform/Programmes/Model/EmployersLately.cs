using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The organisations that people were of since a day, as far as anything here says so: roles, places on programmes,
/// applications, and where they said they work when they were appointed to assess. A replaced line manager needs no record
/// of its own: whoever manages somebody holds a role in that person's organisation.
/// </summary>
internal static class EmployersLately
{
    public static async Task<ILookup<PersonId, OrganisationId>> OfAsync(Records records, TimeProvider clock, IReadOnlyCollection<PersonId> people, DateOnly since, CancellationToken stop)
    {
        var from = London.At(since, TimeOnly.MinValue);
        var roles = await AccountsDoor.OrganisationsSinceAsync(records, clock, people, since, stop);
        var places = await records.Set<Participant>().Where(p => people.Contains(p.Person) && p.Employer != null && (p.EndedOn == null || p.EndedOn >= since)).Select(p => new { p.Person, p.Employer }).ToListAsync(stop);
        var applied = await records.Set<Application>().Where(a => people.Contains(a.Person) && a.Employer != null && a.BegunAt >= from).Select(a => new { a.Person, a.Employer }).ToListAsync(stop);
        var assessing = await records.Set<Assessor>().Where(a => people.Contains(a.Person) && a.Employer != null && (a.EndedAt == null || a.EndedAt >= from)).Select(a => new { a.Person, a.Employer }).ToListAsync(stop);
        return roles.SelectMany(of => of.Select(at => (Person: of.Key, At: at)))
            .Concat(places.Concat(applied).Concat(assessing).Select(p => (p.Person, At: p.Employer!.Value)))
            .Distinct().ToLookup(p => p.Person, p => p.At);
    }
}
