using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Writes to whoever has something unfinished that will soon be too late: a draft whose window closes, an offer that runs
/// out. Once for each, and the letter does not say what it is.
/// </summary>
public static class RemindApplicants
{
    private const string Text = """
        Hello,

        you have begun something that can be finished for a few days more. Sign in to see what it is and until when.

        """;

    public sealed record Outcome(int Letters);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var now = clock.GetUtcNow();
            var last = today.AddDays(ProgrammePolicy.InForceOn(today).RemindBeforeDays);
            var overBy = London.At(last.AddDays(1), TimeOnly.MinValue);
            return await store.WriteAsync(new Change(new Actor.TheSystem("reminders"), ChangeKind.ApplicantReminded, "whoever has something unfinished is reminded"), async records =>
            {
                int letters = 0;
                async Task WriteAsync(PersonId person, string key)
                {
                    if (await AccountsDoor.RemindAsync(records, store.Key, clock, key, person, Text)) letters++;
                }

                var drafts = await (
                    from application in records.Set<Application>()
                    join cohort in records.Set<Cohort>() on application.Cohort equals cohort.Id
                    where application.State == ApplicationState.Draft && cohort.OverAt > now && cohort.OverAt <= overBy
                    select new { application.Id, application.Person, cohort.OverAt }).ToListAsync(stop);
                foreach (var draft in drafts) await WriteAsync(draft.Person, string.Create(CultureInfo.InvariantCulture, $"draft {draft.Id} until {Instant.ToMicroseconds(draft.OverAt)}"));
                foreach (var offer in await records.Set<Application>().Where(a => a.State == ApplicationState.Offered && a.AnswerBy >= today && a.AnswerBy <= last).ToListAsync(stop))
                    await WriteAsync(offer.Person, string.Create(CultureInfo.InvariantCulture, $"offer {offer.Id} until {offer.AnswerBy:yyyy-MM-dd}"));
                return new Outcome(letters);
            }, stop);
        }
    }
}
