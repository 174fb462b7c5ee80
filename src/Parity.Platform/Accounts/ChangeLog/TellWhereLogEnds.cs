using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Writes to every auditor who has taken their account up, once a day, where the log of changes ended: position and hash, kept in a mailbox that whoever
/// puts an older database back does not come to. It can be run twice.
/// </summary>
public static class TellWhereLogEnds
{
    public sealed record Outcome(int Letters);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>What it did, in a few words.</returns>
        public async Task<string> RunAsync(CancellationToken stop)
        {
            int letters = (await HandleAsync(stop)).Letters;
            return string.Create(CultureInfo.InvariantCulture, $"{letters} auditors told where the log of changes ends");
        }

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            string about = string.Create(CultureInfo.InvariantCulture, $"log end {today:yyyy-MM-dd} ");
            return store.WriteAsync(new Change(new Actor.TheSystem("daily work"), ChangeKind.LogEndTold, "auditors are told where the log of changes ends"), async records =>
            {
                var readers = await AccountsDoor.AuditorsToWriteToAsync(records, clock, stop);
                var told = await records.Set<Mail>().Where(m => m.Key.StartsWith(about)).Select(m => m.Key).ToListAsync(stop);
                var end = await records.Set<ChangeHead>().AsNoTracking().SingleAsync(stop);
                var unwritten = readers.Where(p => !told.Contains(about + p.Id)).ToList();
                foreach (var auditor in unwritten)
                    records.Add(Mail.Make(store.Key, clock, auditor.Id, Letters.LogEnd(auditor.Mail, today, end.Position, Convert.ToHexStringLower(end.Hash)), about + auditor.Id));
                return new Outcome(unwritten.Count);
            }, stop);
        }
    }
}
