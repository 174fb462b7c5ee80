using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Who of some people declared, as an assessor of any cohort, a link with whom of them.</summary>
internal sealed class DeclaredLinks
{
    private readonly HashSet<(PersonId, PersonId)> declared = [];

    private DeclaredLinks() { }

    /// <summary>One of the two declared a link with the other.</summary>
    public bool Join(PersonId one, PersonId other) => declared.Contains((one, other)) || declared.Contains((other, one));

    public static async Task<DeclaredLinks> OfAsync(Records records, MasterKey key, IReadOnlyList<Account> everybody, IReadOnlyCollection<PersonId> people, CancellationToken stop)
    {
        var found = new DeclaredLinks();
        var links = (await records.Set<AssessorLink>().Where(l => people.Contains(l.Assessor)).ToListAsync(stop)).ConvertAll(l => (l.Assessor, With: Contact.Open(key, AssessorLink.Purpose, l.Sealed, l.Id)));
        if (links.Count == 0) return found;
        foreach (var one in everybody.Where(a => people.Contains(a.Id)))
        {
            string? mail = await AccountsDoor.MailOfAsync(records, one.Id);
            found.declared.UnionWith(links.Where(l => l.With.IsProbably(one.Name, mail)).Select(l => (l.Assessor, one.Id)));
        }

        return found;
    }
}
