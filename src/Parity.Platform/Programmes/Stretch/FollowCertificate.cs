using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A participant works for the management certificate: registers, chooses units, notes results, what is sent in and verified.</summary>
public static class FollowCertificate
{
    public const int LongestText = 120;
    public const int LongestNumber = 40;

    /// <summary>Of the Regulated Qualifications Framework.</summary>
    public const int LowestLevel = 1;
    public const int HighestLevel = 8;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record Register(DateOnly? On, string? Centre, int? WeeklyHours, string? Payer, string? Number = null) : Deed;

        /// <param name="Version">Of the catalogue: the one that could be begun on that day.</param>
        public sealed record AddUnit(string? Code, int? Version, DateOnly? BegunOn) : Deed;

        public sealed record RemoveUnit(string Code) : Deed;

        public sealed record GiveResult(string Code, UnitResult? Result, DateOnly? On, string? Mark = null) : Deed;

        public sealed record Verify(DateOnly? Internally, DateOnly? Externally) : Deed;

        public sealed record SendIn(int? Pages, bool UsesStretch) : Deed;

        /// <summary>Refused while anything is lacking.</summary>
        public sealed record Award(DateOnly? On) : Deed;
    }

    public sealed record Request(PersonId By, ParticipantId Participant, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync(new Change(new Actor.Someone(request.By), ChangeKind.CertificateChanged, "a certificate went on"), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return new Outcome.NotYours();
                var rule = (await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop)).ReadShape().Certificate;
                if (rule is null) return new Outcome.NotYours();
                var certificate = await records.Set<Certificate>().SingleOrDefaultAsync(c => c.Participant == one.Id, stop);
                if (request.Deed is Deed.Register register) return Register(records, one, certificate, register);
                if (certificate is null) return No("registered-on", "Note first when and where you registered.");
                if (certificate.AwardedOn is not null) return No("", "The certificate is awarded. Nothing of it changes any more.");
                var units = await records.Set<CertificateUnitChosen>().Where(u => u.Participant == one.Id).ToListAsync(stop);
                var catalogue = await UnitVersion.CatalogueAsync(records, stop);
                return request.Deed switch
                {
                    Deed.AddUnit add => Add(records, certificate, rule, units, catalogue, add),
                    Deed.RemoveUnit remove => Remove(records, units, remove),
                    Deed.GiveResult give => Result(certificate, units, give),
                    Deed.Verify verify => Verify(certificate, verify),
                    Deed.SendIn send => SendIn(certificate, rule, send),
                    Deed.Award award => Award(certificate, rule, units, catalogue, award),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);

        private Outcome Register(Records records, Participant one, Certificate? kept, Deed.Register register)
        {
            string centre = (register.Centre ?? "").Trim(), payer = (register.Payer ?? "").Trim(), number = (register.Number ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (register.On is not { } on || on > London.Today(clock)) mistakes.Add(("registered-on", "Enter the day on which you registered."));
            if (centre.Length is 0 or > LongestText) mistakes.Add(("centre", "Enter with which centre."));
            if (register.WeeklyHours is not (>= 1 and <= 40)) mistakes.Add(("weekly-hours", "Enter how many hours a week you plan, from 1 to 40."));
            if (payer.Length is 0 or > LongestText) mistakes.Add(("payer", "Say who pays: your employer, the apprenticeship levy, or somebody else."));
            if (number.Length > LongestNumber) mistakes.Add(("number", $"Use at most {LongestNumber} characters."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            if (kept?.AwardedOn is not null) return No("", "The certificate is awarded. Nothing of it changes any more.");
            if (kept is null) records.Add(new Certificate { Participant = one.Id, RegisteredOn = register.On!.Value, Centre = centre, WeeklyHours = register.WeeklyHours!.Value, Payer = payer, RegistrationNumber = number.Length > 0 ? number : null });
            else (kept.RegisteredOn, kept.Centre, kept.WeeklyHours, kept.Payer, kept.RegistrationNumber) = (register.On!.Value, centre, register.WeeklyHours!.Value, payer, number.Length > 0 ? number : null);
            return new Outcome.Done();
        }

        private Outcome Add(Records records, Certificate certificate, CertificateRule rule, List<CertificateUnitChosen> units, UnitCatalogue catalogue, Deed.AddUnit add)
        {
            var mistakes = new List<(string Field, string Advice)>();
            var unit = catalogue.All.FirstOrDefault(u => u.Code == add.Code && u.Version == add.Version && u.Certificate == rule.Title);
            if (unit is null) mistakes.Add(("unit", "Choose a unit."));
            else if (units.Exists(u => UnitCatalogue.IsCode(u.Code, unit.Code))) mistakes.Add(("unit", "You have this unit already. Choose each once."));
            if (units.Count >= rule.UnitsTo) mistakes.Add(("unit", $"There are {rule.UnitsTo} units at most. Take one out first."));
            if (add.BegunOn is not { } on || on > London.Today(clock) || on < certificate.RegisteredOn) mistakes.Add(("begun-on", "Enter the day on which you began it, not before you registered."));
            else if (unit is not null && !catalogue.CanBeBegun(unit, on))
                mistakes.Add(("begun-on", $"It could be begun from {unit.From:d MMMM yyyy}{(catalogue.UntilOf(unit) is { } until ? $" until {until:d MMMM yyyy}" : "")}. Choose what could be begun on your day."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            records.Add(new CertificateUnitChosen
            {
                Participant = certificate.Participant,
                Code = unit!.Code,
                Title = unit.Title,
                Credits = unit.Credits,
                Level = unit.Level,
                Version = unit.Version,
                BegunOn = add.BegunOn,
                GuidedHours = unit.GuidedHours,
                TotalHours = unit.TotalHours,
            });
            return new Outcome.Done();
        }

        private static Outcome Remove(Records records, List<CertificateUnitChosen> units, Deed.RemoveUnit remove)
        {
            if (units.Find(u => u.Code == remove.Code) is not { } unit) return new Outcome.NotYours();
            records.Remove(unit);
            return new Outcome.Done();
        }

        private Outcome Result(Certificate certificate, List<CertificateUnitChosen> units, Deed.GiveResult give)
        {
            if (units.Find(u => u.Code == give.Code) is not { } unit) return new Outcome.NotYours();
            string mark = (give.Mark ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (give.Result is not { } result || !CertificateUnit.After(unit.Result).Contains(result)) mistakes.Add(($"result-{unit.Code}", unit.Result is UnitResult.Passed ? "The unit is passed, and stays so." : "Choose what comes next: a referred unit is resubmitted before it is passed."));
            if (give.On is not { } on || on > London.Today(clock) || on < certificate.RegisteredOn || on < unit.BegunOn || on < unit.ResultOn) mistakes.Add(($"result-on-{unit.Code}", "Enter the day of the result, not before the unit was begun or the result before it."));
            if (mark.Length > LongestNumber) mistakes.Add(($"mark-{unit.Code}", $"Use at most {LongestNumber} characters."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            (unit.Result, unit.ResultOn, unit.Mark) = (give.Result, give.On, mark);
            return new Outcome.Done();
        }

        private Outcome Verify(Certificate certificate, Deed.Verify verify)
        {
            var mistakes = new List<(string Field, string Advice)>();
            if (verify.Internally is not { } internally || internally > London.Today(clock) || internally < certificate.RegisteredOn) mistakes.Add(("internally", "Enter the day on which the centre's own verifier looked at it."));
            if (verify.Externally is { } externally && (externally > London.Today(clock) || externally < verify.Internally)) mistakes.Add(("externally", "The awarding body's verifier looks at it after the centre's own."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            (certificate.InternallyVerifiedOn, certificate.ExternallyVerifiedOn) = (verify.Internally, verify.Externally);
            return new Outcome.Done();
        }

        private static Outcome SendIn(Certificate certificate, CertificateRule rule, Deed.SendIn send)
        {
            if (send.Pages is not { } pages || pages < rule.PagesFrom || pages > rule.PagesTo) return No("pages", $"The written assignment has {rule.PagesFrom} to {rule.PagesTo} pages.");
            (certificate.Pages, certificate.UsesStretch) = (pages, send.UsesStretch);
            return new Outcome.Done();
        }

        private Outcome Award(Certificate certificate, CertificateRule rule, List<CertificateUnitChosen> units, UnitCatalogue catalogue, Deed.Award award)
        {
            var today = London.Today(clock);
            if (award.On is not { } on || on > today) return No("awarded-on", "Enter the day on which it was awarded.");
            if (on < certificate.InternallyVerifiedOn || on < certificate.ExternallyVerifiedOn) return No("awarded-on", "It is awarded after it was verified.");
            var progress = CertificateProgress.Of(rule, units.ConvertAll(u => u.ToUnit()), certificate.Pages, certificate.WeeklyHours, certificate.RegisteredOn, today, catalogue);
            if (!progress.IsComplete) return new Outcome.NotYet([.. progress.Missing.Select(m => ("awarded-on", m.Advice))]);
            certificate.AwardedOn = on;
            return new Outcome.Done();
        }

        private static Outcome.NotYet No(string field, string advice) => new([(field, advice)]);
    }
}

/// <summary>Somebody's own certificate, with what is lacking.</summary>
public static class ReadCertificate
{
    public sealed record Request(PersonId By, ParticipantId Participant);

    /// <param name="Progress">Null before they registered.</param>
    /// <param name="Choosable">What could be begun on a day since they registered and is not chosen yet; the day until which, where there is one.</param>
    /// <param name="Mandatory">Codes of those that have to be passed.</param>
    public sealed record One(CertificateRule Rule, DateOnly? RegisteredOn, string Centre, int WeeklyHours, string Payer, int? Pages, bool UsesStretch, DateOnly? AwardedOn, IReadOnlyList<CertificateUnit> Units, CertificateProgress? Progress,
        string Number, DateOnly? InternallyVerifiedOn, DateOnly? ExternallyVerifiedOn, IReadOnlyList<(OfferedUnit Unit, DateOnly? Until)> Choosable, IReadOnlyList<string> Mandatory);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Null where it is not theirs, or the shape has no certificate.</returns>
        public Task<One?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one
                || (await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop)).ReadShape().Certificate is not { } rule) return null;
            var units = (await records.Set<CertificateUnitChosen>().Where(u => u.Participant == one.Id).OrderBy(u => u.Code).ToListAsync(stop)).ConvertAll(u => u.ToUnit());
            if (await records.Set<Certificate>().SingleOrDefaultAsync(c => c.Participant == one.Id, stop) is not { } kept) return new One(rule, null, "", 0, "", null, false, null, [], null, "", null, null, [], []);
            var (today, catalogue) = (London.Today(clock), await UnitVersion.CatalogueAsync(records, stop));
            return new One(
                rule, kept.RegisteredOn, kept.Centre, kept.WeeklyHours, kept.Payer, kept.Pages, kept.UsesStretch, kept.AwardedOn, units,
                CertificateProgress.Of(rule, units, kept.Pages, kept.WeeklyHours, kept.RegisteredOn, today, catalogue), kept.RegistrationNumber ?? "", kept.InternallyVerifiedOn, kept.ExternallyVerifiedOn,
                [.. catalogue.Between(rule.Title, kept.RegisteredOn, today).Where(u => !units.Exists(c => UnitCatalogue.IsCode(c.Code, u.Code))).Select(u => (u, catalogue.UntilOf(u)))],
                [.. catalogue.Mandatory(rule.Title, kept.RegisteredOn, today).Select(u => u.Code)]);
        });
    }
}
