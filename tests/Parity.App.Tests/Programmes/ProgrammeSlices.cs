using Parity.App.Tests.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>Every slice of programmes that writes behind a role, called with something it would look up.</summary>
internal static class ProgrammeSlices
{
    /// <summary>By the slice's name; what follows a comma tells apart what one slice does.</summary>
    public static readonly Dictionary<string, (Doing By, Func<SlicesBehindRoles.Setting, PersonId, Task<object?>> Call)> All = new(StringComparer.Ordinal)
    {
        ["WriteCase"] = (Doing.Team, async (at, by) => await new WriteCase.Handler(at.City.Store, at.Clock).HandleAsync(at.City.GoodCase with { By = by }, default)),
        ["ReviewCase"] = (Doing.Team, async (at, by) => await new ReviewCase.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Case, "It still helps.", at.Today.AddMonths(6), false), default)),
        ["RecordDueRegard"] = (Doing.Team, async (at, by) => await new RecordDueRegard.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Case, "To go on", at.Today, "The board", "None found.", "It opens ways.", "It may.", "Nothing was changed."), default)),
        ["MakeCohort"] = (Doing.Team, async (at, by) => await new MakeCohort.Handler(at.City.Store, at.Clock).HandleAsync(new(by, null, "Another", "another", "For people who lead.", at.City.Case, "days-27/1", 3, ProgrammeCity.Dates, false), default)),
        ["ChangeCohort"] = (Doing.Team, async (at, by) => await new ChangeCohort.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, new ChangeCohort.Deed.Start()), default)),
        ["KeepShape"] = (Doing.Team, async (at, by) => await new KeepShape.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new KeepShape.Deed.Keep(ShapesOnFile.All[0], true)), default)),
        ["KeepShape, taken out"] = (Doing.Team, async (at, by) => await new KeepShape.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new KeepShape.Deed.TakeOut("none", 1)), default)),
        ["KeepUnit"] = (Doing.Team, async (at, by) => await new KeepUnit.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new KeepUnit.Deed.Keep(
            new("U1", 0, ShapesOnFile.Named("days-30").Certificate!.Title, "One", 5, 4, 16, 40, "", false, at.Today, null, "The list"), true)), default)),
        ["KeepUnit, ended"] = (Doing.Team, async (at, by) => await new KeepUnit.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new KeepUnit.Deed.End("none", 1, at.Today)), default)),
        ["KeepUnit, taken out"] = (Doing.Team, async (at, by) => await new KeepUnit.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new KeepUnit.Deed.TakeOut("none", 1)), default)),
        ["GroundComparison"] = (Doing.Team, async (at, by) => await new GroundComparison.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new GroundComparison.Deed.Record(
            "To learn whether it helps.", "public-task", "equality-of-opportunity", "DPIA 2027-3", "The data protection officer", at.Today, at.Today.AddMonths(6), [at.City.Council])), default)),
        ["GroundComparison, ended"] = (Doing.Team, async (at, by) => await new GroundComparison.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new GroundComparison.Deed.End(new(SlicesBehindRoles.Setting.Nothing))), default)),
        ["NoteEarlierCohort"] = (Doing.Team, async (at, by) => await new NoteEarlierCohort.Handler(at.City.Store, at.Clock).HandleAsync(new(by, "Pilot", new(2020, 6, 30), 20, "The report of 2020."), default)),
        ["AppointAssessor"] = (Doing.Team, async (at, by) => await new AppointAssessor.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock).HandleAsync(new(by, at.City.Cohort, at.City.HrLead, null, true), default)),
        ["EndAssessor"] = (Doing.Team, async (at, by) => await new EndAssessor.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, at.LineManager), default)),
        ["FixSelection"] = (Doing.Team, async (at, by) => await new FixSelection.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, 2, []), default)),
        ["HandOutApplications"] = (Doing.Team, async (at, by) => await new HandOutApplications.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock).HandleAsync(new(by, at.City.Cohort), default)),
        ["GiveByHand"] = (Doing.Team, async (at, by) => await new GiveByHand.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock).HandleAsync(new(by, at.City.Cohort, null, null), default)),
        ["MaskAnswers"] = (Doing.Team, async (at, by) => await new MaskAnswers.Handler(at.City.Store, at.City.Accounts, at.City.Partnership, at.Clock).HandleAsync(new(by, new(SlicesBehindRoles.Setting.Nothing), [], []), default)),
        ["AskModeration"] = (Doing.Team, async (at, by) => await new AskModeration.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Cohort, MarkingStage.Reading), default)),
        ["BreakTie"] = (Doing.Team, async (at, by) => await new BreakTie.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, MarkingStage.Reading, null, BreakTie.Wish.ByWhatWasFixed), default)),
        ["StateDeviation"] = (Doing.Team, async (at, by) => await new StateDeviation.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, MarkingStage.Reading, new(SlicesBehindRoles.Setting.Nothing), null, null), default)),
        ["KeepSlots"] = (Doing.Team, async (at, by) => await new KeepSlots.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, new KeepSlots.Deed.Cancel(SlicesBehindRoles.Setting.Nothing)), default)),
        ["GiveSlot"] = (Doing.Team, async (at, by) => await new GiveSlot.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, null, null), default)),
        ["SeatPanel"] = (Doing.Team, async (at, by) => await new SeatPanel.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Cohort, null, []), default)),
        ["AnswerAdjustment"] = (Doing.Team, async (at, by) => await new AnswerAdjustment.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new(SlicesBehindRoles.Setting.Nothing), SlicesBehindRoles.Setting.Nothing, true, "A room without stairs."), default)),
        ["DecideApplication"] = (Doing.Team, async (at, by) => await new DecideApplication.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new(SlicesBehindRoles.Setting.Nothing), ApplicationDeed.NotSelect, "places", "Next time say what changed.", "apply-again"), default)),
        ["ReconsiderApplication"] = (Doing.Team, async (at, by) => await new ReconsiderApplication.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new(SlicesBehindRoles.Setting.Nothing), "We had mixed up two applications."), default)),
        ["RecordInterview"] = (Doing.Team, async (at, by) => await new RecordInterview.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new(SlicesBehindRoles.Setting.Nothing)), default)),
        ["TellOutcomes"] = (Doing.Team, async (at, by) => await new TellOutcomes.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, true), default)),
        ["MoveParticipant"] = (Doing.Team, async (at, by) => await new MoveParticipant.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new(SlicesBehindRoles.Setting.Nothing), new MoveParticipant.Deed.Defer()), default)),
        ["NoteSupport"] = (Doing.Team, async (at, by) => await new NoteSupport.Handler(at.City.Store, at.City.Partnership, at.Clock).HandleAsync(new(by, new NoteSupport.Deed.EndPromise(SlicesBehindRoles.Setting.Nothing)), default)),
        ["AnswerParticipant"] = (Doing.Team, async (at, by) => await new AnswerParticipant.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, new AnswerParticipant.Deed.ConfirmDay(SlicesBehindRoles.Setting.Nothing)), default)),
        ["KeepLearningSets"] = (Doing.Team, async (at, by) => await new KeepLearningSets.Handler(at.City.Store, at.City.Partnership, at.Clock).HandleAsync(new(by, at.City.Cohort, new KeepLearningSets.Deed.Remove(SlicesBehindRoles.Setting.Nothing)), default)),
        ["NameMentors"] = (Doing.Team, async (at, by) => await new NameMentors.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Cohort, new Dictionary<ParticipantId, PersonId?>()), default)),
        ["PlanCohortDay"] = (Doing.Team, async (at, by) => await new PlanCohortDay.Handler(at.City.Store, at.Clock).HandleAsync(new(by, new PlanCohortDay.Deed.Cancel(SlicesBehindRoles.Setting.Nothing)), default)),
        ["NoteAttendance"] = (Doing.Team, async (at, by) => await new NoteAttendance.Handler(at.City.Store, at.Clock).HandleAsync(new(by, SlicesBehindRoles.Setting.Nothing, new Dictionary<ParticipantId, LedgerState>()), default)),
        ["PlanWorkshop"] = (Doing.Team, async (at, by) => await new PlanWorkshop.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, null, null, null, null), default)),
        ["SetMilestones"] = (Doing.Team, async (at, by) => await new SetMilestones.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, new SetMilestones.Deed.Reached(SlicesBehindRoles.Setting.Nothing, [])), default)),
        ["MatchStretch"] = (Doing.Team, async (at, by) => await new MatchStretch.Handler(at.City.Store, at.City.Partnership, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Cohort, null, null, null), default)),

        ["PledgeSupport"] = (Doing.Employer, async (at, by) => await new PledgeSupport.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, "We release people.", true), default)),
        ["GiveBasis"] = (Doing.Employer, async (at, by) => await new GiveBasis.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, at.City.Case, "Few of our seniors."), default)),
        ["NominatePerson"] = (Doing.Employer, async (at, by) => await new NominatePerson.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, at.City.Cohort, "Nia", "nia@example.org", code => new("https://parity.example/" + code)), default)),
        ["WithdrawNomination"] = (Doing.Employer, async (at, by) => await new WithdrawNomination.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, SlicesBehindRoles.Setting.Nothing), default)),
        ["Endorse"] = (Doing.Employer, async (at, by) => await new Endorse.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, new(SlicesBehindRoles.Setting.Nothing), true, null), default)),
        ["OfferSupport"] = (Doing.Employer, async (at, by) => await new OfferSupport.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, OfferKind.Venue, 1, "The seminar room"), default)),
        ["NoteEmployersDeed"] = (Doing.Employer, async (at, by) => await new NoteEmployersDeed.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new NoteEmployersDeed.Deed.Review(at.Today, true, "We found gaps.")), default)),
        ["NoteEmployersDeed, confirmed"] = (Doing.Employer, async (at, by) => await new NoteEmployersDeed.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new NoteEmployersDeed.Deed.Confirm(SlicesBehindRoles.Setting.Nothing, true)), default)),
        ["NoteEmployersDeed, named"] = (Doing.Employer, async (at, by) => await new NoteEmployersDeed.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Council, new NoteEmployersDeed.Deed.NameLead(new(SlicesBehindRoles.Setting.Nothing), at.LineManager)), default)),
        ["AnswerAsked"] = (Doing.Employer, async (at, by) => await new AnswerAsked.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, SlicesBehindRoles.Setting.Nothing, "Come with us for a day."), default)),
        ["OfferStretch"] = (Doing.Employer, async (at, by) => await new OfferStretch.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Council, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default)),

        ["DeclareLink"] = (Doing.Assessor, async (at, by) => await new DeclareLink.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, LinkKind.Family, "Ann Other", null), default)),
        ["SayAboutSelf"] = (Doing.Assessor, async (at, by) => await new SayAboutSelf.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, "woman", null), default)),
        ["CalibrateAssessor"] = (Doing.Assessor, async (at, by) => await new CalibrateAssessor.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, new Dictionary<string, int>()), default)),
        ["MarkAnswer"] = (Doing.Assessor, async (at, by) => await new MarkAnswer.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, "motivation", "none", 3, "It is an example of their own."), default)),
        ["LockMarks"] = (Doing.Assessor, async (at, by) => await new LockMarks.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort), default)),
        ["StepBack"] = (Doing.Assessor, async (at, by) => await new StepBack.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Cohort, "motivation", "none", MarkingEnd.Recused), default)),
        ["SettleMark"] = (Doing.Assessor, async (at, by) => await new SettleMark.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, "none", 3, "It says what changed."), default)),
        ["StepBackFromSettling"] = (Doing.Assessor, async (at, by) => await new StepBackFromSettling.Handler(at.City.Store, at.City.Accounts, at.Clock).HandleAsync(new(by, at.City.Cohort, "none"), default)),
        ["StepBackFromPanel"] = (Doing.Assessor, async (at, by) => await new StepBackFromPanel.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, SlicesBehindRoles.Setting.Nothing), default)),
        ["SayFree"] = (Doing.Assessor, async (at, by) => await new SayFree.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, []), default)),
        ["MarkInterview"] = (Doing.Assessor, async (at, by) => await new MarkInterview.Handler(at.City.Store, at.Clock).HandleAsync(new(by, at.City.Cohort, SlicesBehindRoles.Setting.Nothing, new Dictionary<string, int>(), new Dictionary<string, string>(), false), default)),
    };
}
