using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Letters to those who take part in programmes that remind of what somebody could have thought of themselves. They go in the hours of the policy, one a day at
/// most to each person: what is added before it has gone stands in the same letter, and what comes later waits for the next
/// day's. What somebody asked for, outcomes and letters about an account are no reminders and go at once.
/// </summary>
internal static class Reminder
{
    /// <summary>Puts it into the outbox, in the transaction of what makes it necessary; one of the same key is written once.</summary>
    /// <returns>Whether it is a new one.</returns>
    public static async Task<bool> WriteAsync(Records records, MasterKey seal, TimeProvider clock, string key, PersonId person, string text)
    {
        if (await Mail.IsWrittenAsync(records, key)) return false;
        for (var day = Earliest(clock).Day; ; day = day.AddDays(1))
        {
            var todays = records.Set<Mail>().Local.SingleOrDefault(m => m.Person == person && m.RemindsOn == day) ?? await records.Set<Mail>().SingleOrDefaultAsync(m => m.Person == person && m.RemindsOn == day);
            if (todays is null)
            {
                records.Add(Mail.Make(seal, clock, person, new(await AccountsDoor.MailOfAsync(records, person) ?? "", text), key, remindsOn: day, notBefore: From(day, clock)));
                return true;
            }

            if (todays.Sealed is null || todays.Tries > 0) continue;
            todays.Seal(seal, todays.Open(seal).With(text));
            records.Add(Mail.Joined(clock, person, key));
            return true;
        }
    }

    /// <summary>The next day on which a reminder may still go, and from when on.</summary>
    public static (DateOnly Day, DateTimeOffset At) Earliest(TimeProvider clock)
    {
        var today = London.Today(clock);
        var now = clock.GetUtcNow();
        var day = now < London.At(today, AccountPolicy.InForceAt(now).RemindUntil) ? today : today.AddDays(1);
        return (day, From(day, clock));
    }

    private static DateTimeOffset From(DateOnly day, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var opens = London.At(day, AccountPolicy.InForceAt(now).RemindFrom);
        return opens > now ? opens : now;
    }
}
