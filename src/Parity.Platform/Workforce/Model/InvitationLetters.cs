using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>Tells an organisation's analysts and HR leads what is asked of it or was agreed with it, and its HR leads what waits for them, in the transaction that asks, agrees or submits. A letter names no figure and gives no reason, and its subject says nothing.</summary>
internal static class InvitationLetters
{
    public static Task QueueOpenedAsync(Records records, MasterKey key, TimeProvider clock, Round round, Partner to, IReadOnlyList<Account> everybody) =>
        QueueAsync(records, key, clock, round, to, everybody, "opened", AskedFor(round, to, round.DueOn));

    /// <summary>The same agreement made twice on a day is told once.</summary>
    public static Task QueueAgreedAsync(Records records, MasterKey key, TimeProvider clock, Round round, Partner to, IReadOnlyList<Account> everybody, ChangeInvitation.Agreement agreement, DateOnly? until)
    {
        string agreed = $"agreed {London.Today(clock):yyyy-MM-dd}";
        return agreement switch
        {
            ChangeInvitation.Agreement.Ask =>
                QueueAsync(records, key, clock, round, to, everybody, $"asked for, {agreed}", AskedFor(round, to, round.DueOn)),
            ChangeInvitation.Agreement.MoreTime =>
                QueueAsync(records, key, clock, round, to, everybody, $"until {until:yyyy-MM-dd}, {agreed}", $"The return of {to.Name} for {round.Title} is now due on {Day(until!.Value)}. {SignIn}"),
            ChangeInvitation.Agreement.Correction =>
                QueueAsync(records, key, clock, round, to, everybody, $"correction until {until:yyyy-MM-dd}, {agreed}",
                    $"{round.Title} is closed, and takes a correction of the return of {to.Name} until {Day(until!.Value)}. {SignIn}"),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Once for a version, however often it is submitted, and not to those who may not sign it off as they sent or submitted it.</summary>
    public static async Task QueueSubmittedAsync(Records records, MasterKey key, TimeProvider clock, RoundId round, OrganisationId organisation, ReturnId submitted, params PersonId[] by)
    {
        string title = await records.Set<Round>().Where(r => r.Id == round).Select(r => r.Title).SingleAsync();
        foreach (var person in (await AccountsDoor.Holding(records, clock, Role.HrLead, organisation).ToListAsync()).Distinct().Except(by))
            await AccountsDoor.QueueMailAsync(records, key, clock, $"{round} {organisation} {person} {Role.HrLead.Word()} submitted {submitted}", person, $"A return of your organisation for {title} was submitted and waits to be signed off. Sign in to look at it.");
    }

    private const string SignIn = "Sign in to see what is left to do.";

    private static string AskedFor(Round round, Partner to, DateOnly? due) =>
        $"The return of {to.Name} for {round.Title} is asked for, for the snapshot of {Day(round.SnapshotDate)}.{(due is { } day ? $" It is due on {Day(day)}." : "")} {SignIn} If you need more time, answer the delivery manager.";

    private static async Task QueueAsync(Records records, MasterKey key, TimeProvider clock, Round round, Partner to, IReadOnlyList<Account> everybody, string step, string text)
    {
        foreach (var person in everybody)
        {
            // Whoever is both is written to once.
            Role? role = person.HoldsIn(Role.HrAnalyst, to.Id) ? Role.HrAnalyst : person.HoldsIn(Role.HrLead, to.Id) ? Role.HrLead : null;
            if (role is { } held) await AccountsDoor.QueueMailAsync(records, key, clock, $"{round.Id} {to.Id} {person.Id} {held.Word()} {step}", person.Id, text);
        }
    }

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
