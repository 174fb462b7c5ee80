using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Module by module who of a cohort has attended it and who still lacks it: for the programme's team.</summary>
public static class ReadModules
{
    public sealed record Request(CohortId Cohort);

    public sealed record Person(ParticipantId Id, string Name, ModuleProgress Progress);

    /// <param name="Reactions">Null until the week for answering is over, and for good where fewer than five answered.</param>
    /// <param name="Days">Planned for it, with those that make up.</param>
    public sealed record Module(int Number, string Title, decimal Days, IReadOnlyList<(DateOnly On, bool MakesUp)> Planned, IReadOnlyList<Person> People, FoundTogether? Reactions)
    {
        public IEnumerable<Person> Those(ModuleState state) => People.Where(p => p.Progress.State == state);
    }

    /// <summary>A module day of which nobody has said which module it is.</summary>
    public sealed record Loose(Guid Day, string Title, DateOnly On);

    public sealed record Modules(IReadOnlyList<Module> All, IReadOnlyList<Loose> WithoutModule);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Null where there is no such cohort. Whoever left early is in no list.</returns>
        public async Task<Modules?> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var today = London.Today(clock);
            return await store.ReadAsync(async records =>
            {
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return null;
                var shape = cohort.ReadShape();
                var days = await CohortDays.ReadAsync(records, cohort.Id, stop);
                var people = (await records.Set<Participant>().Where(p => p.Cohort == cohort.Id && (p.EndedOn == null || p.Completed)).ToListAsync(stop))
                    .Select(p => (p.Id, Name: names.GetValueOrDefault(p.Person, "somebody"), Progress: ModuleProgress.Of(shape, days.ModulesOf(p.Id), today))).OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
                var reactions = (await records.Set<Reaction>().Where(r => r.Kind == ReactionKind.Module && records.Set<Participant>().Any(p => p.Id == r.Participant && p.Cohort == cohort.Id)).ToListAsync(stop)).ToLookup(r => r.Number);
                return new Modules(
                    [.. shape.Modules.Select((m, at) => new Module(
                        at + 1, m.Title, m.Days, [.. days.All.Where(d => d.Module == at + 1).Select(d => (d.OnDay, d.MakesUp))], people.ConvertAll(p => new Person(p.Id, p.Name, p.Progress[at])), ReactionWindow.IsOver(shape, at + 1, days.ModulesOf(default), today) ? Reaction.Together(ReactionKind.Module, store.Key, [.. reactions[at + 1]]) : null))],
                    [.. days.All.Where(d => d.Kind == ProgrammeShape.ModulesType && d.Module is null).Select(d => new Loose(d.Id, d.Title, d.OnDay))]);
            });
        }
    }
}
