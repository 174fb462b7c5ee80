using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Draws by lot, once a month is over, some of the looks at special-category data in it, and writes to auditors that they
/// wait to be judged. Nobody who looks can know whether theirs will be among them. It can be run twice.
/// </summary>
public static class DrawSightings
{
    public sealed record Outcome(int Drawn, int Letters);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>What it did, in a few words.</returns>
        public async Task<string> RunAsync(CancellationToken stop)
        {
            int drawn = (await HandleAsync(stop)).Drawn;
            return string.Create(CultureInfo.InvariantCulture, $"{drawn} looks at special-category data drawn for auditors");
        }

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            DateOnly next = new(today.Year, today.Month, 1), month = next.AddMonths(-1);
            int most = AccountPolicy.InForceAt(clock.GetUtcNow()).SightingsDrawn;
            return store.WriteAsync(new Change(new Actor.TheSystem("daily work"), ChangeKind.SightingsDrawn, string.Create(CultureInfo.InvariantCulture, $"looks at special-category data in {month:yyyy-MM} were drawn by lot for auditors")), async records =>
            {
                if (await records.Set<DrawnSighting>().AnyAsync(d => d.Month == month, stop)) return new Outcome(0, 0);
                DateTimeOffset from = London.At(month, TimeOnly.MinValue), until = London.At(next, TimeOnly.MinValue);
                var looks = await records.Set<SightingRecord>().Where(s => s.At >= from && s.At < until && s.Person != null && s.What != Sighting.OwnRecord).Select(s => new { s.Id, s.Person }).ToListAsync(stop);
                var drawn = ByLot(looks.ConvertAll(s => (s.Id, s.Person!.Value)), most, RandomNumberGenerator.GetInt32);
                records.AddRange(drawn.Select((id, place) => new DrawnSighting { Sighting = id, Month = month, Place = place + 1 }));
                return new Outcome(drawn.Count, drawn.Count == 0 ? 0 : await TellAsync(records, month, drawn.Count, stop));
            }, stop);
        }

        private async Task<int> TellAsync(Records records, DateOnly month, int drawn, CancellationToken stop)
        {
            var readers = await AccountsDoor.AuditorsToWriteToAsync(records, clock, stop);
            foreach (var auditor in readers)
                records.Add(Mail.Make(store.Key, clock, auditor.Id, Letters.SightingsDrawn(auditor.Mail, month, drawn), string.Create(CultureInfo.InvariantCulture, $"sightings drawn {month:yyyy-MM} {auditor.Id}")));
            return readers.Count;
        }
    }

    /// <summary>
    /// Everybody who looked comes once before anybody comes twice, so that whoever looks seldom is judged as much as
    /// whoever looks all day.
    /// </summary>
    /// <param name="below">A whole number from 0 to less than what it is given, each as likely.</param>
    internal static List<Guid> ByLot(IReadOnlyList<(Guid Id, PersonId Person)> looks, int most, Func<int, int> below)
    {
        var shuffled = looks.OrderBy(s => s.Id).ToArray();
        for (int last = shuffled.Length - 1; last > 0; last--)
        {
            int other = below(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        var times = new Dictionary<PersonId, int>();
        return [.. shuffled.Select(s => (s.Id, Time: times[s.Person] = times.GetValueOrDefault(s.Person) + 1)).OrderBy(s => s.Time).Take(most).Select(s => s.Id)];
    }
}
