namespace Parity.App.Tests.Workforce;

/// <summary>Every rule about one cell: the place, the code and that nothing else is reported.</summary>
public sealed class CellTests
{
    [Theory]
    [InlineData("employees.csv", "grade", "", "blank")]
    [InlineData("employees.csv", "directorate", "", "blank")]
    [InlineData("employees.csv", "directorate", "   ", "blank")]
    [InlineData("employees.csv", "ethnicity", "", "blank")]
    [InlineData("employees.csv", "grade", "G9", "unknown-grade")]
    [InlineData("employees.csv", "grade", "g1", "unknown-grade")]
    [InlineData("employees.csv", "ethnicity", "Z", "unknown-ethnicity")]
    [InlineData("employees.csv", "ethnicity", "w1", "unknown-ethnicity")]
    [InlineData("employees.csv", "ethnicity", " W1", "unknown-ethnicity")]
    [InlineData("employees.csv", "sex", "Female", "unknown-code")]
    [InlineData("employees.csv", "sex", "f", "unknown-code")]
    [InlineData("employees.csv", "disability", "yes", "unknown-code")]
    [InlineData("employees.csv", "age_band", "16-25", "unknown-code")]
    [InlineData("employees.csv", "orientation", "straight", "unknown-code")]
    [InlineData("employees.csv", "religion", "Other", "unknown-code")]
    [InlineData("employees.csv", "contract", "fixed term", "unknown-code")]
    [InlineData("employees.csv", "staff_group", "nonclinical", "unknown-code")]
    [InlineData("employees.csv", "full_pay", "T", "unknown-code")]
    [InlineData("employees.csv", "pdp", "y", "unknown-code")]
    [InlineData("employees.csv", "equality_measure", "Met", "unknown-code")]
    [InlineData("employees.csv", "fte", "1,0", "number")]
    [InlineData("employees.csv", "fte", ".5", "number")]
    [InlineData("employees.csv", "fte", "1.", "number")]
    [InlineData("employees.csv", "fte", "01", "number")]
    [InlineData("employees.csv", "fte", "00.5", "number")]
    [InlineData("employees.csv", "fte", "1e0", "number")]
    [InlineData("employees.csv", "fte", "0.1234567", "number")]
    [InlineData("employees.csv", "fte", " 1", "number")]
    [InlineData("employees.csv", "fte", "NaN", "number")]
    [InlineData("employees.csv", "fte", "0", "out-of-range")]
    [InlineData("employees.csv", "fte", "0.0", "out-of-range")]
    [InlineData("employees.csv", "fte", "1.500001", "out-of-range")]
    [InlineData("employees.csv", "fte", "-1", "out-of-range")]
    [InlineData("employees.csv", "fte", "--1", "number")]
    [InlineData("employees.csv", "hourly_pay", "£12.50", "number")]
    [InlineData("employees.csv", "hourly_pay", "1,250.00", "number")]
    [InlineData("employees.csv", "hourly_pay", "12 (c)", "number")]
    [InlineData("employees.csv", "hourly_pay", "+12", "number")]
    [InlineData("employees.csv", "hourly_pay", "0", "out-of-range")]
    [InlineData("employees.csv", "hourly_pay", "10000", "out-of-range")]
    [InlineData("employees.csv", "bonus_pay", "-0.01", "out-of-range")]
    [InlineData("employees.csv", "bonus_pay", "9999999999999", "number")]
    [InlineData("employees.csv", "sickness_days", "230.5", "sickness-over-working-days")]
    [InlineData("employees.csv", "sickness_days", "366.1", "out-of-range")]
    [InlineData("employees.csv", "working_days", "367", "out-of-range")]
    [InlineData("employees.csv", "start_date", "2026-04-01", "after-snapshot")]
    [InlineData("employees.csv", "start_date", "31/03/2026", "date")]
    [InlineData("employees.csv", "start_date", "2026-3-1", "date")]
    [InlineData("employees.csv", "start_date", "2025-02-29", "date")]
    [InlineData("employees.csv", "start_date", "1899-12-31", "date")]
    [InlineData("employees.csv", "start_date", "2101-01-01", "date")]
    [InlineData("employees.csv", "start_date", "45000", "date")]
    [InlineData("employees.csv", "start_date", "2026-01-01T00:00:00", "date")]
    [InlineData("employees.csv", "count", "0", "out-of-range")]
    [InlineData("employees.csv", "count", "10000000", "out-of-range")]
    [InlineData("employees.csv", "count", "1.0", "number")]
    [InlineData("employees.csv", "count", "-1", "number")]
    [InlineData("employees.csv", "count", "01", "number")]
    [InlineData("employees.csv", "directorate", "=1+1", "formula")]
    [InlineData("employees.csv", "directorate", "+Housing", "formula")]
    [InlineData("employees.csv", "directorate", "-Housing", "formula")]
    [InlineData("employees.csv", "directorate", "@SUM(A1)", "formula")]
    [InlineData("employees.csv", "directorate", "\tHousing", "formula")]
    [InlineData("events.csv", "case_ref", "=C1", "formula")]
    [InlineData("employees.csv", "ethnicity_local", "@x", "formula")]
    [InlineData("employees.csv", "sex", "=F", "formula")]
    [InlineData("employees.csv", "fte", "=1", "formula")]
    [InlineData("grades.csv", "rank", "", "blank")]
    [InlineData("grades.csv", "rank", "0", "out-of-range")]
    [InlineData("grades.csv", "rank", "1.5", "number")]
    [InlineData("grades.csv", "band", "", "blank")]
    [InlineData("grades.csv", "band", "top", "unknown-code")]
    [InlineData("grades.csv", "title", "=T", "formula")]
    [InlineData("ethnicity.csv", "maps_to", "Z9", "unknown-ethnicity")]
    [InlineData("ethnicity.csv", "maps_to", "SOM", "unknown-ethnicity")]
    [InlineData("ethnicity.csv", "maps_to", "", "blank")]
    [InlineData("ethnicity.csv", "label", "-x", "formula")]
    [InlineData("headcount.csv", "at", "closing", "unknown-code")]
    [InlineData("headcount.csv", "at", "", "blank")]
    [InlineData("headcount.csv", "ethnicity", "", "blank")]
    [InlineData("headcount.csv", "count", "", "blank")]
    [InlineData("headcount.csv", "count", "0", "out-of-range")]
    [InlineData("headcount.csv", "grade", "G9", "unknown-grade")]
    [InlineData("board.csv", "voting", "", "blank")]
    [InlineData("board.csv", "executive", "maybe", "unknown-code")]
    [InlineData("events.csv", "kind", "", "blank")]
    [InlineData("events.csv", "kind", "resignation", "unknown-code")]
    [InlineData("events.csv", "role", "witness", "unknown-code")]
    [InlineData("events.csv", "employee_ref", "E999", "unknown-person")]
    [InlineData("events.csv", "grade_from", "G9", "unknown-grade")]
    [InlineData("events.csv", "opened", "2025-13-01", "date")]
    [InlineData("events.csv", "closed", "2025-03-31", "date-order")]
    [InlineData("events.csv", "formal", "informal", "unknown-code")]
    [InlineData("events.csv", "outcome", "=upheld", "formula")]
    [InlineData("events.csv", "count", "0", "out-of-range")]
    [InlineData("recruitment.csv", "ethnicity", "", "blank")]
    [InlineData("recruitment.csv", "route", "both", "unknown-code")]
    [InlineData("recruitment.csv", "shortlisted", "41", "stage-order")]
    [InlineData("recruitment.csv", "offered", "10", "stage-order")]
    [InlineData("recruitment.csv", "applied", "-1", "number")]
    [InlineData("recruitment.csv", "panel_members", "2.5", "number")]
    [InlineData("training.csv", "course", "", "blank")]
    [InlineData("training.csv", "kind", "online", "unknown-code")]
    [InlineData("training.csv", "due", "ten", "number")]
    [InlineData("survey.csv", "question", "", "blank")]
    [InlineData("survey.csv", "source", "pulse", "unknown-code")]
    [InlineData("survey.csv", "polarity", "both", "unknown-code")]
    [InlineData("survey.csv", "agree", "1.5", "number")]
    [InlineData("survey.csv", "question", "=Q", "formula")]
    public void A_fault_in_a_cell_is_named_at_its_place(string file, string column, string value, string code)
    {
        using var sample = new SampleReturn();
        var report = sample.With(file, 2, column, value).Check();

        var problem = Assert.Single(report.Problems);
        Assert.Equal((file, 2, column, code), (problem.File, problem.Line, problem.Column, problem.Code));
        Assert.False(report.Accepted);
        Assert.Equal(1, report.ProblemCount);
    }

    [Theory]
    [InlineData("employees.csv", "fte", "1.5")]
    [InlineData("employees.csv", "fte", "1.500000")]
    [InlineData("employees.csv", "hourly_pay", "9999.999999")]
    [InlineData("employees.csv", "bonus_pay", "0")]
    [InlineData("employees.csv", "bonus_pay", "999999999999.999999")]
    [InlineData("employees.csv", "sickness_days", "230")]
    [InlineData("employees.csv", "working_days", "366")]
    [InlineData("employees.csv", "working_days", "")]
    [InlineData("employees.csv", "start_date", "2026-03-31")]
    [InlineData("employees.csv", "start_date", "1900-01-01")]
    [InlineData("employees.csv", "count", "9999999")]
    [InlineData("employees.csv", "directorate", "Housing, and \"Homes\"")]
    [InlineData("employees.csv", "directorate", "Two\nlines")]
    [InlineData("employees.csv", "directorate", "Änderung £ 東京 🏠")]
    [InlineData("employees.csv", "ethnicity", "POL")]
    [InlineData("events.csv", "ethnicity", "W2")]
    [InlineData("recruitment.csv", "shortlisted", "")]
    [InlineData("recruitment.csv", "applied", "")]
    [InlineData("recruitment.csv", "applied", "40")]
    [InlineData("survey.csv", "eligible", "21")]
    public void A_cell_at_the_edge_of_what_is_allowed_is_taken(string file, string column, string value)
    {
        using var sample = new SampleReturn();
        Assert.Empty(sample.With(file, 2, column, value).Check().Problems);
    }

    [Fact]
    public void A_cell_may_hold_1000_characters_and_not_1001()
    {
        using var sample = new SampleReturn();
        Assert.Empty(sample.With("employees.csv", 2, "directorate", new string('é', 1000)).Check().Problems);
        var problem = Assert.Single(sample.With("employees.csv", 2, "directorate", new string('é', 1001)).Check().Problems);
        Assert.Equal("too-long", problem.Code);
    }

    [Fact]
    public void Sickness_may_pass_working_days_where_the_unit_is_calendar_days()
    {
        using var sample = new SampleReturn();
        Assert.Empty(sample.With("sickness_unit", "calendar-days").With("employees.csv", 2, "sickness_days", "300").Check().Problems);
    }

    [Fact]
    public void A_reference_that_is_not_an_employee_is_taken_where_the_row_has_its_own_ethnicity()
    {
        using var sample = new SampleReturn();
        sample.With("events.csv", 2, "employee_ref", "LEFT").With("events.csv", 2, "ethnicity", "A1");
        Assert.Empty(sample.Check().Problems);
    }

    [Fact]
    public void A_stage_is_not_compared_with_a_blank_one()
    {
        using var sample = new SampleReturn();
        sample.With("recruitment.csv", 2, "shortlisted", "").With("recruitment.csv", 2, "interviewed", "41");
        Assert.Empty(sample.Check().Problems);
    }

    [Fact]
    public void Every_fault_is_found_in_one_pass()
    {
        using var sample = new SampleReturn();
        var report = sample.With("sector", "parish").With("grades.csv", 3, "band", "x").With("employees.csv", 2, "sex", "x")
            .With("employees.csv", 2, "fte", "x").With("employees.csv", 4, "grade", "x").With("survey.csv", 3, "agree", "x").Check();

        Assert.Equal(
            [
                ("return.csv", 4, "value"), ("grades.csv", 3, "band"), ("employees.csv", 2, "sex"), ("employees.csv", 2, "fte"),
                ("employees.csv", 4, "grade"), ("survey.csv", 3, "agree"),
            ],
            report.Problems.Select(p => (p.File!, p.Line!.Value, p.Column!)));
        Assert.Equal("harbour-council", report.Organisation);
    }

    [Fact]
    public void No_advice_repeats_what_a_cell_or_a_header_holds()
    {
        const string canary = "Qx7canary";
        using var sample = new SampleReturn();
        foreach (string file in sample.Files)
            foreach (string column in sample.Rows(file)[0].ToArray())
                if (file != "return.csv" || column == "value") sample.With(file, 2, column, canary);
        sample.WithHeader("employees.csv", "pdp", canary).WithText(canary + ".csv", canary);
        var report = sample.Check();

        Assert.True(report.ProblemCount > 30);
        Assert.DoesNotContain(report.Problems.Concat(report.Warnings), p => p.ToString().Contains(canary, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_list_stops_at_a_thousand_and_the_count_does_not()
    {
        using var sample = new SampleReturn();
        for (int i = 0; i < 3000; i++) sample.WithRow("employees.csv", ",Parks,G1,nobody,,,,,,,,,,,,,,,,,,,,,");
        var report = sample.Check();

        Assert.Equal(3000, report.ProblemCount);
        Assert.Equal(Enumerable.Range(6, 1000), report.Problems.Select(p => p.Line!.Value));
    }
}
