using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Makes a cohort, or enters one of the past, or changes a draft. A new one with dates or a shape that contradict
/// themselves is kept as a draft and cannot be published; history is kept as it was, and its faults are shown.
/// </summary>
public static partial class MakeCohort
{
    public const int LongestTitle = 120;
    public const int LongestSummary = 600;

    /// <param name="Shape">The code and version of a shape, such as <c>days-27/1</c>.</param>
    /// <param name="Dates">Null where a date that is needed was not given; the caller says which.</param>
    /// <param name="Draft">The one that is changed; null for a new one.</param>
    public sealed record Request(PersonId By, CohortId? Draft, string? Title, string? Code, string? Summary, ActionCaseId? ActionCase, string? Shape, int? Places, Timeline? Dates, bool IsHistory);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Made(CohortId Id) : Outcome;

        public sealed record NotYet(IReadOnlyList<RuleFault> Faults) : Outcome;

        /// <summary>There is no such cohort, or it was published meanwhile.</summary>
        public sealed record NoSuchDraft : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var faults = new List<RuleFault>();
            string title = (request.Title ?? "").Trim(), code = (request.Code ?? "").Trim(), summary = (request.Summary ?? "").Trim();
            if (title.Length is 0 or > LongestTitle) faults.Add(new("cohort-title", "title", $"Give the cohort a name of at most {LongestTitle} characters, such as Stepping Up 2027."));
            if (!Code().IsMatch(code)) faults.Add(new("cohort-code", "code", "Give it an address of small letters, digits and hyphens, such as stepping-up-2027."));
            if (summary.Length is 0 or > LongestSummary) faults.Add(new("cohort-summary", "summary", $"Say in one or two sentences what the programme is for, in at most {LongestSummary} characters."));
            if (request.ActionCase is null) faults.Add(new("cohort-case", "case", "Choose the positive-action case it rests on."));
            if (request.Places is not (>= 1 and <= NewCohort.MostPlaces)) faults.Add(new("cohort-places", "places", $"Enter how many places there are, from 1 to {NewCohort.MostPlaces}."));
            if (request.Dates is null) faults.Add(new("cohort-dates", "opens", "Enter every date."));
            else if (request.IsHistory && !request.Dates.IsOverOn(London.Today(clock))) faults.Add(new("cohort-history", "history", "A cohort of the past has every day behind it. Take the tick away, or correct the dates."));
            var shape = await store.ReadAsync(records => ShapeAsync(records, request.Shape, stop));
            if (shape is null) faults.Add(new("cohort-shape", "shape", "Choose the shape of the programme."));
            if (faults.Count > 0) return new Outcome.NotYet(faults);

            var change = request.Draft is null
                ? new Change(new Actor.Someone(request.By), ChangeKind.CohortMade, request.IsHistory ? "a cohort of the past was entered" : "a cohort was made")
                : new Change(new Actor.Someone(request.By), ChangeKind.CohortChanged, "the draft of a cohort was changed");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchDraft();
                var draft = request.Draft is { } kept ? await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == kept && c.PublishedAt == null, stop) : null;
                if (request.Draft is not null && draft is null) return new Outcome.NoSuchDraft();
                if (await records.Set<Cohort>().AnyAsync(c => c.Code == code && c.Id != request.Draft, stop)) return new Outcome.NotYet([new("cohort-code", "code", "Choose another address: there is a cohort with this one.")]);
                if (!await records.Set<ActionCase>().AnyAsync(c => c.Id == request.ActionCase && c.Owner != null, stop)) return new Outcome.NotYet([new("cohort-case", "case", "Choose the positive-action case it rests on.")]);
                if (draft is not null)
                {
                    (draft.Code, draft.Title, draft.Summary, draft.ActionCase, draft.Shape, draft.Places, draft.IsHistory) = (code, title, summary, request.ActionCase!.Value, shape!.ToJson(), request.Places!.Value, request.IsHistory);
                    draft.Set(request.Dates!);
                    return new Outcome.Made(draft.Id);
                }

                var cohort = NewCohort.Of(records, clock, code, title, summary, request.ActionCase!.Value, shape!, request.Places!.Value, request.Dates!, request.IsHistory);
                return new Outcome.Made(cohort.Id);
            }, stop);
        }

        private static async Task<ProgrammeShape?> ShapeAsync(Records records, string? asked, CancellationToken stop)
        {
            if (ShapesOnFile.All.FirstOrDefault(s => $"{s.Code}/{s.Version}" == asked) is { } known) return known;
            var own = await records.Set<OwnShape>().ToListAsync(stop);
            return own.Where(s => $"{s.Code}/{s.Version}" == asked).Select(s => ProgrammeShape.FromJson(s.Shape)).FirstOrDefault();
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();
}
