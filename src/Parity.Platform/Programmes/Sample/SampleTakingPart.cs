using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>What the city's participants have done so far: days, who was there, plans, milestones, forms.</summary>
internal sealed class SampleTakingPart(Records records, MasterKey key, TimeProvider clock, PersonId team)
{
    private static readonly string[] Modules = ["Leading yourself", "Leading others", "Leading across organisations", "Money, risk and politics", "Being seen and heard", "What comes next"];

    private static readonly (PlanPartKind Kind, SupportKind? Support, string? Trait, string Text, string? Measure)[] Plan =
    [
        (PlanPartKind.Start, null, null, "I run a team well and am rarely in the room where its work is decided.", null),
        (PlanPartKind.Aim, null, null, "In a year: stand in for my head of service. In three: lead one.", null),
        (PlanPartKind.Goal, SupportKind.StretchAssignment, "negotiation", "Bring two organisations to one way of working, and be the one who presented it.", "Both boards have it in their minutes, and people in either ask me when it does not work."),
        (PlanPartKind.Goal, SupportKind.Mentor, "communication", "Speak at three meetings of directors, and ask afterwards what they took from it.", "Three dates, and for each what two directors said they took from it."),
        (PlanPartKind.Need, SupportKind.Coaching, "motivation", "I rehearse what could go wrong until I say nothing. I would like somebody to work on that with me.", null),
    ];

    private DateOnly Today => London.Today(clock);

    public void Load(Cohort cohort, IReadOnlyList<Participant> people)
    {
        var shape = cohort.ReadShape();
        int at = 0;
        for (int module = 0; module < shape.Modules.Count; module++)
            for (int day = 0; day < shape.Modules[module].Days; day++)
            {
                var on = WorkingDays.After(cohort.StartsOn.AddDays((module * 56) - 1), day + 1);
                Day(cohort, people, ProgrammeShape.ModulesType, $"{Modules[module % Modules.Length]}, day {day + 1}", on, new(9, 30), new(16, 30), shape.Type(ProgrammeShape.ModulesType)!.DayMinutes, at++, module + 1);
            }

        // Somebody missed the second day of the first module, and a day to make it up is planned.
        if (cohort.FinishedAt is null) Day(cohort, people, ProgrammeShape.ModulesType, $"{Modules[0]}, for those who missed a day", WorkingDays.After(Today.AddDays(12), 1), new(9, 30), new(16, 30), shape.Type(ProgrammeShape.ModulesType)!.DayMinutes, at, 1, makesUp: true);
        React(cohort, people);
        foreach (var type in shape.Types.Where(t => t.Code is "peer" or "learning-sets" or "sets"))
            for (int meeting = 0; meeting < 4; meeting++)
                Day(cohort, people, type.Code, $"Learning together, meeting {meeting + 1}", WorkingDays.After(cohort.StartsOn.AddDays(30 + (meeting * 56)), 1), new(13, 30), new(16, 30), type.DayMinutes / 2, at++);
        Sets(cohort, people);
        Milestones(cohort, people);
        for (int who = 0; who < people.Count; who++) Of(cohort, people[who], who);
    }

    public void Networks()
    {
        foreach (var (title, about) in ((string, string)[])[("Severnside Race Equality Staff Networks", "Meets every second month, each time with another organisation. Write to the forum to be put on the list."), ("Women Who Lead", "An evening each quarter, with somebody who has just taken a seat on a board.")])
            records.Add(new Network { Id = TypedId.NewValue(clock), Title = title, About = about });
    }

    /// <summary>Most of those on the programme say how they found the first modules; of a cohort of long ago nothing is kept any more.</summary>
    private void React(Cohort cohort, IReadOnlyList<Participant> people)
    {
        if (cohort.FinishedAt is not null) return;
        string[] comments = ["More time for the case in the afternoon.", "The best day I have had on a course.", "The room was cold and far from the bus."];
        for (int module = 1; module <= 2; module++)
            for (int who = 0; who < people.Count - module; who++)
                records.Add(new Reaction
                {
                    Participant = people[who].Id,
                    Kind = ReactionKind.Module,
                    Number = module,
                    Sealed = Reaction.Seal(key, people[who].Id, new(ReactionQuestions.Of(ReactionKind.Module).Select((q, at) => (q.Code, Mark: 3 + ((who + at + module) % 3))).ToDictionary(m => m.Code, m => m.Mark, StringComparer.Ordinal), who < comments.Length && module == 1 ? comments[who] : "")),
                });
    }

    /// <summary>Most of those who have come to the end say how they found the assignment, and most of all how they found meetings with mentors.</summary>
    private void Found(ParticipantId who, ReactionSubject about, int at, string comment = "") => records.Add(new Reaction
    {
        Participant = who,
        Kind = about.Kind,
        Number = about.Number,
        Sealed = Reaction.Seal(key, who, new(ReactionQuestions.Of(about.Kind).Select((q, n) => (q.Code, Mark: 3 + ((at + n) % 3))).ToDictionary(m => m.Code, m => m.Mark, StringComparer.Ordinal), comment)),
    });

    private void Sets(Cohort cohort, IReadOnlyList<Participant> people)
    {
        var members = people.Where(p => p.EndedOn is null || p.Completed).Select(p => new Learner(p.Id.Value, p.Person, p.Employer, null, p.LineManager)).ToList();
        int usual = ParticipationPolicy.InForceOn(Today).LearningSets.Usual, count = Math.Max(1, (members.Count + usual - 1) / usual);
        foreach (var (set, at) in LearningSetRules.Deal(members, new OrganisationId?[count]).Select((set, at) => (set, at)))
        {
            var kept = new LearningSet { Id = TypedId.NewValue(clock), Cohort = cohort.Id, Title = $"Set {at + 1}", Facilitator = at % 2 == 0 ? "Noor Castellane" : "Gethin Adeyemi-Ross" };
            records.Add(kept);
            foreach (var one in set) records.Add(new InLearningSet { Participant = ParticipantId.From(one.Id), LearningSet = kept.Id });
        }
    }

    private void Day(Cohort cohort, IReadOnlyList<Participant> people, string kind, string title, DateOnly on, TimeOnly from, TimeOnly until, int minutes, int at, int? module = null, bool makesUp = false)
    {
        var day = new CohortDay { Id = TypedId.NewValue(clock), Cohort = cohort.Id, Kind = kind, Title = title, Module = module, MakesUp = makesUp, OnDay = on, FromTime = from, UntilTime = until, Minutes = minutes, Place = at % 3 == 0 ? "City Hall, the Chamber" : "The Infirmary's seminar room", MadeBy = team, MadeAt = London.At(cohort.StartsOn.AddDays(-20), new(10, 0)) };
        records.Add(day);
        if (on >= Today) return;
        for (int who = 0; who < people.Count; who++)
        {
            if (people[who].EndedOn < on) continue;
            var state = (who + at) % 11 == 5 ? people[who].Completed || at % 2 == 0 ? LedgerState.MadeUp : LedgerState.Missed : LedgerState.Attended;
            records.Add(new Attendance { CohortDay = day.Id, Participant = people[who].Id, State = state, NotedBy = team, NotedAt = London.At(on, new(17, 0)) });
        }
    }

    private void Milestones(Cohort cohort, IReadOnlyList<Participant> people)
    {
        (string Title, int Days)[] all = [("Development plan written", 42), ("First module", 30), ("Assignment agreed with a host", 150), ("Assignment presented to the host's board", 330), ("Last module", 340)];
        foreach (var (title, days) in all)
        {
            var milestone = new Milestone { Id = TypedId.NewValue(clock), Cohort = cohort.Id, Title = title, DueOn = cohort.StartsOn.AddDays(days) };
            records.Add(milestone);
            if (milestone.DueOn >= Today) continue;
            foreach (var one in people.Where((p, who) => !(p.EndedOn < milestone.DueOn) && (p.Completed || who % 7 != 3)))
                records.Add(new MilestoneReached { Milestone = milestone.Id, Participant = one.Id, ReachedOn = milestone.DueOn.AddDays(-5), NotedBy = team });
        }
    }

    private void Of(Cohort cohort, Participant one, int at)
    {
        var began = London.At(cohort.StartsOn, new(9, 0));
        if (at % 4 != 3) one.WorkshopOn = cohort.WorkshopOn;
        Evaluate(one, EvaluationMoment.Before, at, London.At(cohort.StartsOn, new(12, 0)));
        var halfway = cohort.StartsOn.AddMonths(ParticipationPolicy.InForceOn(Today).Evaluation.HalfwayMonths);
        if (at % 3 != 2 && halfway < Today && (one.EndedOn is null || one.EndedOn > halfway)) Evaluate(one, EvaluationMoment.Halfway, at, London.At(halfway, new(12, 0)));
        if (one.Completed) Evaluate(one, EvaluationMoment.After, at, London.At(cohort.EndsOn, new(12, 0)));
        if (one.EndedOn is null)
        {
            foreach (var (kind, support, trait, text, measure) in Plan)
                records.Add(new PlanPart { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = kind, Support = support, Trait = trait, Sealed = OwnPlan.Seal(key, one.Id, text), SealedMeasure = measure is null ? null : OwnPlan.Seal(key, one.Id, measure), DueOn = kind is PlanPartKind.Goal ? cohort.EndsOn.AddMonths(-2) : null, WrittenAt = began.AddDays(9) });
            foreach (int months in ParticipationPolicy.InForceOn(Today).PlanReviewMonths)
                records.Add(new PlanReview { Participant = one.Id, DueOn = cohort.StartsOn.AddMonths(months), HeldOn = cohort.StartsOn.AddMonths(months) < Today.AddDays(-20) ? cohort.StartsOn.AddMonths(months) : null, Sealed = cohort.StartsOn.AddMonths(months) < Today.AddDays(-20) ? OwnPlan.Seal(key, one.Id, "Still right. The second goal needs a date.") : null });
        }

        if (cohort.ReadShape().Type("mentoring") is not { } mentoring) return;
        for (int meeting = 0; meeting < 3; meeting++)
        {
            var on = WorkingDays.After(cohort.StartsOn.AddDays(25 + (meeting * 45)), 1);
            if (on >= Today || one.EndedOn < on) continue;
            if (at % 5 != 4) Found(one.Id, ReactionSubject.Meeting(on), at + meeting);
            records.Add(new OwnDay { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = mentoring.Code, Minutes = one.Completed ? mentoring.Minutes / 3 : 120, OnDay = on, Sealed = OwnPlan.Seal(key, one.Id, "Met my mentor"), EnteredAt = London.At(on, new(18, 0)) });
        }

        if (!one.Completed || cohort.ReadShape().Type(ProgrammeShape.StretchType) is not { } stretch) return;
        for (int day = 0; day < (int)stretch.Days; day++)
        {
            if (day == 0 && at % 5 != 4) Found(one.Id, ReactionSubject.Assignment, at, at == 1 ? "The best part of the year. Two more weeks would have made it whole." : "");
            var on = WorkingDays.After(cohort.StartsOn.AddDays(150), (day * 3) + 1);
            records.Add(new OwnDay { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = stretch.Code, Minutes = stretch.DayMinutes, OnDay = on, Sealed = OwnPlan.Seal(key, one.Id, "At the host's"), EnteredAt = London.At(on, new(18, 0)), ConfirmedAt = London.At(on.AddDays(2), new(9, 0)), ConfirmedBy = team });
        }
    }

    private void Evaluate(Participant one, EvaluationMoment moment, int at, DateTimeOffset when)
    {
        string[] questions = [EvaluationQuestions.Confidence, .. Rubric.Named("five-traits").Traits.Select(t => t.Code)];
        var marks = questions.Select((q, n) => (q, Mark: 2 + ((at + n) % 2) + (moment is EvaluationMoment.Halfway ? 1 - (n % 2) : moment is EvaluationMoment.After ? 1 + ((at + n) % 3 == 0 ? 1 : 0) : 0))).ToDictionary(m => m.q, m => Math.Min(5, m.Mark), StringComparer.Ordinal);
        records.Add(new Evaluation { Participant = one.Id, Moment = moment, Sealed = OwnPlan.Seal(key, one.Id, System.Text.Json.JsonSerializer.Serialize(marks, EvaluationJson.Default.DictionaryStringInt32)), AnsweredAt = when });
    }
}
