using System.Globalization;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Modules.Publishing;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Outcomes;

/// <summary>
/// Senior representation in the published editions, for employers that support programmes and for the others: joined by
/// employer and snapshot, from what everybody can download, and from nothing else.
/// </summary>
/// <param name="Editions">Oldest first.</param>
public sealed record SeniorEvidence(IReadOnlyList<EditionCard> Editions, IReadOnlyList<SeniorEvidence.Employer> Employers, IReadOnlyList<ComparedEdition.Shown?> City)
{
    public const string Indicator = "senior-representation";

    /// <summary>More columns than these nobody reads.</summary>
    private const int Most = 3;

    /// <param name="Since">Since when it supports programmes; null: it does not.</param>
    /// <param name="Shares">By edition; null where the edition has no such figure.</param>
    public sealed record Employer(string Code, string Name, DateOnly? Since, IReadOnlyList<ComparedEdition.Shown?> Shares);

    /// <summary>
    /// What an edition released: the share with how many of how many it is and its interval. A share whose counts the
    /// edition does not give is no figure here: nobody could check it.
    /// </summary>
    public static (decimal Count, decimal Of, decimal Share)? Released(ComparedEdition.Shown? shown) =>
        shown is { IsWithheld: false, Counts: { } counts, Plain.Value: { } share } ? (counts.Count, counts.Of, share) : null;

    /// <summary>What a place's cell says in a table.</summary>
    public static string Said(ComparedEdition.Shown? shown) => Released(shown) is { } figure
        ? string.Create(CultureInfo.InvariantCulture, $"{figure.Count:0.##} of {figure.Of:0.##}: {shown!.Value}{(shown.Interval is { } interval ? $", {interval}" : "")}")
        : shown is { IsWithheld: true } ? "[c]" : "no figure";

    /// <returns>Null where no published edition says anything of it.</returns>
    internal static async Task<SeniorEvidence?> OfAsync(HttpContext http)
    {
        var editions = (http.Service<Shelf>().Editions?.NewestFirst ?? []).Where(ComparedEdition.IsPossible).Take(Most).Select(ComparedEdition.Of).Where(e => e.Measures.Any(m => m.Code == Indicator)).Reverse().ToList();
        if (editions.Count == 0) return null;
        var since = (await http.Service<ProgrammesDoor>().SupportersAsync(http.RequestAborted)).GroupBy(s => s.Organisation).ToDictionary(g => g.Key, g => g.Min(s => s.Since));
        var codes = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).Where(o => since.ContainsKey(o.Id)).ToDictionary(o => o.Code, o => since[o.Id], StringComparer.Ordinal);
        var employers = editions[^1].Organisations.Select(o => new Employer(o.Code, o.Name, codes.TryGetValue(o.Code, out var from) ? from : null, editions.ConvertAll(e => e.At(o.Code, Indicator))));
        return new(editions.ConvertAll(e => e.Card), [.. employers.OrderBy(e => e.Since is null).ThenBy(e => e.Name, StringComparer.Ordinal)], editions.ConvertAll(e => e.At(null, Indicator)));
    }
}
