using Microsoft.EntityFrameworkCore;
using Parity.Indicators;
using Parity.Indicators.Selection;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// How applicants of each level, route and sector fared at every step. The team sees these and the state of every application by name,
/// so that these counts tell it nothing about anybody; monitoring answers are not opened for them, and they are crossed with none.
/// </summary>
public static class ReadOpenGroups
{
    public const string Level = "level";
    public const string Route = "route";
    public const string Sector = "sector";

    public sealed record Request(CohortId Cohort);

    /// <param name="Code">Level, route or sector.</param>
    public sealed record Question(string Code, IReadOnlyList<Step> Steps);

    public sealed record Step(SelectionStep To, IReadOnlyList<Group> Groups);

    /// <summary>Those of one level, one route or one sector beside everybody else at one step.</summary>
    /// <param name="Code">A band of the return format, a word for the route, or a sector of the partnership; empty where it is not given.</param>
    /// <param name="Ratio">The lower rate over the higher.</param>
    /// <param name="P">How often chance alone would do as much or more.</param>
    public sealed record Group(string Code, int Through, int Of, double Low, double High, double OthersRate, double Ratio, bool BelowFourFifths, double P);

    /// <summary>The word for a route, as it stands in files.</summary>
    public static string WordOf(ApplicationRoute route) => StoredWord.Of(route);

    public sealed class Handler(Store store, PartnershipDoor partnership)
    {
        /// <returns>Of applications that were sent. A step from which everybody went on has no groups; else those of whom somebody, and somebody else, came to it.</returns>
        public async Task<IReadOnlyList<Question>> HandleAsync(Request request, CancellationToken stop)
        {
            var sectors = (await partnership.EverAsync(stop)).ToDictionary(o => o.Partner.Id, o => o.Partner.Sector);
            return await store.ReadAsync(records => ReadAsync(records, request, sectors, stop));
        }

        private static async Task<IReadOnlyList<Question>> ReadAsync(Records records, Request request, Dictionary<OrganisationId, string> sectors, CancellationToken stop)
        {
            var sent = await records.Set<Application>().Where(a => a.Cohort == request.Cohort && a.SentAt != null).Select(a => new { a.Id, a.State, a.Level, a.Route, a.Employer }).ToListAsync(stop);
            var moves = (await records.Set<ApplicationMove>().Where(m => records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == request.Cohort)).Select(m => new { m.Application, m.ToState }).ToListAsync(stop)).ToLookup(m => m.Application, m => m.ToState);
            // Before the end nobody knows who comes to it.
            var completed = (await records.Set<Participant>().Where(p => p.Completed && p.Cohort == request.Cohort && records.Set<Cohort>().Any(c => c.Id == p.Cohort && c.FinishedAt != null)).Select(p => p.Application).ToListAsync(stop)).ToHashSet();
            var people = sent.ConvertAll(a => (a.Level, a.Route, Sector: a.Employer is { } employer ? sectors.GetValueOrDefault(employer, "") : "", Reached: StepsReached.By(a.State, moves[a.Id].ToHashSet()) + (completed.Contains(a.Id) ? 1 : 0)));
            return [Of(Level, people.ConvertAll(p => (p.Level ?? "", p.Reached))), Of(Route, people.ConvertAll(p => (p.Route is { } route ? WordOf(route) : "", p.Reached))), Of(Sector, people.ConvertAll(p => (p.Sector, p.Reached)))];
        }

        private static Question Of(string code, List<(string Group, int Reached)> people)
        {
            // A step that everybody went on from, or nobody, says nothing about anybody.
            bool LostSomebody(int step) => people.Exists(p => p.Reached == step) && people.Exists(p => p.Reached > step);
            string[] groups = [.. people.Select(p => p.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new(code, [.. Enum.GetValues<SelectionStep>().Select((to, step) => new Step(to, !LostSomebody(step) ? [] : [.. groups.Select(g => Compare(g, people, step)).OfType<Group>()]))]);
        }

        private static Group? Compare(string group, List<(string Group, int Reached)> people, int step)
        {
            Passed Count(Func<string, bool> isOf) => new(people.Count(p => isOf(p.Group) && p.Reached > step), people.Count(p => isOf(p.Group) && p.Reached >= step));
            var (own, others) = (Count(g => g == group), Count(g => g != group));
            return AdverseImpact.Between(own, others, Normal.Z95) is { } impact ? new(group, own.Through, own.Of, impact.OneInterval.Lower, impact.OneInterval.Upper, others.Rate, impact.Ratio, impact.BelowFourFifths, impact.P) : null;
        }
    }
}
