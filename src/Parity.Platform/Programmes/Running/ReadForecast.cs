using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>How many days away from work a cohort has ahead, by person and month, and what will be lacking: for the programme's team.</summary>
public static class ReadForecast
{
    public sealed record Request(CohortId Cohort);

    /// <param name="Ahead">Days together and of a signed assignment, by the first day of each month. What somebody planned alone is theirs.</param>
    /// <param name="DaysShort">What will be lacking at the end.</param>
    public sealed record Person(ParticipantId Id, string Name, OrganisationId? Employer, IReadOnlyList<(DateOnly Month, decimal Days)> Ahead, decimal DaysShort, int Clashes)
    {
        public decimal In(DateOnly month) => Ahead.Where(a => a.Month == month).Sum(a => a.Days);
    }

    /// <param name="Months">From the first to the last with a day in it.</param>
    public sealed record Forecast(IReadOnlyList<DateOnly> Months, IReadOnlyList<Person> People);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Null where there is no such cohort.</returns>
        public async Task<Forecast?> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var today = London.Today(clock);
            return await store.ReadAsync(async records =>
            {
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return null;
                var ledgers = await Ledgers.OfAsync(records, store.Key, cohort, today, stop);
                var away = await DaysAway.ReadAsync(records, store.Key, cohort, stop);
                var releases = await records.Set<Release>().Where(r => records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == cohort.Id)).ToDictionaryAsync(r => r.Participant, stop);
                var people = (await records.Set<Participant>().Where(p => p.Cohort == cohort.Id && p.EndedOn == null).ToListAsync(stop)).ConvertAll(p => new Person(
                    p.Id, names.GetValueOrDefault(p.Person, "somebody"), p.Employer, ReleaseClash.ByMonth(away.Of(p.Id).Where(d => d.On >= today)), ledgers[p.Id].DaysShort,
                    ReleasedDays.Clashes(releases.GetValueOrDefault(p.Id), away.Of(p.Id), today).Count));
                people.Sort((one, other) => StringComparer.CurrentCultureIgnoreCase.Compare(one.Name, other.Name));
                return new Forecast([.. people.SelectMany(p => p.Ahead).Select(a => a.Month).Distinct().Order()], people);
            });
        }
    }
}
