using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// What applicants, participants and those who work with them are written. It may be read at work, over a shoulder or by somebody who keeps another's mailbox, so it
/// tells that there is news and nothing else.
/// </summary>
internal static class NeutralLetter
{
    public const string Text = """
        Hello,

        there is something new for you. Sign in to read it.

        """;

    /// <summary>Each of them once, whatever is new for them.</summary>
    /// <param name="what">What it tells about: of the same, each is written once.</param>
    public static async Task SendAsync(Records records, MasterKey key, TimeProvider clock, string what, IEnumerable<PersonId> whom)
    {
        foreach (var person in whom.Distinct()) await AccountsDoor.QueueMailAsync(records, key, clock, $"{what} {person}", person, Text);
    }

    /// <summary>For what may happen again: this time.</summary>
    public static string Now(TimeProvider clock) => Instant.ToMicroseconds(clock.GetUtcNow()).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
