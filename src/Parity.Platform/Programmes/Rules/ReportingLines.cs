using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>Who reports to whom, at whatever distance, as far as participants have named their line managers.</summary>
/// <param name="named">Somebody of several cohorts can have named several. Two who name each other are in line both ways.</param>
public sealed class ReportingLines(IEnumerable<(PersonId Person, PersonId Lead)> named)
{
    private readonly ILookup<PersonId, PersonId> leads = named.ToLookup(n => n.Person, n => n.Lead);

    /// <summary>Everybody above them, without themselves.</summary>
    public IReadOnlySet<PersonId> Above(PersonId person)
    {
        var above = new HashSet<PersonId>();
        var next = new Stack<PersonId>([person]);
        while (next.TryPop(out var one))
            foreach (var lead in leads[one].Where(lead => lead != person && above.Add(lead))) next.Push(lead);
        return above;
    }

    /// <summary>One of the two leads the other, directly or through others.</summary>
    public bool Join(PersonId one, PersonId other) => Above(one).Contains(other) || Above(other).Contains(one);
}
