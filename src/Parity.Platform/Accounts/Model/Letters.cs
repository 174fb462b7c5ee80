using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>The words of mails about accounts.</summary>
internal static class Letters
{
    public static Letter Invitation(string to, Uri address, AccountPolicy policy) => new(to, $"""
        Hello,

        an account has been made for you at {address.Host}. To set your password and your
        authenticator app, open this address. It is good once, for {policy.InvitationDays} days:

        {address}

        If you did not expect this, you need not do anything.

        """, TimeSpan.FromDays(policy.InvitationDays));

    public static Letter Reset(string to, Uri address, AccountPolicy policy) => new(to, $"""
        Hello,

        an administrator has reset how you sign in at {address.Host}: your password, authenticator
        app, recovery codes and passkeys are good no more. To set them anew, open this address. It
        is good once, for {policy.InvitationDays} days:

        {address}

        If you did not ask for it, tell whoever looks after accounts in your partnership at once.

        """, TimeSpan.FromDays(policy.InvitationDays));

    public static Letter NewPassword(string to, Uri address, AccountPolicy policy) => new(to, $"""
        Hello,

        somebody, perhaps you, asked for a new password at {address.Host}. To set one, open this
        address. It is good once, for {policy.ResetMinutes} minutes, and your authenticator app will be
        asked for:

        {address}

        If it was not you, you need not do anything: nothing has been changed.

        """, TimeSpan.FromMinutes(policy.ResetMinutes));

    public static Letter Told(string to, string what) => new(to, $"""
        Hello,

        {what}

        If it was not you, tell whoever looks after accounts in your partnership at once.

        """);

    public static Letter ToConfirm(string to, string what) => new(to, $"""
        Hello,

        {what}

        Sign in and open "Confirmations": there you see who asked, for whom and why, and can
        refuse what waits. If it should not be, tell whoever looks after accounts in your
        partnership at once.

        """);

    public static Letter LogEnd(string to, DateOnly day, long position, string hash) => new(to, string.Create(CultureInfo.InvariantCulture, $"""
        Hello,

        on the morning of {day:d MMMM yyyy} the log of changes ended at

        position: {position}
        hash: {hash}

        Please keep this letter. Whoever verifies the log later ("Log of changes", "Verify") and
        gives these two finds whether everything up to here is still what it was, also when the
        whole database was put back to an older state.

        """));

    public static Letter SightingsDrawn(string to, DateOnly month, int drawn) => new(to, string.Create(CultureInfo.InvariantCulture, $"""
        Hello,

        of the looks at special-category data in {month:MMMM yyyy}, {drawn} were drawn by lot.
        Please sign in, open "Log of changes", "Looks drawn by lot", and say of each whether it
        was in order. Nobody judges their own.

        """));

    /// <summary>Puts such a letter into the outbox, in the transaction of what it tells of; whoever has no address gets none.</summary>
    public static async Task TellAsync(Records records, MasterKey key, TimeProvider clock, PersonId person, string what)
    {
        if (await records.Set<Person>().Where(p => p.Id == person).Select(p => p.Mail).SingleAsync() is { } mail) records.Add(Mail.Make(key, clock, person, Told(mail, what)));
    }
}
