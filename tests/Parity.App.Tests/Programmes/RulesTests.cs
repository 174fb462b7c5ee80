using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class RulesTests
{
    private static readonly Timeline Good = new(
        new(new(2027, 1, 13), new(13, 30), new(15, 0), "City Hall", 60), ApplicationWindow.Of(new(2027, 1, 18), new(9, 0), new(2027, 2, 12), new(23, 59)),
        new(2027, 3, 1), new(2027, 3, 5), new(2027, 3, 12), new(2027, 4, 19), new(2027, 4, 20), new(2027, 4, 20), new(2028, 4, 14));

    [Fact]
    public void Every_shape_on_file_adds_up_to_what_it_says()
    {
        Assert.Equal(["days-30 30", "days-30-half 30", "days-25 25", "days-27 27"], ShapesOnFile.All.Select(s => $"{s.Code} {s.Days:0}"));
        Assert.Equal([10m, 15, 2, 3], ShapesOnFile.Named("days-30").Types.Select(t => t.Days));
        Assert.Equal([12m, 1, 6, 6, 2], ShapesOnFile.Named("days-27").Types.Select(t => t.Days));
        Assert.Equal([12m, 3, 2, 5, 3], ShapesOnFile.Named("days-25").Types.Select(t => t.Days));
        Assert.DoesNotContain(ShapesOnFile.All.SelectMany(ShapeFaults.Of), f => f.Code.StartsWith("sum", StringComparison.Ordinal));
    }

    [Fact]
    public void The_checker_finds_the_age_criterion_of_2019_and_nothing_in_the_shapes_of_2017_and_27_days()
    {
        Assert.Empty(ShapeFaults.Of(ShapesOnFile.Named("days-30")));
        Assert.Empty(ShapeFaults.Of(ShapesOnFile.Named("days-27")));
        Assert.Equal([("qualification-criterion", false), ("age-criterion", true)], ShapeFaults.Of(ShapesOnFile.Named("days-30-half")).Select(f => (f.Code, f.Blocks)).OrderBy(f => f.Blocks));
    }

    [Fact]
    public void The_checker_finds_sums_that_do_not_add_up()
    {
        var shape = ShapesOnFile.Named("days-30");
        Assert.Contains(ShapeFaults.Of(shape with { StatedDays = 31 }), f => f.Code == "sum-of-days");
        Assert.Contains(ShapeFaults.Of(shape with { Modules = [.. shape.Modules.Skip(1)] }), f => f.Code == "sum-of-modules");
        Assert.Contains(ShapeFaults.Of(shape with { Types = [.. shape.Types, shape.Types[0]] }), f => f.Code == "type-twice");
        Assert.Contains(ShapeFaults.Of(shape with { Certificate = shape.Certificate! with { Credits = 20 } }), f => f.Code == "certificate-hours");
        Assert.Contains(ShapeFaults.Of(shape with { Criteria = [new(CriterionKind.Other, "You are under 40")] }), f => f.Code == "age-criterion");
        Assert.DoesNotContain(ShapeFaults.Of(shape with { Criteria = [new(CriterionKind.Other, "You manage people")] }), f => f.Code == "age-criterion");
    }

    [Fact]
    public void A_shape_comes_back_from_its_text_as_it_was()
    {
        foreach (var shape in ShapesOnFile.All) Assert.Equal(shape.ToJson(), ProgrammeShape.FromJson(shape.ToJson()).ToJson());
    }

    [Fact]
    public void The_timeline_of_2017_is_found_to_tell_outcomes_before_interviews_and_to_close_at_an_ambiguous_hour()
    {
        var history = new Timeline(
            new(new(2017, 11, 20), new(13, 30), new(15, 0), "City Hall", 100), ApplicationWindow.Of(new(2017, 12, 11), new(9, 0), new(2017, 12, 28), new(23, 59)),
            new(2018, 1, 11), new(2018, 1, 11), new(2018, 1, 5), new(2018, 1, 22), new(2018, 1, 23), new(2018, 1, 23), new(2019, 1, 22), "28 December 2017: midnight");
        Assert.Equal(["outcome-before-interview", "ambiguous-closing"], TimelineFaults.Of(history).Where(f => f.Blocks).Select(f => f.Code));
    }

    [Fact]
    public void Dates_in_their_order_have_no_fault_and_each_date_out_of_order_has_its_own()
    {
        Assert.Empty(TimelineFaults.Of(Good));
        (Timeline Dates, string Code)[] wrong =
        [
            (Good with { Window = ApplicationWindow.Of(new(2027, 2, 12), new(9, 0), new(2027, 1, 18), new(23, 59)) }, "closes-before-opening"),
            (Good with { Briefing = Good.Briefing! with { On = new(2027, 2, 13) } }, "briefing"),
            (Good with { InterviewsFrom = new(2027, 2, 12) }, "interview-before-closing"),
            (Good with { InterviewsUntil = new(2027, 2, 28) }, "interviews"),
            (Good with { OutcomesOn = new(2027, 3, 4) }, "outcome-before-interview"),
            (Good with { StartsOn = new(2027, 3, 12) }, "start-before-outcome"),
            (Good with { StartsUntil = new(2027, 4, 18) }, "start"),
            (Good with { WorkshopOn = new(2027, 4, 18) }, "workshop-before-start"),
            (Good with { EndsOn = new(2027, 4, 20) }, "ends-before-start"),
            (Good with { Window = ApplicationWindow.Of(new(2027, 1, 18), new(9, 0), new(2027, 2, 12), new(0, 0)) }, "ambiguous-closing"),
        ];
        foreach (var (dates, code) in wrong) Assert.Contains(TimelineFaults.Of(dates), f => f.Code == code && f.Blocks);
    }

    /// <summary>Clocks went forward on 28 March 2027 and go back on 31 October; 29 February 2028 exists.</summary>
    [Theory]
    [InlineData("2027-02-12", "23:59", "2027-02-12T23:59:59Z", "2027-02-13T00:00:00Z")]
    [InlineData("2027-03-28", "23:59", "2027-03-28T22:59:59Z", "2027-03-28T23:00:00Z")]
    [InlineData("2027-03-27", "23:59", "2027-03-27T23:59:59Z", "2027-03-28T00:00:00Z")]
    [InlineData("2027-10-30", "23:59", "2027-10-30T22:59:59Z", "2027-10-30T23:00:00Z")]
    [InlineData("2027-10-31", "23:59", "2027-10-31T23:59:59Z", "2027-11-01T00:00:00Z")]
    [InlineData("2027-10-31", "01:59", "2027-10-31T01:59:59Z", "2027-10-31T02:00:00Z")]
    [InlineData("2028-02-29", "12:00", "2028-02-29T12:00:59Z", "2028-02-29T12:01:00Z")]
    [InlineData("2027-06-30", "12:00", "2027-06-30T11:00:59Z", "2027-06-30T11:01:00Z")]
    public void The_last_second_is_in_time_and_the_next_is_late_whatever_the_clocks_do(string day, string time, string last, string late)
    {
        var closes = DateOnly.ParseExact(day, "yyyy-MM-dd");
        var window = ApplicationWindow.Of(closes.AddDays(-20), new(9, 0), closes, TimeOnly.ParseExact(time, "HH:mm"));
        Assert.True(window.IsOpenAt(DateTimeOffset.Parse(last)));
        Assert.False(window.IsOpenAt(DateTimeOffset.Parse(late)));
        Assert.Equal((closes, TimeOnly.ParseExact(time, "HH:mm")), (London.DayOf(window.LastMinute), London.TimeOf(window.LastMinute)));
        Assert.False(window.IsOpenAt(window.OpensAt - TimeSpan.FromTicks(1)));
        Assert.True(window.IsOpenAt(window.OpensAt));
    }

    /// <summary>Easter and May holidays, both changes of the clocks, Christmas, and 29 February 2028 lie on the way.</summary>
    [Fact]
    public void However_much_longer_a_window_is_the_days_after_it_stay_in_order_and_are_working_days()
    {
        for (int days = 1; days <= 400; days++)
        {
            var closes = new DateOnly(2027, 2, 12).AddDays(days);
            var moved = Good.Later(days) with { Window = Good.Window with { OverAt = ApplicationWindow.Of(closes, new(9, 0), closes, new(23, 59)).OverAt } };
            Assert.Empty(TimelineFaults.Of(moved));
            foreach (var (was, now) in Good.AfterWindow().Zip(moved.AfterWindow()))
            {
                Assert.True(WorkingDays.IsOne(now.On!.Value), $"{now.What} is on {now.On} after {days} days.");
                // Four days in a row are the most on which nobody works.
                Assert.InRange(now.On.Value.DayNumber - was.On!.Value.DayNumber - days, 0, 4);
            }
        }
    }

    [Theory]
    [InlineData(1, "2027-03-02", "2027-03-08", "2027-03-15", "2027-04-20", "2028-04-18")] // Friday's interviews to Monday; the last day was Good Friday, and goes on past Easter Monday.
    [InlineData(14, "2027-03-15", "2027-03-19", "2027-03-30", "2027-05-04", "2028-04-28")] // Outcomes on Good Friday, the start on the early May bank holiday.
    [InlineData(27, "2027-03-30", "2027-04-01", "2027-04-08", "2027-05-17", "2028-05-11")] // Interviews on the Sunday on which clocks go forward, before Easter Monday.
    [InlineData(365, "2028-02-29", "2028-03-06", "2028-03-13", "2028-04-18", "2029-04-16")] // Into a leap year.
    public void A_day_that_would_fall_on_a_weekend_or_holiday_goes_on_to_the_next_working_day(int days, string interviews, string until, string outcomes, string starts, string ends)
    {
        var moved = Good.Later(days);
        Assert.Equal(
            (interviews, until, outcomes, starts, ends),
            (Text(moved.InterviewsFrom), Text(moved.InterviewsUntil), Text(moved.OutcomesOn), Text(moved.StartsOn), Text(moved.EndsOn)));

        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_start_that_a_holiday_pushes_onto_the_day_of_outcomes_is_the_day_after_it()
    {
        // A Saturday and a Sunday are not both made the Monday.
        var close = Good with { OutcomesOn = new(2027, 4, 15), StartsOn = new(2027, 4, 16), StartsUntil = new(2027, 4, 16), WorkshopOn = new(2027, 4, 16) };
        var moved = close.Later(2);
        Assert.Equal((new DateOnly(2027, 4, 19), new DateOnly(2027, 4, 20), new DateOnly(2027, 4, 20), new DateOnly(2027, 4, 20)), (moved.OutcomesOn, moved.StartsOn, moved.StartsUntil, moved.WorkshopOn));
    }

    [Fact]
    public void Every_move_that_is_not_in_the_table_is_refused_whoever_tries_it()
    {
        // State, deed, doer and where it leads: the whole table, written a second time by hand.
        string[] legal =
        [
            "Draft Submit Applicant Submitted", "Draft Withdraw Applicant Withdrawn", "Draft CloseUnsent Clock NotSent", "NotSent Reopen Team Draft",
            "Submitted Withdraw Applicant Withdrawn", "Submitted FindNotEligible Team NotEligible", "Submitted Shortlist Team Shortlisted", "Submitted NotSelect Team NotSelected",
            "NotEligible Reconsider Team Submitted", "NotSelected Reconsider Team Submitted",
            "Shortlisted Withdraw Applicant Withdrawn", "Shortlisted RecordInterview Team Interviewed", "Shortlisted NotSelect Team NotSelected",
            "Interviewed Withdraw Applicant Withdrawn", "Interviewed Offer Team Offered", "Interviewed PutOnReserve Team Reserve", "Interviewed NotSelect Team NotSelected",
            "Reserve Withdraw Applicant Withdrawn", "Reserve Offer Team Offered", "Reserve NotSelect Team NotSelected",
            "Offered Accept Applicant Accepted", "Offered Decline Applicant Declined", "Offered Lapse Clock OfferLapsed", "Offered WithdrawOffer Team OfferWithdrawn",
            "Declined Offer Team Offered", "OfferLapsed Offer Team Offered", "OfferWithdrawn Offer Team Offered",
            "Accepted Withdraw Applicant Withdrawn", "Accepted Defer Team Deferred", "Accepted Start Team OnProgramme", "Deferred Withdraw Applicant Withdrawn", "Deferred Start Team OnProgramme",
            "OnProgramme Complete Team Completed", "OnProgramme Leave Team LeftEarly", "LeftEarly Reinstate Team OnProgramme",
        ];
        var found =
            from state in Enum.GetValues<ApplicationState>()
            from deed in Enum.GetValues<ApplicationDeed>()
            from doer in Enum.GetValues<Doer>()
            let to = ApplicationMoves.After(state, deed, doer)
            where to is not null
            select $"{state} {deed} {doer} {to}";
        Assert.Equal(legal.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nobody_is_ever_refused_by_a_machine()
    {
        ApplicationState[] refusals = [ApplicationState.NotEligible, ApplicationState.NotSelected, ApplicationState.OfferWithdrawn];
        foreach (var state in Enum.GetValues<ApplicationState>())
            foreach (var deed in ApplicationMoves.Open(state, Doer.Clock)) Assert.DoesNotContain(ApplicationMoves.After(state, deed, Doer.Clock)!.Value, refusals);
    }

    [Fact]
    public void Time_beyond_one_kind_of_day_makes_nothing_up_in_another()
    {
        var today = new DateOnly(2027, 9, 1);
        var ledger = DayLedger.Of(ShapesOnFile.Named("days-27"),
        [
            new("modules", 480 * 14, new(2027, 8, 1), LedgerState.Attended), new("mentoring", 240, new(2027, 8, 1), LedgerState.MadeUp), new("mentoring", 240, new(2027, 8, 1), LedgerState.Missed),
            new("stretch", 480 * 3, new(2027, 9, 1), LedgerState.Planned), new("peer", 480, new(2027, 8, 31), LedgerState.Planned),
        ], today);
        Assert.Equal(27, ledger.DaysRequired);
        Assert.Equal(12.5m, ledger.DaysDone);
        Assert.Equal([0m, 0.5m, 3, 6, 2], ledger.Lines.Select(l => l.DaysShort));
        Assert.Equal(480, ledger.Lines.Single(l => l.Type.Code == "peer").Overdue);
        Assert.Throws<ArgumentException>(() => DayLedger.Of(ShapesOnFile.Named("days-27"), [new("study", 60, today, LedgerState.Planned)], today));
    }

    [Theory]
    [InlineData(EmployerStanding.WaivesApproval, "NoApproval Nominated EmployerTold")]
    [InlineData(EmployerStanding.Partner, "Nominated EmployerTold")]
    [InlineData(EmployerStanding.Elsewhere, "EmployerTold")]
    [InlineData(EmployerStanding.None, "NoApproval")]
    public void Each_standing_has_its_routes(EmployerStanding standing, string routes) => Assert.Equal(routes, string.Join(' ', ApplicationRoutes.For(standing)));

    [Fact]
    public void An_employer_learns_of_an_application_without_approval_only_from_an_accepted_place_and_by_consent()
    {
        foreach (var state in Enum.GetValues<ApplicationState>())
            foreach (bool sent in (bool[])[false, true])
            {
                Assert.False(ApplicationRoutes.EmployerMayKnow(ApplicationRoute.NoApproval, state, sent, agreedToTell: false));
                bool placed = state is ApplicationState.Accepted or ApplicationState.Deferred or ApplicationState.OnProgramme or ApplicationState.Completed or ApplicationState.LeftEarly;
                Assert.Equal(placed, ApplicationRoutes.EmployerMayKnow(ApplicationRoute.NoApproval, state, sent, agreedToTell: true));
                Assert.Equal(sent, ApplicationRoutes.EmployerMayKnow(ApplicationRoute.EmployerTold, state, sent, agreedToTell: false));
            }
    }

    [Fact]
    public void A_case_holds_only_while_everything_is_said_and_its_review_is_not_overdue()
    {
        var today = new DateOnly(2027, 1, 10);
        var good = new PositiveActionCase("People of …", [PositiveActionGround.LowParticipation], "2 of 40 …", "Second edition", new(2026, 3, 31), "Because …", "We tried …", "When …", new(2027, 12, 1), false, true);
        Assert.Empty(CaseFaults.Of(good, today, 24));
        Assert.Contains(CaseFaults.Of(good with { Grounds = [] }, today, 24), f => f.Blocks);
        Assert.Contains(CaseFaults.Of(good with { Proportionate = " " }, today, 24), f => f.Blocks);
        Assert.Contains(CaseFaults.Of(good with { ReviewOn = new(2027, 1, 9) }, today, 24), f => f.Code == "review-over" && f.Blocks);
        Assert.DoesNotContain(CaseFaults.Of(good with { ReviewOn = today }, today, 24), f => f.Blocks);
        Assert.Contains(CaseFaults.Of(good with { EvidenceOn = new(2025, 1, 9) }, today, 24), f => f is { Code: "evidence-old", Blocks: false });
        Assert.Contains(CaseFaults.Of(good with { EvidenceHolds = false }, today, 24), f => f is { Code: "evidence-gone", Blocks: false });
        Assert.Contains(CaseFaults.Of(good with { IsEnded = true }, today, 24), f => f.Blocks);
    }
}
