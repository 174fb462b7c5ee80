using Parity.Indicators.Returns;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>Rules about files, headers, keys and what a return declares; and what the columns hold at the end.</summary>
public sealed class ReturnRulesTests
{
    [Fact]
    public void The_sample_is_accepted_and_its_rows_are_counted()
    {
        using var sample = new SampleReturn();
        var report = sample.Check();

        Assert.True(report.Accepted);
        Assert.Empty(report.Warnings);
        Assert.Equal(
            ["return.csv 11", "ethnicity.csv 2", "grades.csv 3", "employees.csv 4", "headcount.csv 2", "board.csv 2", "events.csv 4", "recruitment.csv 2", "training.csv 2", "survey.csv 2"],
            report.Rows.Select(r => $"{r.Key} {r.Value}"));
    }

    [Fact]
    public void The_columns_hold_what_was_sent()
    {
        using var sample = new SampleReturn();
        var read = sample.Accepted();

        Assert.Equal(new ReturnHeader("harbour-council", "Harbour Council", Sector.Council, new(2026, 3, 31), new(2025, 4, 1), new(2026, 3, 31), EthnicityScheme.Harmonised, SicknessUnit.WorkingDays, 2, ""), read.Header);
        Assert.Equal(new Grade("G3", "Head of service", 3, Band.SeniorManager), read.Grades[2]);
        Assert.Equal(["Housing", "Parks"], read.Directorates);
        var e = read.Employees;
        Assert.Equal(4, e.Rows);
        Assert.Equal([1, 1, 1, 12], e.Weight!);
        Assert.Equal([0, 0, 1, 1], e.Directorate);
        Assert.Equal(new ushort[] { 0, 1, 2, 0 }, e.Grade);
        Assert.Equal([Ethnicity.W1, Ethnicity.B1, Ethnicity.X9, Ethnicity.B2], e.Ethnicity);
        Assert.Equal([Sex.F, Sex.M, Sex.O, Sex.X9], e.Sex);
        Assert.Equal([Disability.N, Disability.Y, Disability.X1, Disability.X9], e.Disability);
        Assert.Equal([AgeBand.From16, AgeBand.From25, AgeBand.From65, AgeBand.X1], e.AgeBand);
        Assert.Equal([Orientation.Heterosexual, Orientation.GayLesbian, Orientation.X9, Orientation.Bisexual], e.Orientation);
        Assert.Equal([Religion.None, Religion.Christian, Religion.Sikh, Religion.X1], e.Religion);
        Assert.Equal([12_500_000, 17_250_000, 9_999_999_999, 1], e.HourlyPay);
        Assert.Equal([true, false, true, true], e.FullPay);
        Assert.Equal([0, 250_500_000, -1, -1], e.BonusPay!);
        Assert.Equal([3_500_000, 0, 230_000_000, -1], e.SicknessDays);
        Assert.Equal([YesNo.Yes, YesNo.No, YesNo.Blank, YesNo.Yes], e.DevelopmentTraining);
        Assert.Equal(new HeadcountRow(HeadcountAt.Opening, Ethnicity.W1, Sex.F, 0, 0, 10), read.Headcount[0]);
        Assert.Equal(new BoardRow(Ethnicity.A4, Sex.M, false, true, 3), read.Board[1]);
        Assert.Equal(new TrainingRow(1, CourseKind.Development, -1, Ethnicity.A1, Sex.X9, -1, 4), read.Training[1]);
        Assert.Equal(new SurveyRow(SurveySource.Staff, 1, -1, true, Ethnicity.X9, -1, -1, 0, 0, 0, 1, 0, 0), read.Survey[1]);
        Assert.Equal(new RecruitmentRow(0, 0, 1, Contract.Permanent, Route.External, new DateOnly(2025, 9, 1).DayNumber, Ethnicity.B1, Sex.X9, Disability.X9, 40, 40, -1, -1, -1, -1, -1), read.Recruitment[1]);
    }

    [Fact]
    public void An_event_takes_from_the_employee_what_its_own_row_leaves_blank()
    {
        using var sample = new SampleReturn();
        var events = sample.With("events.csv", 2, "ethnicity", "A1").Accepted().Events;

        Assert.Equal((Ethnicity.W1, Sex.F, 0, 0), (events[0].Ethnicity, events[0].Sex, events[0].Directorate, events[0].Grade));
        Assert.Equal((Ethnicity.M1, Sex.F, 1, 1), (events[2].Ethnicity, events[2].Sex, events[2].Directorate, events[2].Grade));
        Assert.Equal((Ethnicity.O1, -1, -1, 4), (events[3].Ethnicity, events[3].Person, events[3].Case, events[3].Count));
        Assert.Equal((0, 0, true), (events[0].Case, events[0].Person, events[0].Formal));
    }

    [Theory]
    [InlineData("return.csv")]
    [InlineData("grades.csv")]
    [InlineData("employees.csv")]
    public void A_missing_compulsory_file_is_named(string file)
    {
        using var sample = new SampleReturn();
        var report = sample.Without(file).Check();

        var problem = Assert.Single(report.Problems, p => p.Code == "missing-file");
        Assert.Equal((file, null, null), (problem.File, problem.Line, problem.Column));
        Assert.True(report.ProblemCount <= 2, "A missing file is not also reported at every row that refers to it.");
    }

    [Fact]
    public void The_optional_files_may_all_be_left_out()
    {
        using var sample = new SampleReturn();
        foreach (string file in new[] { "ethnicity.csv", "headcount.csv", "board.csv", "events.csv", "recruitment.csv", "training.csv", "survey.csv" }) sample.Without(file);
        Assert.Empty(sample.With("employees.csv", 5, "ethnicity", "B2").Check().Problems);
    }

    [Fact]
    public void A_table_may_hold_its_compulsory_columns_only_and_in_any_order()
    {
        using var sample = new SampleReturn();
        sample.WithText("employees.csv", "ethnicity,grade,directorate\nW1,G1,Parks\n").WithText("events.csv", "kind\n").Without("events.csv");
        var read = sample.Accepted();
        Assert.Equal((1, -1L, true, -1), (read.Employees.Rows, read.Employees.HourlyPay[0], read.Employees.FullPay[0], read.Employees.SicknessDays[0]));
        Assert.Null(read.Employees.Weight);
        Assert.Null(read.Employees.BonusPay);
    }

    [Fact]
    public void A_missing_compulsory_column_is_at_line_1_with_its_name()
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(sample.WithoutColumn("employees.csv", "directorate").Check().Problems);
        Assert.Equal(("employees.csv", 1, "directorate", "missing-column"), (problem.File, problem.Line, problem.Column, problem.Code));
    }

    [Theory]
    [InlineData("directorat", "directorate", 2)]
    [InlineData("Employee Ref", "employee_ref", 1)]
    [InlineData("hourlypay", "hourly_pay", 14)]
    public void An_unknown_header_is_named_by_position_and_the_nearest_column_suggested(string given, string nearest, int position)
    {
        using var sample = new SampleReturn();
        var problem = sample.WithHeader("employees.csv", nearest, given).Check().Problems[0];
        Assert.Equal(("employees.csv", 1, $"#{position}", "unknown-column"), (problem.File, problem.Line, problem.Column, problem.Code));
        Assert.Contains($"'{nearest}'", problem.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("directorate,grade,ethnicity,\nParks,G1,W1,note\n", 4)]
    [InlineData("directorate,,grade,ethnicity\nParks,,G1,W1\n", 2)]
    public void A_blank_header_is_unknown_like_any_other(string employees, int position)
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(sample.WithText("employees.csv", employees).Without("events.csv").Check().Problems);
        Assert.Equal(("employees.csv", 1, $"#{position}", "unknown-column"), (problem.File, problem.Line, problem.Column, problem.Code));
    }

    [Fact]
    public void A_header_that_appears_twice_is_named()
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(sample.WithHeader("employees.csv", "pdp", "sex").Check().Problems, p => p.Line == 1);
        Assert.Equal(("employees.csv", "sex", "repeated-column"), (problem.File, problem.Column, problem.Code));
    }

    [Theory]
    [InlineData("employees.csv", 3, "employee_ref", "E1")]
    [InlineData("grades.csv", 3, "grade", "G1")]
    [InlineData("ethnicity.csv", 3, "code", "SOM")]
    public void A_repeated_key_is_refused_at_the_second_row(string file, int line, string column, string value)
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(sample.With(file, line, column, value).Check().Problems, p => p.Code == "repeated-key");
        Assert.Equal((file, line, column), (problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void A_repeated_reference_is_refused_at_each_later_row_however_far_apart()
    {
        using var sample = new SampleReturn();
        for (int i = 0; i < 20_000; i++) sample.WithRow("employees.csv", $"P{i},Parks,G1,W1,,,,,,,,,,,,,,,,,,,,,");
        sample.WithRow("employees.csv", "E1,Parks,G1,W1,,,,,,,,,,,,,,,,,,,,,").WithRow("employees.csv", "E1,Parks,G1,W1,,,,,,,,,,,,,,,,,,,,,");
        Assert.Equal([20_006, 20_007], sample.Check().Problems.Select(p => p.Line!.Value));
    }

    [Theory]
    [InlineData("organisation", "", "value", "blank")]
    [InlineData("organisation", "CITY", "value", "reserved-code")]
    [InlineData("organisation", "SECTOR:council", "value", "reserved-code")]
    [InlineData("name", "=Harbour", "value", "formula")]
    [InlineData("sector", "Council", "value", "unknown-code")]
    [InlineData("snapshot_date", "31-03-2026", "value", "date")]
    [InlineData("period_end", "2025-03-31", "value", "date-order")]
    [InlineData("format_version", "2", "value", "unknown-code")]
    [InlineData("format_version", "1.0", "value", "unknown-code")]
    [InlineData("ethnicity_scheme", "census", "value", "unknown-code")]
    [InlineData("sickness_unit", "hours", "value", "unknown-code")]
    [InlineData("senior_from_grade", "G9", "value", "unknown-grade")]
    [InlineData("organization", "x", "key", "unknown-key")]
    public void A_fault_in_a_declaration_is_at_its_key_or_value(string key, string value, string column, string code)
    {
        using var sample = new SampleReturn();
        var report = sample.With(key, value).Check();
        var problem = Assert.Single(report.Problems, p => p.File == "return.csv");
        int line = 1 + sample.Rows("return.csv").ToList().FindIndex(r => r[0] == key);
        Assert.Equal((line, column, code), (problem.Line, problem.Column, problem.Code));
    }

    [Fact]
    public void A_repeated_or_missing_declaration_is_refused()
    {
        using var sample = new SampleReturn();
        var problems = sample.WithRow("return.csv", "sector,health").WithoutRow("return.csv", 2).Check().Problems;
        Assert.Equal([("key", "missing-key", (int?)null), ("key", "repeated-key", 12)], problems.Select(p => (p.Column!, p.Code, p.Line)));
    }

    [Fact]
    public void A_declaration_of_too_many_cells_is_at_its_value()
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(sample.WithRow("return.csv", "name,Harbour,Council").Check().Problems, p => p.Code == "cell-count");
        Assert.Equal(("return.csv", "value"), (problem.File, problem.Column));
    }

    [Theory]
    [InlineData("E06000023", false)]
    [InlineData("E06000023+E06000022", false)]
    [InlineData("Harbour", true)]
    [InlineData("E06000023+Harbour", true)]
    public void A_comparison_area_without_a_population_is_a_warning_at_its_value(string area, bool warned)
    {
        using var sample = new SampleReturn();
        var report = sample.With("benchmark_area", area).Check();
        Assert.True(report.Accepted);
        Assert.Equal(warned ? [("return.csv", "value", "unknown-area")] : [], report.Warnings.Select(w => (w.File!, w.Column!, w.Code)));
        Assert.DoesNotContain(report.Warnings, w => w.Advice.Contains("Harbour", StringComparison.Ordinal));
    }

    [Fact]
    public void There_must_be_an_employee()
    {
        using var sample = new SampleReturn();
        sample.WithText("employees.csv", "directorate,grade,ethnicity\n").Without("events.csv");
        var problem = Assert.Single(sample.Check().Problems);
        Assert.Equal(("employees.csv", null, null, "no-employees"), (problem.File, problem.Line, problem.Column, problem.Code));
    }

    [Fact]
    public void An_unknown_file_is_refused_by_position_without_its_name()
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(sample.WithText("employee.csv", "x").Check().Problems);
        Assert.Equal((null, null, null, "unknown-file"), (problem.File, problem.Line, problem.Column, problem.Code));
        Assert.Contains("#2 ", problem.Advice, StringComparison.Ordinal);
        Assert.Contains("employees.csv", problem.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_outside_the_period_is_a_warning_and_no_problem()
    {
        using var sample = new SampleReturn();
        var report = sample.With("events.csv", 2, "opened", "2024-01-01").With("events.csv", 2, "closed", "2024-02-01").Check();
        Assert.True(report.Accepted);
        Assert.Equal(("events.csv", 2, "outside-period"), (report.Warnings[0].File, report.Warnings[0].Line, report.Warnings[0].Code));
    }

    [Theory]
    [InlineData("2024-01-01", "2025-04-01")]
    [InlineData("2024-01-01", "")]
    [InlineData("2026-03-31", "2026-05-01")]
    [InlineData("2024-01-01", "2026-05-01")]
    public void An_event_open_in_or_at_the_end_of_the_period_counts(string opened, string closed)
    {
        using var sample = new SampleReturn();
        Assert.Empty(sample.With("events.csv", 2, "opened", opened).With("events.csv", 2, "closed", closed).Check().Warnings);
    }

    [Fact]
    public void Big_swings_against_the_edition_before_are_to_be_confirmed()
    {
        using var sample = new SampleReturn();
        for (int i = 0; i < 30; i++) sample.WithRow("employees.csv", ",Parks,G1,W1,,,,,,,,,,10,,,,,,,,,,,");
        sample.Check();
        var before = new ReturnSummary(100, 40, 2, 20);
        var report = CheckReturn.Handler.Handle(new CheckReturn.Request(sample.Folder, before)).Report;

        Assert.True(report.Accepted);
        Assert.Equal([null, "ethnicity", "hourly_pay"], report.Warnings.Where(w => w.Code == "swing").Select(w => w.Column));
    }
}
