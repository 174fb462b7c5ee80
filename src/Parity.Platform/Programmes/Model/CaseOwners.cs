using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Whoever answers for a positive-action case hears that there is news, and not of what: it stands on the case's page.</summary>
internal static class CaseOwners
{
    /// <param name="what">Of the same, one letter is written.</param>
    /// <returns>Whether a letter was written.</returns>
    public static async Task<bool> TellAsync(Records records, MasterKey key, TimeProvider clock, ActionCase one, string what) =>
        one.Owner is { } owner && await AccountsDoor.QueueMailAsync(records, key, clock, $"case {one.Id} {what}", owner, NeutralLetter.Text);
}
