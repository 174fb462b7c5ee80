using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The programme's team says when and where line managers come together, also after the programme has begun and until the
/// workshop is over. Line managers who see a participant of the cohort are written that there is news.
/// </summary>
public static class PlanWorkshop
{
    public const int LongestPlace = 120;

    public sealed record Request(PersonId By, CohortId Cohort, DateOnly? On, TimeOnly? From, TimeOnly? Until, string? Place);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.CohortChanged, "when and where line managers come together was planned"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort && c.PublishedAt != null && !c.IsHistory, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                var today = London.Today(clock);
                string place = (request.Place ?? "").Trim();
                var mistakes = new List<(string Field, string Advice)>();
                if (cohort.WorkshopOn < today) return new Outcome.NotYet([("workshop-on", "The workshop is over. Note who came.")]);
                if (request.On is not { } on || on < today || on < cohort.StartsOn || on > cohort.EndsOn) mistakes.Add(("workshop-on", "Enter a day of the programme, from its first day on, that is not over."));
                if (request.From is not { } from || request.Until is not { } until || until <= from) mistakes.Add(("workshop-from", "Enter from when until when."));
                else if ((London.Doubt(request.On, request.From) ?? London.Doubt(request.On, request.Until)) is { } doubt) mistakes.Add(("workshop-from", doubt));
                if (place.Length is 0 or > LongestPlace) mistakes.Add(("workshop-place", $"Enter where it is, in at most {LongestPlace} characters, or that it is online."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                if (cohort.WorkshopOn == request.On && cohort.ReadWorkshop() is { } was && was.From == request.From && was.Until == request.Until && was.Place == place) return new Outcome.Done();
                (cohort.WorkshopOn, cohort.WorkshopFrom, cohort.WorkshopUntil, cohort.WorkshopPlace) = (request.On, request.From, request.Until, place);
                await LineManagers.TellAsync(records, store.Key, clock, cohort.Id, "workshop", stop);
                return new Outcome.Done();
            }, stop);
    }
}
