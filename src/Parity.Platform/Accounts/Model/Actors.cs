using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>Puts names to who did something: the log keeps ids, so that a name can change or be forgotten.</summary>
internal static class Actors
{
    private const string Mark = "person ";

    public static async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(Records records, IEnumerable<string> actors, CancellationToken stop)
    {
        var ids = actors.Select(PersonOf).OfType<PersonId>().Distinct().ToList();
        return await records.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
    }

    public static string Told(string actor, IReadOnlyDictionary<PersonId, string> names) =>
        PersonOf(actor) is { } id ? (names.TryGetValue(id, out string? name) ? name : "somebody") + (actor.Contains(" with token ", StringComparison.Ordinal) ? ", by token" : "")
        : actor is "stranger" ? "somebody not signed in"
        : actor;

    private static PersonId? PersonOf(string actor) =>
        actor.StartsWith(Mark, StringComparison.Ordinal) && TypedId.TryParse<PersonId>(actor[Mark.Length..].Split(' ')[0], out var id) ? id : null;
}
