using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Cohorts from before these records were kept, with everything that was ever noted of them.</summary>
public static class ReadEarlierCohorts
{
    /// <param name="Reason">Why it was corrected; null for what was entered first.</param>
    public sealed record Noted(Guid Id, string Title, DateOnly EndedOn, int Graduates, string Source, string? Reason, DateOnly On, bool IsReplaced);

    public sealed class Handler(Store store)
    {
        /// <returns>By the day on which they ended; what was corrected before what stands for it.</returns>
        public Task<List<Noted>> HandleAsync(CancellationToken stop) => store.ReadAsync(async records =>
            (await records.Set<EarlierCohort>().OrderBy(c => c.EndedOn).ThenBy(c => c.NotedAt).ThenBy(c => c.Id).ToListAsync(stop)).ConvertAll(c => new Noted(c.Id, c.Title, c.EndedOn, c.Graduates, c.Source, c.Reason, London.DayOf(c.NotedAt), c.ReplacedAt is not null)));
    }
}

/// <summary>The programme's team notes how many completed a cohort before these records were kept, or corrects it. Nobody of it is named.</summary>
public static class NoteEarlierCohort
{
    public const int LongestTitle = 100;
    public const int LongestText = 300;
    public const int Most = 1000;

    /// <param name="Corrects">What it stands for; null for a cohort that was not entered.</param>
    /// <param name="Reason">Why it is corrected.</param>
    public sealed record Request(PersonId By, string? Title, DateOnly? EndedOn, int? Graduates, string? Source, Guid? Corrects = null, string? Reason = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>It was corrected meanwhile, or never entered.</summary>
        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var change = request.Corrects is null
                ? new Change(new Actor.Someone(request.By), ChangeKind.EarlierCohortNoted, "noted how many completed a cohort before these records")
                : new Change(new Actor.Someone(request.By), ChangeKind.EarlierCohortCorrected, "corrected how many completed a cohort before these records");
            return store.WriteAsync(change, records => NoteAsync(records, request, stop), stop);
        }

        private async Task<Outcome> NoteAsync(Records records, Request request, CancellationToken stop)
        {
            if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
            var noted = await records.Set<EarlierCohort>().Where(c => c.ReplacedAt == null).ToListAsync(stop);
            var corrected = noted.Find(c => c.Id == request.Corrects);
            if (request.Corrects is not null && corrected is null) return new Outcome.NoSuchCohort();
            var (title, source, reason) = ((request.Title ?? "").Trim(), (request.Source ?? "").Trim(), (request.Reason ?? "").Trim());
            var today = London.Today(clock);
            int least = ParticipationPolicy.InForceOn(today).SmallestShown;
            var mistakes = new List<(string Field, string Advice)>();
            if (title.Length is 0 or > LongestTitle) mistakes.Add(("title", $"Enter what the cohort was called, in at most {LongestTitle} characters."));
            else if (noted.Exists(c => c != corrected && string.Equals(c.Title, title, StringComparison.OrdinalIgnoreCase))) mistakes.Add(("title", "A cohort of that name is entered already: correct it there."));
            else if ((await records.Set<Cohort>().Select(c => c.Title).ToListAsync(stop)).Exists(t => string.Equals(t, title, StringComparison.OrdinalIgnoreCase))) mistakes.Add(("title", "That cohort is kept here, and whoever completed it is counted from its records."));
            if (request.EndedOn is not { } ended || ended >= today) mistakes.Add(("ended-on", "Enter the day on which it ended."));
            // A handful would be known by name.
            bool isTakenBack = corrected is not null && request.Graduates is 0;
            if (!isTakenBack && !(request.Graduates >= least && request.Graduates <= Most)) mistakes.Add(("graduates", $"Enter how many completed it, from {least} to {Most}{(corrected is null ? "; enter fewer together with another cohort" : ", or 0 to take it back")}."));
            if (source.Length is 0 or > LongestText) mistakes.Add(("source", $"Say in a sentence where that is said, in at most {LongestText} characters."));
            if (corrected is not null && reason.Length is 0 or > LongestText) mistakes.Add(("reason", $"Say why it is corrected, in at most {LongestText} characters."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            if (corrected is not null) corrected.ReplacedAt = clock.GetUtcNow();
            records.Add(new EarlierCohort
            {
                Id = TypedId.NewValue(clock),
                Title = title,
                EndedOn = request.EndedOn!.Value,
                Graduates = request.Graduates!.Value,
                Source = source,
                Corrects = corrected?.Id,
                Reason = corrected is null ? null : reason,
                NotedBy = request.By,
                NotedAt = clock.GetUtcNow(),
            });
            return new Outcome.Done();
        }
    }
}
