using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Positive-action cases with what is wrong with them today, and who has reviewed them.</summary>
public static class ReadCases
{
    public sealed record Request(ActionCaseId? Only = null);

    public sealed record Review(DateTimeOffset At, PersonId By, string Finding, DateOnly NextOn);

    /// <summary>What a case said until it was changed.</summary>
    public sealed record Version(DateTimeOffset Until, PersonId ChangedBy, string Title, PositiveActionCase Case, string? FigureText);

    public sealed record Basis(OrganisationId Organisation, string Text, DateTimeOffset At);

    /// <param name="By">Who considered it, in the words of the record.</param>
    public sealed record Regard(Guid Id, string Decision, DateOnly On, string By, string Eliminating, string Advancing, string Fostering, string LedTo, PersonId RecordedBy, DateTimeOffset RecordedAt);

    /// <param name="Versions">What it said before, the newest first.</param>
    /// <param name="DueRegards">Who had regard to equality when something was decided, the newest first.</param>
    public sealed record Listed(
        ActionCaseId Id, string Title, PositiveActionCase Case, string? Figure, string? FigureText, DateTimeOffset MadeAt, PersonId Owner, IReadOnlyList<RuleFault> Faults,
        IReadOnlyList<Review> Reviews, IReadOnlyList<Version> Versions, IReadOnlyList<Basis> Bases, IReadOnlyList<Regard> DueRegards)
    {
        /// <summary>A window may rest on it.</summary>
        public bool IsGood => !Faults.Any(f => f.Blocks);
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Newest first.</returns>
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var today = London.Today(clock);
            var policy = ProgrammePolicy.InForceOn(today);
            var asked = records.Set<ActionCase>().Where(c => c.Owner != null && (request.Only == null || c.Id == request.Only));
            var cases = await asked.OrderByDescending(c => c.MadeAt).ToListAsync(stop);
            var reviews = (await records.Set<CaseReview>().Where(r => asked.Any(c => c.Id == r.ActionCase)).OrderByDescending(r => r.At).ToListAsync(stop)).ToLookup(r => r.ActionCase);
            var versions = (await records.Set<CaseVersion>().Where(v => asked.Any(c => c.Id == v.ActionCase)).OrderByDescending(v => v.Until).ThenByDescending(v => v.Id).ToListAsync(stop)).ToLookup(v => v.ActionCase);
            var bases = (await records.Set<EmployerBasis>().Where(b => asked.Any(c => c.Id == b.ActionCase)).OrderBy(b => b.GivenAt).ToListAsync(stop)).ToLookup(b => b.ActionCase);
            var regards = (await records.Set<DueRegard>().Where(r => asked.Any(c => c.Id == r.ActionCase)).OrderByDescending(r => r.ConsideredOn).ThenByDescending(r => r.Id).ToListAsync(stop)).ToLookup(r => r.ActionCase);
            return cases.ConvertAll(c => new Listed(
                c.Id, c.Title, c.ToRules(), c.Figure, c.FigureText, c.MadeAt, c.Owner!.Value, CaseFaults.Of(c.ToRules(), today, policy.EvidenceMonths),
                [.. reviews[c.Id].Select(r => new Review(r.At, r.Reviewer, r.Finding, r.NextOn))],
                [.. versions[c.Id].Select(v => new Version(v.Until, v.ChangedBy, v.Title, v.ToRules(), v.FigureText))], [.. bases[c.Id].Select(b => new Basis(b.Organisation, b.Basis, b.GivenAt))],
                [.. regards[c.Id].Select(r => new Regard(r.Id, r.Decision, r.ConsideredOn, r.ConsideredBy, r.Eliminating, r.Advancing, r.Fostering, r.LedTo, r.RecordedBy, r.RecordedAt))]));
        });
    }
}

/// <summary>Writes a case down, or changes what one says; what it said stays. When it is looked at again is changed by a review alone.</summary>
public static class WriteCase
{
    public const int LongestText = 4000;
    public const int LongestTitle = 120;

    /// <summary>A published figure that shows the need.</summary>
    /// <param name="Id">As in the open data of editions, the same in each.</param>
    /// <param name="Text">What it said when it was chosen, with its edition.</param>
    public sealed record RestsOn(string Id, string Text);

    /// <param name="Which">Null for a new one.</param>
    /// <param name="Figure">Null: on evidence of our own alone.</param>
    /// <param name="ReviewOn">Of a new one.</param>
    public sealed record Request(
        PersonId By, ActionCaseId? Which, string? Title, string? Group, IReadOnlyList<string> Grounds, string? Evidence, string? EvidenceSource, DateOnly? EvidenceOn, RestsOn? Figure,
        string? Proportionate, string? Alternatives, string? EndCondition, DateOnly? ReviewOn);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Written(ActionCaseId Id) : Outcome;

        public sealed record NotYet(IReadOnlyList<RuleFault> Faults) : Outcome;

        public sealed record NoSuchCase : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            var grounds = request.Grounds.Select(StoredWord.TryParse<PositiveActionGround>).OfType<PositiveActionGround>().Distinct().ToList();
            var draft = new ActionCase
            {
                Id = request.Which ?? ActionCaseId.New(clock),
                Title = Trimmed(request.Title),
                GroupServed = Trimmed(request.Group),
                Grounds = string.Join(' ', grounds.Select(StoredWord.Of)),
                Evidence = Trimmed(request.Evidence),
                EvidenceSource = Trimmed(request.EvidenceSource),
                EvidenceOn = request.EvidenceOn,
                Figure = request.Figure?.Id,
                FigureText = request.Figure?.Text,
                EvidenceHolds = request.Figure is null ? null : true,
                Proportionate = Trimmed(request.Proportionate),
                Alternatives = Trimmed(request.Alternatives),
                EndCondition = Trimmed(request.EndCondition),
                ReviewOn = request.ReviewOn,
                Owner = request.By,
                MadeAt = clock.GetUtcNow(),
            };
            bool isNew = request.Which is null;
            List<RuleFault> faults =
            [
                .. draft.Title.Length is 0 or > LongestTitle ? [new RuleFault("case-title", "title", $"Give the case a name of at most {LongestTitle} characters.")] : Array.Empty<RuleFault>(),
                .. CaseFaults.Of(draft.ToRules(), today, ProgrammePolicy.InForceOn(today).EvidenceMonths).Where(f => f.Blocks && (isNew || f.Field != "review-on")),
                .. isNew && draft.ReviewOn > today.AddMonths(ReviewCase.FurthestMonths) ? [new RuleFault("review-far", "review-on", $"Enter a day within {ReviewCase.FurthestMonths} months.")] : Array.Empty<RuleFault>(),
            ];
            if (((string[])[draft.GroupServed, draft.Evidence, draft.EvidenceSource, draft.Proportionate, draft.Alternatives, draft.EndCondition]).Any(t => t.Length > LongestText))
                faults.Add(new("case-long", "", $"Use at most {LongestText} characters for each answer."));
            if (faults.Count > 0) return new Outcome.NotYet(faults);
            var change = new Change(new Actor.Someone(request.By), isNew ? ChangeKind.CaseMade : ChangeKind.CaseChanged, "a positive-action case was written");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCase();
                if (isNew)
                {
                    records.Add(draft);
                    return new Outcome.Written(draft.Id);
                }

                if (await records.Set<ActionCase>().SingleOrDefaultAsync(c => c.Id == draft.Id && c.EndedAt == null, stop) is not { } kept) return new Outcome.NoSuchCase();
                var version = CaseVersion.Of(kept, request.By, clock);
                (kept.Title, kept.GroupServed, kept.Grounds, kept.Evidence, kept.EvidenceSource, kept.EvidenceOn) = (draft.Title, draft.GroupServed, draft.Grounds, draft.Evidence, draft.EvidenceSource, draft.EvidenceOn);
                (kept.Proportionate, kept.Alternatives, kept.EndCondition) = (draft.Proportionate, draft.Alternatives, draft.EndCondition);
                if (kept.Figure != draft.Figure) (kept.Figure, kept.FigureText, kept.EvidenceHolds) = (draft.Figure, draft.FigureText, draft.EvidenceHolds);
                if (records.Entry(kept).Properties.Any(p => !Equals(p.OriginalValue, p.CurrentValue))) records.Add(version);
                return new Outcome.Written(kept.Id);
            }, stop);
        }

        private static string Trimmed(string? text) => (text ?? "").Trim();
    }
}

/// <summary>A case is looked at again, or ends.</summary>
public static class ReviewCase
{
    public const int LongestFinding = 2000;
    public const int FurthestMonths = 24;

    /// <param name="NextOn">When it is looked at next; null: it ends.</param>
    public sealed record Request(PersonId By, ActionCaseId Which, string? Finding, DateOnly? NextOn, bool End);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NoSuchCase : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var today = London.Today(clock);
            if (request.Finding?.Trim() is not { Length: > 0 and <= LongestFinding } finding) return new Outcome.NotYet("finding", "Say in a few sentences what was found: does the need still exist, does the programme help?");
            if (!request.End && (request.NextOn is not { } next || next <= today || next > today.AddMonths(FurthestMonths)))
                return new Outcome.NotYet("next", $"Enter the day of the next review, within {FurthestMonths} months.");
            var change = new Change(new Actor.Someone(request.By), ChangeKind.CaseChanged, request.End ? "a positive-action case ended" : "a positive-action case was reviewed");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCase();
                if (await records.Set<ActionCase>().SingleOrDefaultAsync(c => c.Id == request.Which && c.EndedAt == null, stop) is not { } one) return new Outcome.NoSuchCase();
                records.Add(new CaseReview { Id = TypedId.NewValue(clock), ActionCase = one.Id, At = clock.GetUtcNow(), Reviewer = request.By, Finding = finding, NextOn = request.NextOn ?? today });
                if (request.End) one.EndedAt = clock.GetUtcNow();
                else one.ReviewOn = request.NextOn;
                return new Outcome.Done();
            }, stop);
        }
    }
}
