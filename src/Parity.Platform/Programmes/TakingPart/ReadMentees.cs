using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What a mentor sees of those whose mentor they are: who they are, and until when the programme lasts. Plans stay the participant's.</summary>
public static class ReadMentees
{
    public sealed record Request(PersonId By);

    public sealed record Mentee(string Name, OrganisationId? Employer, string Cohort, DateOnly Since, DateOnly EndsOn);

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        public async Task<IReadOnlyList<Mentee>> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var pairs = await store.ReadAsync(records => (
                from pair in NamedMentor.Now(records)
                join participant in records.Set<Participant>() on pair.Participant equals participant.Id
                join cohort in records.Set<Cohort>() on participant.Cohort equals cohort.Id
                where pair.Mentor == request.By
                orderby pair.NamedOn
                select new { participant.Person, participant.Employer, cohort.Title, pair.NamedOn, cohort.EndsOn }).ToListAsync(stop));
            return pairs.ConvertAll(p => new Mentee(names.GetValueOrDefault(p.Person, "somebody"), p.Employer, p.Title, p.NamedOn, p.EndsOn));
        }
    }
}
