using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What the fictional city has done with programmes: one cohort finished and followed up, one running, one with its
/// window open. The dates lie around the day of the demonstration, so that a visitor always finds them so.
/// </summary>
internal sealed class SampleProgrammes(Records records, MasterKey key, TimeProvider clock, SampleProgrammes.People people)
{
    /// <summary>Somebody and where they work; without an organisation, somewhere else.</summary>
    public sealed record One(PersonId Person, string Name, OrganisationId? Employer);

    /// <param name="Applicants">Apply now; the first has a draft.</param>
    /// <param name="Earlier">Applied before and got no place.</param>
    public sealed record People(
        PersonId Manager, PersonId Evaluator, IReadOnlyList<One> Heads, IReadOnlyList<One> Graduates, IReadOnlyList<One> Participants, IReadOnlyList<One> Applicants, IReadOnlyList<One> Earlier, IReadOnlyList<One> LineManagers, IReadOnlyList<One> Assessors, IReadOnlyList<One> Mentors);

    private static readonly string[] Groups = ["B1", "B2", "A1", "A2", "A3", "M1", "B2", "A9", "O1", "M3"];

    private readonly List<Participant> taken = [];

    private DateOnly Today => London.Today(clock);

    public async Task LoadAsync()
    {
        Pledge();
        var actionCase = Case();
        var finished = Cohort(actionCase, "stepping-up-first", "Stepping Up, first cohort", "days-30", 14, Today.AddMonths(-26));
        var running = Cohort(actionCase, "stepping-up-second", "Stepping Up, second cohort", "days-27", 12, Today.AddMonths(-4));
        var open = Cohort(actionCase, "stepping-up", "Stepping Up, third cohort", "days-27", 12, Today.AddDays(68));
        Lend(finished, running);
        finished.FinishedAt = London.At(finished.EndsOn, new(17, 0));
        Take(finished, people.Graduates, one => one == people.Graduates[^1] ? ApplicationState.LeftEarly : ApplicationState.Completed);
        Take(finished, people.Earlier, _ => ApplicationState.NotSelected);
        Take(running, people.Participants, _ => ApplicationState.OnProgramme);
        Take(running, [.. people.Earlier.Take(6)], _ => ApplicationState.NotSelected);
        var takingPart = new SampleTakingPart(records, key, clock, people.Manager);
        takingPart.Networks();
        takingPart.Load(finished, Of(finished));
        takingPart.Load(running, Of(running));
        new SampleOutcomes(records, key, clock, people.Manager, people.Evaluator, people.Heads).Load(finished, Of(finished), running, Of(running));
        foreach (var one in Of(finished).Concat(Of(running))) one.LineManager = people.LineManagers.FirstOrDefault(l => l.Employer == one.Employer)?.Person;
        Release(Of(running));
        Mentor(Of(running));
        Take(open, people.Applicants, one => one == people.Applicants[0] ? ApplicationState.Draft : ApplicationState.Submitted);
        // Three of the assessors work for organisations of the partnership, which none of their accounts says.
        var selection = new SampleSelection(records, key, clock, people.Manager, [.. people.Assessors.Select((one, at) => at is 0 or 2 or 3 ? one with { Employer = people.Heads[12 + at].Employer } : one)]);
        await selection.PastAsync(running);
        selection.Now(open);
        foreach (var one in taken) await AccountsDoor.GiveAsync(records, clock, one.Person, Participant.RoleIn(one.Cohort));
        Look(running, open);
    }

    /// <summary>Who looked at what in the month before this one, for auditors to find some of it drawn by lot.</summary>
    private void Look(Cohort running, Cohort open)
    {
        var month = new DateOnly(Today.Year, Today.Month, 1).AddMonths(-1);
        int looks = 0;
        foreach (var one in Of(running).Take(8)) Note(people.Manager, Sighting.AdjustmentsOfApplication, one.Application.Value, "to arrange what an applicant needs");
        Note(people.Manager, Sighting.BookingsOfBriefing, open.Id.Value, "to hold a briefing");
        Note(people.Evaluator, Sighting.MonitoringOfParticipants, running.Id.Value, "to compare who takes part with colleagues");

        void Note(PersonId by, string what, Guid record, string why) => records.Add(SightingRecord.Of(new(new Actor.Someone(by), what, record, null, why), clock, London.At(month.AddDays(2 * looks++), new(10, 20))));
    }

    // The first participants have a mentor of another organisation, each as many as the rules allow.
    private void Mentor(IReadOnlyList<Participant> participants)
    {
        int most = ParticipationPolicy.InForceOn(Today).MostOfAMentor;
        var free = people.Mentors.SelectMany(m => Enumerable.Repeat(m, most)).ToList();
        foreach (var one in participants)
        {
            if (free.Find(m => m.Employer != one.Employer && m.Person != one.LineManager) is not { } mentor) continue;
            free.Remove(mentor);
            records.Add(new NamedMentor { Id = TypedId.NewValue(clock), Participant = one.Id, Mentor = mentor.Person, NamedOn = one.StartedOn ?? Today });
        }
    }

    /// <summary>The first two are released in part: some of what is planned clashes with it.</summary>
    private void Release(List<Participant> running)
    {
        for (int at = 0; at < running.Count; at++)
            if (running[at].Employer is { } employer && people.Heads.FirstOrDefault(h => h.Employer == employer) is { } head)
                records.Add(new Release
                {
                    Participant = running[at].Id,
                    Organisation = employer,
                    Agreement = "All days of the programme; two colleagues take on the rota.",
                    Days = at == 1 ? 14 : null,
                    Weekdays = at == 0 ? "Tuesday Wednesday Thursday" : "",
                    NotBetween = at == 1 ? ReleasedDays.Text([(Today.AddDays(20), Today.AddDays(50))]) : "",
                    AgreedBy = head.Person,
                    AgreedAt = London.At(Today.AddMonths(-5), new(14, 0)),
                });
    }

    /// <summary>In the order of the cast: ids of one moment have an order by chance, and with it the story would change from start to start.</summary>
    private List<Participant> Of(Cohort cohort) => taken.FindAll(p => p.Cohort == cohort.Id);

    private void Pledge()
    {
        for (int at = 0; at < people.Heads.Count - 2; at++)
        {
            records.Add(new Pledge
            {
                Id = TypedId.NewValue(clock),
                Organisation = people.Heads[at].Employer!.Value,
                Promise = at % 3 == 0 ? "We release whoever has a place for all days, and lend mentors and rooms." : "We put people forward, release them, and offer assignments to people of other organisations.",
                WaivesApproval = at == 0,
                Pence = at == 0 ? 1_500_000 : at % 2 == 0 ? 250_000 : null,
                FromOn = Today.AddMonths(-36),
                MadeBy = people.Heads[at].Person,
                MadeAt = London.At(Today.AddMonths(-36), new(10, 0)),
            });
        }
    }

    /// <summary>The first pays for the second cohort too, and for no single one; most was for the first.</summary>
    private void Lend(Cohort finished, Cohort running)
    {
        (OfferKind Kind, int Amount, string Note)[] kinds = [(OfferKind.Mentor, 4, "Heads of service who have mentored before"), (OfferKind.Venue, 3, "A room for thirty, step-free"), (OfferKind.StretchAssignment, 2, "A project of our own, with a supervisor"), (OfferKind.Speaker, 1, "Our director, on her own way")];
        for (int at = 0; at < people.Heads.Count - 2; at++)
        {
            var (kind, amount, note) = kinds[at % kinds.Length];
            var head = people.Heads[at];
            var offer = new OfferInKind { Id = TypedId.NewValue(clock), Organisation = head.Employer!.Value, Kind = kind, Amount = amount, Note = note, OfferedBy = head.Person, OfferedAt = London.At(Today.AddMonths(-30), new(10, 0)) };
            records.Add(offer);
            if (at % 3 != 2) records.Add(new OfferUse { Id = TypedId.NewValue(clock), Offer = offer.Id, UsedOn = Today.AddMonths(-20), Amount = Math.Max(1, amount - 1), What = "For the first cohort", Cohort = finished.Id, NotedBy = people.Manager });
            if (at % 2 == 0) records.Add(new Payment { Id = TypedId.NewValue(clock), Organisation = head.Employer.Value, Cohort = finished.Id, Kind = at == 0 ? PaymentKind.Sponsorship : PaymentKind.Fee, Pence = at == 0 ? 1_000_000 : 250_000, PaidOn = Today.AddMonths(-25), Note = "", NotedBy = people.Manager, NotedAt = London.At(Today.AddMonths(-25), new(11, 0)) });
            if (at == 0) records.Add(new Payment { Id = TypedId.NewValue(clock), Organisation = head.Employer.Value, Cohort = running.Id, Kind = PaymentKind.Bursary, Pence = 150_000, PaidOn = Today.AddMonths(-4), Note = "", NotedBy = people.Manager, NotedAt = London.At(Today.AddMonths(-4), new(11, 0)) });
            if (at == 0) records.Add(new Payment { Id = TypedId.NewValue(clock), Organisation = head.Employer.Value, Kind = PaymentKind.Sponsorship, Pence = 100_000, PaidOn = Today.AddMonths(-2), Note = "", NotedBy = people.Manager, NotedAt = London.At(Today.AddMonths(-2), new(11, 0)) });
            if (at % 2 == 1) records.Add(new StrategyReview { Id = TypedId.NewValue(clock), Organisation = head.Employer.Value, ReviewedOn = Today.AddMonths(-9), Improved = at % 4 == 1, What = "Acting-up and secondments are now advertised.", NotedBy = head.Person, NotedAt = London.At(Today.AddMonths(-9), new(15, 0)) });
        }
    }

    /// <summary>The city's race disparity ratio from entry to senior grades, ethnic minority against White, by its id in the open data.</summary>
    public const string EntryToSenior = "59c2ca33d97a";

    private ActionCaseId Case()
    {
        var made = Today.AddMonths(-37);
        var one = new ActionCase
        {
            Id = ActionCaseId.New(clock),
            Title = "Leaders who look like Severnside",
            GroupServed = "People from Asian, Black, Mixed and other ethnic minority backgrounds who work for an organisation in the city region.",
            Grounds = $"{StoredWord.Of(PositiveActionGround.Disadvantage)} {StoredWord.Of(PositiveActionGround.LowParticipation)}",
            Evidence = "The published edition shows that people from ethnic minorities are present at entry level and in operational grades, and become fewer at each level above. Staff networks told of acting-up and secondments being given by word of mouth.",
            EvidenceSource = "Race equality in Severnside, second edition, and the Staff Networks Forum",
            EvidenceOn = Today.AddMonths(-8),
            Figure = EntryToSenior,
            FigureText = "Race disparity ratio, from entry to senior grades: Ethnic minority",
            Proportionate = "It reserves no post and promises none. It takes people already at team leader or middle management level and gives what networks give others: time, a mentor, work in another organisation.",
            Alternatives = "Open leadership courses have run for years; few from the group took part, and the pattern above middle management did not change. Guidance for panels came first and goes on.",
            EndCondition = "The share among senior managers has come within the interval of the share in the workforce, in two editions one after the other.",
            ReviewOn = Today.AddMonths(9),
            Owner = people.Manager,
            MadeAt = London.At(made, new(11, 0)),
        };
        records.Add(one);
        records.Add(new CaseReview { Id = TypedId.NewValue(clock), ActionCase = one.Id, At = London.At(Today.AddMonths(-3), new(14, 0)), Reviewer = people.Manager, Finding = "The newest edition shows the same pattern. Half of the first cohort have moved on. The need is still there.", NextOn = one.ReviewOn!.Value });
        records.Add(new DueRegard
        {
            Id = TypedId.NewValue(clock),
            ActionCase = one.Id,
            Decision = "To open a third cohort",
            ConsideredOn = Today.AddMonths(-3),
            ConsideredBy = "The programme board",
            Eliminating = "Applications are read without names, by people who were trained; nobody of the applicant's own employer reads them.",
            Advancing = "It meets a need that the editions show. Days are released work time, so that people with caring duties can take part; rooms are step-free.",
            Fostering = "What the programme is for is told to all staff, with the figures behind it. Mentors come from all groups.",
            LedTo = "The third cohort has two days a month in place of a block of a week.",
            RecordedBy = people.Manager,
            RecordedAt = London.At(Today.AddMonths(-3), new(16, 0)),
        });
        foreach (var head in people.Heads.Take(6))
            records.Add(new EmployerBasis { ActionCase = one.Id, Organisation = head.Employer!.Value, Basis = "Our own return: people from ethnic minorities hold fewer of our senior posts than of our others.", GivenBy = head.Person, GivenAt = London.At(Today.AddMonths(-34), new(9, 30)) });
        return one.Id;
    }

    private Cohort Cohort(ActionCaseId actionCase, string code, string title, string shape, int places, DateOnly starts)
    {
        starts = WorkingDays.OnOrAfter(starts);
        DateOnly closes = starts.AddDays(-45), outcomes = WorkingDays.OnOrAfter(starts.AddDays(-18)), interviews = WorkingDays.OnOrAfter(outcomes.AddDays(-14)), second = WorkingDays.After(starts, 1);
        var dates = new Timeline(
            new(WorkingDays.OnOrAfter(closes.AddDays(-12)), new(13, 30), new(15, 0), "City Hall, and online", 80), ApplicationWindow.Of(closes.AddDays(-32), new(9, 0), closes, new(23, 59)),
            interviews, WorkingDays.After(interviews, 2), outcomes, starts, second, second, WorkingDays.OnOrAfter(starts.AddYears(1)));
        var cohort = NewCohort.Of(
            records, clock, code, title, "A year of learning, an assignment in another organisation and a mentor, for people who lead a team or a service and are ready for more.",
            actionCase, ShapesOnFile.Named(shape), places, dates, isHistory: false);
        cohort.PublishedAt = London.At(closes.AddDays(-40), new(9, 0));
        (cohort.WorkshopFrom, cohort.WorkshopUntil, cohort.WorkshopPlace) = (new(14, 0), new(16, 30), "City Hall, room 2, step-free");
        if (starts <= Today) cohort.StartedAt = London.At(starts, new(9, 0));
        return cohort;
    }

    private void Take(Cohort cohort, IReadOnlyList<One> who, Func<One, ApplicationState> ends)
    {
        for (int at = 0; at < who.Count; at++) Apply(cohort, who[at], ends(who[at]), at);
    }

    public static DateTimeOffset ShortlistedAt(Cohort cohort) => London.At(cohort.InterviewsFrom.AddDays(-10), new(10, 0));

    public static DateTimeOffset ToldAt(Cohort cohort) => London.At(cohort.OutcomesOn, new(9, 0));

    private void Apply(Cohort cohort, One who, ApplicationState ends, int at)
    {
        bool waives = who.Employer == people.Heads[0].Employer;
        var sent = cohort.OpensAt.AddHours(9 + (at * 13));
        var one = new Application
        {
            Id = ProgrammeApplicationId.New(clock),
            Cohort = cohort.Id,
            Person = who.Person,
            Employer = who.Employer,
            Standing = waives ? EmployerStanding.WaivesApproval : who.Employer is null ? EmployerStanding.Elsewhere : EmployerStanding.Partner,
            Level = at % 3 == 0 ? "middle-manager" : "team-leader",
            Route = waives ? ApplicationRoute.NoApproval : at % 2 == 0 && who.Employer is not null ? ApplicationRoute.Nominated : ApplicationRoute.EmployerTold,
            State = ApplicationState.Draft,
            BegunAt = sent.AddHours(-5),
        };
        records.Add(one);
        var texts = SampleAnswers.Of(at);
        foreach (var (question, text) in ends is ApplicationState.Draft ? texts.Take(4) : texts)
            records.Add(new Answer { Application = one.Id, Question = question, Sealed = Answer.Seal(key, one.Id, question, text), SavedAt = sent.AddHours(-1) });
        records.Add(new EligibilityDeclaration { Application = one.Id, Sealed = EligibilityDeclaration.Seal(key, one.Id, true), Wording = DeclareEligibility.Consent, ConsentedAt = sent.AddHours(-2) });
        if (ends is ApplicationState.Draft) return;

        Monitor(cohort, one.Id, at);
        one.SentAt = sent;
        Step(ApplicationDeed.Submit, Doer.Applicant, sent);
        AskEmployer(cohort, one, who, sent, isOver: ends is not ApplicationState.Submitted);
        if (ends is ApplicationState.Submitted) return;
        DateTimeOffset shortlisted = ShortlistedAt(cohort), interviewed = London.At(cohort.InterviewsFrom, new(9, 30)).AddMinutes(40 * (at % 10)), told = ToldAt(cohort);
        if (at % 4 == 3 && ends is ApplicationState.NotSelected)
        {
            Decide(one, ApplicationDeed.NotSelect, shortlisted, "experience");
            Step(ApplicationDeed.NotSelect, Doer.Team, shortlisted);
            return;
        }

        Decide(one, ApplicationDeed.Shortlist, shortlisted, null);
        Step(ApplicationDeed.Shortlist, Doer.Team, shortlisted);
        Step(ApplicationDeed.RecordInterview, Doer.Team, interviewed);
        if (ends is ApplicationState.NotSelected)
        {
            Decide(one, ApplicationDeed.NotSelect, told, "places");
            Step(ApplicationDeed.NotSelect, Doer.Team, told);
            return;
        }

        Decide(one, ApplicationDeed.Offer, told, null);
        Step(ApplicationDeed.Offer, Doer.Team, told);
        one.AnswerBy = WorkingDays.After(cohort.OutcomesOn, 10);
        Step(ApplicationDeed.Accept, Doer.Applicant, told.AddHours(7));
        one.AgreedToTellAt = told.AddHours(7);
        Step(ApplicationDeed.Start, Doer.Team, cohort.StartedAt!.Value);
        var participant = new Participant
        {
            Id = ParticipantId.New(clock),
            Cohort = cohort.Id,
            Application = one.Id,
            Person = who.Person,
            Employer = who.Employer,
            AcceptedAt = told.AddHours(7),
            StartedOn = cohort.StartsOn,
        };
        records.Add(participant);
        taken.Add(participant);
        if (ends is ApplicationState.OnProgramme) return;
        participant.Completed = ends is ApplicationState.Completed;
        participant.EndedOn = participant.Completed ? cohort.EndsOn : cohort.StartsOn.AddMonths(5);
        Step(participant.Completed ? ApplicationDeed.Complete : ApplicationDeed.Leave, Doer.Team, London.At(participant.EndedOn.Value, new(16, 0)));

        void Step(ApplicationDeed deed, Doer by, DateTimeOffset when)
        {
            if (!one.Move(records, new StandingClock(when), deed, by)) throw new InvalidOperationException("The sample's story breaks a rule of its own.");
        }
    }

    private void AskEmployer(Cohort cohort, Application one, One who, DateTimeOffset sent, bool isOver)
    {
        if (who.Employer is not { } employer) return;
        var head = people.Heads.FirstOrDefault(h => h.Employer == employer)?.Person ?? people.Manager;
        if (one.Route is ApplicationRoute.Nominated)
        {
            var id = TypedId.NewValue(clock);
            string mail = who.Name.ToLowerInvariant().Replace(' ', '.') + "@severnside.example";
            records.Add(new Nomination { Id = id, Cohort = cohort.Id, Organisation = employer, Sealed = new Contact(who.Name, mail).Seal(key, Contact.Nominations, id), MailHash = Contact.HashOf(key, mail), NominatedBy = head, NominatedAt = cohort.OpensAt.AddHours(2), Application = one.Id });
        }
        else if (one.Route is ApplicationRoute.EmployerTold)
        {
            records.Add(new Endorsement { Application = one.Id, Organisation = employer, AskedAt = sent, AnsweredAt = isOver ? sent.AddDays(3) : null, Endorses = isOver ? true : null, AnsweredBy = isOver ? head : null });
        }
    }

    private void Decide(Application one, ApplicationDeed deed, DateTimeOffset told, string? reason) => records.Add(new Decision
    {
        Application = one.Id,
        DecidedAt = told.AddDays(-1),
        Deed = deed,
        Reason = reason,
        SealedFeedback = reason is null ? null : Decision.Seal(key, one.Id, "Your example of bringing two services together was strong. What would help next time: say what you yourself did, and what changed because of it."),
        NextStep = reason is null ? null : "apply-again",
        DecidedBy = people.Manager,
        ToldAt = told,
    });

    private void Monitor(Cohort cohort, ProgrammeApplicationId application, int at)
    {
        // One in six says nothing, and some prefer not to say.
        if (at % 6 == 5) return;
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ethnicity"] = Groups[at % Groups.Length],
            ["sex"] = at % 7 == 4 ? AnswerMonitoring.PreferNotToSay : at % 3 == 0 ? "M" : "F",
            ["disability"] = at % 8 == 2 ? "Y" : "N",
            ["age_band"] = (at % 4) switch { 0 => "25-34", 1 => "35-44", 2 => "45-54", _ => AnswerMonitoring.PreferNotToSay },
            ["contract_hours"] = at % 5 == 1 ? "part" : "full",
        };
        var subject = MonitoringAnswers.SubjectOf(key, application);
        records.Add(new MonitoringAnswers { Subject = subject, Cohort = cohort.Id, Sealed = MonitoringAnswers.Seal(key, subject, answers), SavedOn = London.DayOf(cohort.OpensAt) });
    }

    private sealed class StandingClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
