using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The programme manager records why rows of returns may be read for a comparison, or ends that.</summary>
public static class GroundComparison
{
    public const int LongestText = 1000;
    public const int LongestLine = 200;

    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Assessment">Where the data protection impact assessment is filed.</param>
        /// <param name="Agreed">Organisations that agreed that rows of their returns are read for this.</param>
        public sealed record Record(
            string? Purpose, string? Basis, string? Condition, string? Assessment, string? ApprovedBy, DateOnly? ApprovedOn, DateOnly? ReviewOn, IReadOnlyList<OrganisationId> Agreed) : Deed;

        public sealed record End(ComparisonGroundsId Which) : Deed;
    }

    public sealed record Request(PersonId By, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done(ComparisonGroundsId Id) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchGrounds : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Deed is Deed.End end)
                return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ComparisonGrounded, "the grounds of a comparison with returns ended"), async records =>
                {
                    if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchGrounds();
                    if (await records.Set<ComparisonGrounds>().SingleOrDefaultAsync(g => g.Id == end.Which && g.EndedAt == null, stop) is not { } kept) return new Outcome.NoSuchGrounds();
                    kept.EndedAt = clock.GetUtcNow();
                    return new Outcome.Done(kept.Id);
                }, stop);

            var record = (Deed.Record)request.Deed;
            var today = London.Today(clock);
            int months = ParticipationPolicy.InForceOn(today).Comparison.ReviewMonths;
            string purpose = (record.Purpose ?? "").Trim(), assessment = (record.Assessment ?? "").Trim(), approvedBy = (record.ApprovedBy ?? "").Trim();
            var (basis, condition) = (StoredWord.TryParse<ComparisonBasis>(record.Basis), StoredWord.TryParse<ComparisonCondition>(record.Condition));
            var mistakes = new List<(string Field, string Advice)>();
            if (purpose.Length is 0 or > LongestText) mistakes.Add(("purpose", $"Say in at most {LongestText} characters what the comparison is for, and why nothing less would do."));
            if (basis is null) mistakes.Add(("basis", "Choose the lawful basis."));
            if (condition is null) mistakes.Add(("condition", "Choose the condition for special-category data."));
            if (assessment.Length is 0 or > LongestLine) mistakes.Add(("assessment", "Enter the reference of the data protection impact assessment."));
            if (approvedBy.Length is 0 or > LongestLine) mistakes.Add(("approved-by", "Enter the office that approved it, and who holds it."));
            if (record.ApprovedOn is not { } on || on > today) mistakes.Add(("approved-on", "Enter the day on which it was approved, today or before."));
            if (record.ReviewOn is not { } review || review <= today || review > today.AddMonths(months)) mistakes.Add(("review-on", $"Enter the day by which it is looked at again, within {months} months."));
            if (record.Agreed.Count == 0) mistakes.Add(("agreed", "Choose the organisations that agreed: without theirs no row is read."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ComparisonGrounded, "the grounds of a comparison with returns were recorded"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchGrounds();
                var one = new ComparisonGrounds
                {
                    Id = ComparisonGroundsId.New(clock),
                    Purpose = purpose,
                    Basis = basis!.Value,
                    Condition = condition!.Value,
                    Assessment = assessment,
                    ApprovedBy = approvedBy,
                    ApprovedOn = record.ApprovedOn!.Value,
                    ReviewOn = record.ReviewOn!.Value,
                    RecordedBy = request.By,
                    RecordedAt = clock.GetUtcNow(),
                };
                records.Add(one);
                foreach (var organisation in record.Agreed.Distinct()) records.Add(new ComparisonAgreement { Grounds = one.Id, Organisation = organisation });
                return new Outcome.Done(one.Id);
            }, stop);
        }
    }
}
