using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Who of a cohort works for the certificate and how far they are, for the programme's team. Marks of units are the participant's own.</summary>
public static class ReadCertificates
{
    public sealed record Request(CohortId Cohort);

    /// <summary>A unit without its mark.</summary>
    public sealed record Unit(string Code, string Title, int? Level, int Credits, UnitResult? Result, DateOnly? ResultOn, int? Version, DateOnly? BegunOn, int? GuidedHours, int? TotalHours);

    /// <param name="Units">Passed and chosen.</param>
    /// <param name="ToHandIn">Units that the centre referred.</param>
    /// <param name="CompleteBy">By when it was to be complete.</param>
    public sealed record One(
        string Name, OrganisationId? Employer, DateOnly RegisteredOn, string Centre, string Number, string Payer, (int Passed, int Chosen) Units, int ToHandIn, int CreditsPassed, int? Pages, bool UsesStretch,
        DateOnly CompleteBy, DateOnly? InternallyVerifiedOn, DateOnly? ExternallyVerifiedOn, DateOnly? AwardedOn, IReadOnlyList<RuleFault> Missing, IReadOnlyList<RuleFault> Warnings, IReadOnlyList<Unit> Chosen);

    /// <param name="Rule">Null where the shape has no certificate.</param>
    /// <param name="Without">Participants who have not registered.</param>
    public sealed record Certificates(CertificateRule? Rule, IReadOnlyList<One> All, int Without);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>By name.</returns>
        public async Task<Certificates> HandleAsync(Request request, CancellationToken stop)
        {
            var names = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id, a => a.Name);
            var today = London.Today(clock);
            return await store.ReadAsync(async records =>
            {
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort || cohort.ReadShape().Certificate is not { } rule) return new Certificates(null, [], 0);
                var people = await records.Set<Participant>().Where(p => p.Cohort == cohort.Id).ToListAsync(stop);
                var kept = await records.Set<Certificate>().Where(c => records.Set<Participant>().Any(p => p.Id == c.Participant && p.Cohort == cohort.Id)).ToDictionaryAsync(c => c.Participant, stop);
                var units = (await records.Set<CertificateUnitChosen>().Where(u => records.Set<Participant>().Any(p => p.Id == u.Participant && p.Cohort == cohort.Id)).OrderBy(u => u.Code).ToListAsync(stop)).ToLookup(u => u.Participant, u => u.ToUnit());
                var catalogue = await UnitVersion.CatalogueAsync(records, stop);
                return new Certificates(rule, [.. people.Where(p => kept.ContainsKey(p.Id)).Select(p => Of(names.GetValueOrDefault(p.Person, "somebody"), p.Employer, kept[p.Id], [.. units[p.Id]], rule, today, catalogue)).OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)], people.Count(p => !kept.ContainsKey(p.Id)));
            });
        }

        private static One Of(string name, OrganisationId? employer, Certificate kept, IReadOnlyList<CertificateUnit> units, CertificateRule rule, DateOnly today, UnitCatalogue catalogue)
        {
            var progress = CertificateProgress.Of(rule, units, kept.Pages, kept.WeeklyHours, kept.RegisteredOn, today, catalogue);
            return new(
                name, employer, kept.RegisteredOn, kept.Centre, kept.RegistrationNumber ?? "", kept.Payer, (units.Count(u => u.IsPassed), units.Count), units.Count(u => u.Result is UnitResult.Referred), progress.Passed, kept.Pages, kept.UsesStretch,
                kept.RegisteredOn.AddMonths(rule.Months), kept.InternallyVerifiedOn, kept.ExternallyVerifiedOn, kept.AwardedOn, kept.AwardedOn is null ? progress.Missing : [], kept.AwardedOn is null ? progress.Warnings : [],
                [.. units.Select(u => new Unit(u.Code, u.Title, u.Level, u.Credits, u.Result, u.ResultOn, u.Version, u.BegunOn, u.GuidedHours, u.TotalHours))]);
        }
    }
}
