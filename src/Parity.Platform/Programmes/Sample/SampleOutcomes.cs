using System.Globalization;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The city's assignments, contracts and what came of the first cohort.</summary>
internal sealed class SampleOutcomes(Records records, MasterKey key, TimeProvider clock, PersonId team, PersonId evaluator, IReadOnlyList<SampleProgrammes.One> heads)
{
    private static readonly (string Title, string About)[] Projects =
    [
        ("One front door for families", "Three teams ask families the same questions. Find out why, and bring them to one way."),
        ("Night work that people can live with", "Look at the rota of two wards with those who work it, and try another for six weeks."),
        ("Who gets to chair", "Count who chairs our meetings and boards, ask why, and propose three changes to the senior board."),
        ("Apprentices who stay", "A third leave in the second year. Talk to them and to their supervisors."),
        ("A building that everybody can use", "Walk our largest building with those who find it hard, and put what it takes before the board."),
    ];

    private DateOnly Today => London.Today(clock);

    public void Load(Cohort finished, IReadOnlyList<Participant> graduates, Cohort running, IReadOnlyList<Participant> participants)
    {
        var past = Offer(finished, closed: true);
        for (int at = 0; at < graduates.Count; at++)
        {
            if (!graduates[at].Completed) continue;
            var assignment = Assign(finished, graduates[at], past, at, finished.StartsOn.AddDays(140));
            Sign(assignment, graduates[at], past.First(o => o.Id == assignment.Offer), Terms(finished, assignment), signatures: 4);
            assignment.PresentedOn = WorkingDays.After(finished.StartsOn.AddDays(320), 1);
            assignment.SealedFeedback = ContractVersion.SealNote(key, assignment.Id, "Clear, and braver than our own papers. The board takes up two of the three proposals.");
            assignment.ClosedAt = London.At(assignment.PresentedOn.Value.AddDays(7), new(10, 0));
            Follow(graduates[at], at);
            if (at < 2) Certify(finished, graduates[at], isAwarded: at == 0);
        }

        Compare();
        Earlier();
        SampleUnits.Load(records, finished, team, London.At(finished.StartsOn, new(9, 0)));
        var open = Offer(running, closed: false);
        for (int at = 0; at < participants.Count; at++)
        {
            var others = open.Where(o => o.Organisation != participants[at].Employer).ToList();
            for (int rank = 1; rank <= 2; rank++) records.Add(new StretchChoice { Participant = participants[at].Id, Offer = others[(at + rank) % others.Count].Id, Rank = rank });
        }

        // The first waits for the host and the programme to sign, the second is under way.
        for (int at = 0; at < Math.Min(2, participants.Count); at++)
        {
            var assignment = Assign(running, participants[at], open, at, Today.AddDays(-30));
            Sign(assignment, participants[at], open.First(o => o.Id == assignment.Offer), Terms(running, assignment), at == 0 ? 2 : 4);
            if (at == 1) records.Add(new CheckIn { Id = TypedId.NewValue(clock), Assignment = assignment.Id, HeldOn = Today.AddDays(-5), Sealed = ContractVersion.SealNote(key, assignment.Id, "Has met all three teams. Wants a day more in the second."), NotedBy = team });
        }
    }

    /// <summary>Two cohorts from before the city kept these records; one was corrected.</summary>
    private void Earlier()
    {
        EarlierCohort Of(string title, int yearsAgo, int graduates, string source, EarlierCohort? corrects = null) => new()
        {
            Id = TypedId.NewValue(clock),
            Title = title,
            EndedOn = Today.AddYears(-yearsAgo),
            Graduates = graduates,
            Source = source,
            Corrects = corrects?.Id,
            Reason = corrects is null ? null : "Two who joined late were left out.",
            NotedBy = team,
            NotedAt = London.At(Today.AddMonths(corrects is null ? -12 : -3), new(10, 0)),
        };
        var second = Of("Stepping Up, the second year", 4, 29, "Report of the programme board to the leaders, page 3.");
        second.ReplacedAt = London.At(Today.AddMonths(-3), new(10, 0));
        records.AddRange(Of("Stepping Up, the first year", 5, 24, "Programme of the celebration at its end, with the list of certificates."), second, Of("Stepping Up, the second year", 4, 31, "List of certificates, counted again.", second));
    }

    /// <summary>A comparison of the year before; the rows it was made from have long been deleted.</summary>
    private void Compare()
    {
        var grounds = new ComparisonGrounds
        {
            Id = ComparisonGroundsId.New(clock),
            Purpose = "To learn whether those who take part move up more often than colleagues like them. Counts of the programme alone cannot say that, and published editions name no level and age together.",
            Basis = ComparisonBasis.PublicTask,
            Condition = ComparisonCondition.EqualityOfOpportunity,
            Assessment = "DPIA 14, matched comparison",
            ApprovedBy = "The board of the partnership, on the advice of the data protection officers",
            ApprovedOn = Today.AddMonths(-9),
            ReviewOn = Today.AddMonths(9),
            RecordedBy = team,
            RecordedAt = London.At(Today.AddMonths(-9).AddDays(2), new(10, 0)),
        };
        records.Add(grounds);
        foreach (var head in heads.Take(10)) records.Add(new ComparisonAgreement { Grounds = grounds.Id, Organisation = head.Employer!.Value });
        var rules = ParticipationPolicy.InForceOn(Today).Comparison;
        var asAt = ParticipationPolicy.InForceOn(Today).CountedTo(Today);
        var id = ComparisonId.New(clock);
        Dictionary<string, Dictionary<string, int>> Near(int of) => new(StringComparer.Ordinal) { ["age"] = new(StringComparer.Ordinal) { ["4"] = of / 2, ["5"] = of - (of / 2) }, ["disabled"] = new(StringComparer.Ordinal) { ["0"] = of }, ["disability-not-said"] = new(StringComparer.Ordinal) { ["0"] = of } };
        var counts = new ComparisonCounts(
            new(StringComparer.Ordinal) { ["moved-before"] = 0, ["not-said"] = 0, ["no-rows"] = 0, ["nobody-alike"] = 0 }, 6, 6, 0, 7, 29, Near(12), Near(36), [.. heads.Take(8).Select(h => h.Employer!.Value.Value)], [heads[9].Employer!.Value.Value]);
        records.Add(new Comparison
        {
            Id = id,
            Grounds = grounds.Id,
            Round = new(Guid.CreateVersion7(London.At(Today.AddMonths(-20), new(9, 0)))),
            PeriodFrom = asAt.AddDays(1).AddMonths(-18),
            PeriodUntil = asAt.AddDays(1).AddMonths(-6).AddDays(-1),
            AsAt = asAt,
            Ratio = rules.Ratio,
            Caliper = rules.Caliper,
            Seed = 20250401,
            MadeBy = evaluator,
            MadeAt = London.At(Today.AddMonths(-2), new(14, 0)),
            Sealed = Comparison.Seal(key, id, counts),
        });
    }

    private List<StretchOffer> Offer(Cohort cohort, bool closed)
    {
        var offers = new List<StretchOffer>();
        for (int at = 0; at < Projects.Length; at++)
        {
            var head = heads[(at + (closed ? 0 : 1)) % heads.Count];
            var offered = London.At(cohort.StartsOn.AddDays(10), new(10, 0));
            var offer = new StretchOffer { Id = TypedId.NewValue(clock), Organisation = head.Employer!.Value, Title = Projects[at].Title, About = Projects[at].About, Places = closed ? 6 : 2, FromOn = cohort.StartsOn.AddDays(60), UntilOn = cohort.EndsOn.AddDays(-20), OfferedBy = head.Person, OfferedAt = offered, EndedAt = closed ? London.At(cohort.EndsOn, new(12, 0)) : null };
            records.Add(offer);
            offers.Add(offer);
        }

        return offers;
    }

    private StretchAssignment Assign(Cohort cohort, Participant one, List<StretchOffer> offers, int at, DateOnly on)
    {
        var others = offers.Where(o => o.Organisation != one.Employer).ToList();
        var assignment = new StretchAssignment { Id = TypedId.NewValue(clock), Participant = one.Id, Offer = others[(at + 1) % others.Count].Id, MatchedBy = team, MatchedAt = London.At(on < cohort.StartsOn ? cohort.StartsOn : on, new(10, 0)), Version = 1 };
        records.Add(assignment);
        return assignment;
    }

    private static ContractTerms Terms(Cohort cohort, StretchAssignment assignment)
    {
        var from = London.DayOf(assignment.MatchedAt).AddDays(15);
        var standard = StandardTerms.InForceOn(from);
        return new(
            "To lead people who are not one's own, and to bring a proposal through a board.", "A page of findings, three proposals, and a trial of one of them.", "The director's deputy", from, from.AddDays(110),
            cohort.ReadShape().Type(ProgrammeShape.StretchType)!.Days, "one day a week, Wednesdays", "On site, one day in four from home", from.AddDays(100), "the host's senior board",
            standard.Arrangements, standard.EarlyEnd, nameof(DayOfWeek.Wednesday),
            "The head of the participant's service", "Nothing is needed.", string.Join('\n', ((int[])[20, 60, 95]).Select(days => WorkingDays.OnOrAfter(from.AddDays(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
    }

    private void Sign(StretchAssignment assignment, Participant one, StretchOffer offer, ContractTerms terms, int signatures)
    {
        var written = assignment.MatchedAt.AddDays(3);
        records.Add(new ContractVersion { Assignment = assignment.Id, Version = 1, Sealed = ContractVersion.Seal(key, assignment.Id, terms), WrittenBy = one.Person, WrittenAt = written });
        var employer = heads.FirstOrDefault(h => h.Employer == one.Employer)?.Person ?? team;
        (ContractParty Party, PersonId By)[] four = [(ContractParty.Participant, one.Person), (ContractParty.Employer, employer), (ContractParty.Host, offer.OfferedBy), (ContractParty.Programme, team)];
        foreach (var (party, by) in four.Take(signatures)) records.Add(new Signature { Assignment = assignment.Id, Version = 1, Party = party, SignedBy = by, SignedAt = written.AddDays(2) });
    }

    /// <summary>One has the certificate, one unit of it at the second try; another still waits for a unit.</summary>
    private void Certify(Cohort cohort, Participant one, bool isAwarded)
    {
        if (cohort.ReadShape().Certificate is null) return;
        var from = cohort.StartsOn.AddDays(30);
        records.Add(new Certificate
        {
            Participant = one.Id,
            RegisteredOn = from,
            Centre = "Severnside College",
            RegistrationNumber = isAwarded ? "SEV-20417" : "SEV-20431",
            WeeklyHours = 6,
            Payer = isAwarded ? "The employer" : "The apprenticeship levy",
            Pages = isAwarded ? 10 : null,
            UsesStretch = true,
            InternallyVerifiedOn = isAwarded ? from.AddDays(190) : null,
            ExternallyVerifiedOn = isAwarded ? from.AddDays(215) : null,
            AwardedOn = isAwarded ? from.AddDays(230) : null,
        });
        // The first typed them before there was a catalogue; the second chose from it, one in its first version.
        (string Code, string Mark)[] units = [("SEV-01", "71"), ("SEV-02", "Pass at second submission"), ("SEV-04", "64")];
        for (int at = 0; at < units.Length; at++)
        {
            var (code, mark) = units[at];
            UnitResult? result = isAwarded || at == 0 ? UnitResult.Passed : at == 1 ? UnitResult.Referred : null;
            var unit = SampleUnits.Of(from).First(u => u.Code == code);
            records.Add(new CertificateUnitChosen
            {
                Participant = one.Id,
                Code = code,
                Title = unit.Title,
                Credits = unit.Credits,
                Level = unit.Level,
                Version = isAwarded ? null : unit.Version,
                BegunOn = isAwarded ? null : from.AddDays(at * 50),
                GuidedHours = isAwarded ? null : unit.GuidedHours,
                TotalHours = isAwarded ? null : unit.TotalHours,
                Result = result,
                ResultOn = result is null ? null : from.AddDays(60 + (at * 50)),
                Mark = result is UnitResult.Passed ? mark : "",
            });
        }
    }

    private void Follow(Participant one, int at)
    {
        var ended = one.EndedOn!.Value;
        foreach (int months in FollowUpPlan.DueBy(ended, Today, ParticipationPolicy.InForceOn(Today).FollowUpMonths))
        {
            var due = FollowUpPlan.DueOn(ended, months);
            // The first has still to answer the newest one.
            bool isSilent = at == 0 && due.AddDays(90) >= Today;
            records.Add(new FollowUp { Participant = one.Id, Months = months, DueOn = due, AskedOn = due, AnsweredOn = isSilent ? null : due.AddDays(4), SameEmployer = isSilent ? null : at % 3 != 1 });
        }

        if (at % 2 == 0) records.Add(new CareerMove { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = CareerMoveKind.Promotion, OnDay = ended.AddDays(40 + (at * 9)), ToldOn = ended.AddMonths(6).AddDays(4), EmployerAsked = true, IsSo = true, AnsweredOn = ended.AddMonths(7) });
        if (at < 5) records.Add(new CivicRoleTaken { Participant = one.Id, Kind = (CivicRole)(at % 4), ToldOn = ended.AddMonths(6).AddDays(4) });
    }
}
