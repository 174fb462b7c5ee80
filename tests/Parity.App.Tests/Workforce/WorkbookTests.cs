using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>A return as an XLSX workbook, read from the sheets' own XML.</summary>
public sealed class WorkbookTests
{
    [Fact]
    public void A_workbook_reads_like_the_folder()
    {
        using var sample = new SampleReturn();
        var report = Check(new TestWorkbook(sample));
        Assert.Empty(report.Problems);
        Assert.Equal(sample.Check().Rows, report.Rows);
    }

    [Fact]
    public void Help_sheets_are_passed_over_hidden_or_not()
    {
        using var sample = new SampleReturn();
        Assert.Empty(Check(new TestWorkbook(sample).Sheet("Instructions", "<row r=\"1\"><c r=\"A1\"><f>1+1</f></c></row>").Sheet("Lists", "", "hidden")).Problems);
    }

    [Theory]
    [InlineData("<c r=\"M2\" s=\"1\"><v>43890</v></c>")]
    [InlineData("<c r=\"M2\" s=\"2\"><v>43890</v></c>")]
    [InlineData("<c r=\"M2\" t=\"d\"><v>2020-02-29</v></c>")]
    [InlineData("<c r=\"M2\" t=\"d\"><v>2020-02-29T00:00:00</v></c>")]
    [InlineData("<c r=\"M2\" t=\"str\"><v>2020-02-29</v></c>")]
    public void A_date_styled_cell_is_a_date(string cell)
    {
        Assert.Equal(new DateOnly(2020, 2, 29).DayNumber, Accepted(w => w.Cell("events", "M2", cell)).Events[0].Opened);
    }

    [Fact]
    public void The_1904_date_system_is_followed()
    {
        Assert.Equal(new DateOnly(2020, 2, 29).DayNumber, Accepted(w =>
        {
            w.WorkbookProperties = "<workbookPr date1904=\"1\"/>";
            return w.Cell("events", "M2", "<c r=\"M2\" s=\"1\"><v>42428</v></c>");
        }).Events[0].Opened);
    }

    [Theory]
    [InlineData("12.5", 12_500_000)]
    [InlineData("12.500000000000000", 12_500_000)]
    [InlineData("0.10000000000000001", 100_000)]
    [InlineData("1.23456E1", 12_345_600)]
    [InlineData("1E-6", 1)]
    [InlineData("1e3", 1_000_000_000)]
    public void A_number_is_read_by_shortest_round_trip(string stored, long micro)
    {
        Assert.Equal(micro, Accepted(w => w.Cell("employees", "N2", $"<c r=\"N2\" s=\"3\"><v>{stored}</v></c>")).Employees.HourlyPay[0]);
    }

    [Theory]
    [InlineData("employees", "N2", "<c r=\"N2\"><f>A1*2</f><v>12.5</v></c>", "hourly_pay", 2, "formula")]
    [InlineData("employees", "N2", "<c r=\"N2\"><f t=\"shared\" si=\"0\"/><v>12.5</v></c>", "hourly_pay", 2, "formula")]
    [InlineData("employees", "N2", "<c r=\"N2\" t=\"e\"><v>#DIV/0!</v></c>", "hourly_pay", 2, "error-cell")]
    [InlineData("employees", "N2", "<c r=\"N2\"><v>abc</v></c>", "hourly_pay", 2, "error-cell")]
    [InlineData("employees", "N2", "<c r=\"N2\"><v>0.1234567</v></c>", "hourly_pay", 2, "number")]
    [InlineData("employees", "N2", "<c r=\"N2\"><v>1E-7</v></c>", "hourly_pay", 2, "number")]
    [InlineData("employees", "N2", "<c r=\"N2\" s=\"1\"><v>12</v></c>", "hourly_pay", 2, "number")]
    [InlineData("employees", "Q2", "<c r=\"Q2\" s=\"1\"><v>43890.5</v></c>", "start_date", 2, "date")]
    [InlineData("employees", "Q2", "<c r=\"Q2\" s=\"1\"><v>60</v></c>", "start_date", 2, "error-cell")]
    [InlineData("employees", "Q2", "<c r=\"Q2\"><v>43890</v></c>", "start_date", 2, "date")]
    [InlineData("employees", "F2", "<c r=\"F2\" t=\"s\"><v>99</v></c>", "sex", 2, "error-cell")]
    [InlineData("employees", "F2", "<c r=\"F2\" t=\"s\"><v>-1</v></c>", "sex", 2, "error-cell")]
    [InlineData("employees", "F2", "<c r=\"F2\" t=\"b\"><v>1</v></c>", "sex", 2, "unknown-code")]
    [InlineData("employees", "B2", "<c r=\"B2\" t=\"inlineStr\"><is><t>_x003D_1+1</t></is></c>", "directorate", 2, "formula")]
    [InlineData("employees", "B2", "<c r=\"B2\" t=\"inlineStr\"><is><t>@x</t></is></c>", "directorate", 2, "formula")]
    [InlineData("employees", "D2", "<c r=\"D2\"><f>X</f></c>", "ethnicity", 2, "formula")]
    [InlineData("return", "B4", "<c r=\"B4\"><f>X</f><v>council</v></c>", "value", 4, "formula")]
    [InlineData("employees", "V1", "<c r=\"V1\"><f>X</f><v>pdp</v></c>", "#22", 1, "formula")]
    public void A_cell_that_cannot_be_taken_is_refused_at_its_place(string sheet, string reference, string cell, string column, int line, string code)
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(Check(new TestWorkbook(sample).Cell(sheet, reference, cell)).Problems);
        Assert.Equal((sheet + ".csv", line, column, code), (problem.File, problem.Line, problem.Column, problem.Code));
    }

    [Fact]
    public void Shared_strings_are_read_plain_and_rich_without_phonetic_hints()
    {
        var read = Accepted(w => w.Strings("<t>Hous</t>", "<r><t>Ho</t></r><r><rPr/><t>using</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>")
            .Cell("employees", "B2", "<c r=\"B2\" t=\"s\"><v>1</v></c>").Cell("employees", "B3", "<c r=\"B3\" t=\"s\"><v>0</v></c>"));
        Assert.Equal(["Hous", "Housing", "Parks"], read.Directorates);
    }

    [Fact]
    public void Rows_and_cells_without_references_and_empty_styled_cells_are_read()
    {
        using var sample = new SampleReturn();
        const string text = "<c t=\"inlineStr\"><is><t>{0}</t></is></c>";
        string Row(params string[] cells) => "<row>" + string.Concat(cells.Select(c => c.Length == 0 ? "<c s=\"1\"/>" : text.Replace("{0}", c, StringComparison.Ordinal))) + "</row>";
        var report = Check(new TestWorkbook(sample).Sheet("training", Row("course", "kind", "ethnicity", "", "") + Row("Fire", "mandatory", "W1", "", "") + "<row/>" + Row("", "", "", "", "") + Row("Fire", "mandatory", "Z")));
        var problem = Assert.Single(report.Problems);
        Assert.Equal(("training.csv", 5, "ethnicity"), (problem.File, problem.Line, problem.Column));
        Assert.Equal(2, report.Rows.Single(r => r.Key == "training.csv").Value);
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("veryHidden")]
    public void A_hidden_sheet_is_refused(string state)
    {
        using var sample = new SampleReturn();
        var known = Assert.Single(Check(new TestWorkbook(sample).State("survey", state)).Problems);
        Assert.Equal(("survey.csv", null, "hidden-sheet"), (known.File, known.Line, known.Code));
        var other = Assert.Single(Check(new TestWorkbook(sample).Sheet("Pivot", "", state)).Problems);
        Assert.Equal((null, "unknown-file"), (other.File, other.Code));
        Assert.Contains("hidden", other.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Macros_merged_cells_and_hidden_rows_are_seen()
    {
        using var sample = new SampleReturn();
        Assert.Equal("macros", Assert.Single(Check(new TestWorkbook(sample).Part("xl/vbaProject.bin", "x")).Problems).Code);
        Assert.Equal("macros", Assert.Single(Check(new TestWorkbook(sample).Part("[Content_Types].xml",
            "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>")).Problems).Code);
        var merged = Assert.Single(Check(new TestWorkbook(sample).After("training", "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>")).Problems);
        Assert.Equal(("training.csv", 2, "merged-cells"), (merged.File, merged.Line, merged.Code));
        var report = Check(new TestWorkbook(sample).Sheet("training", TestWorkbook.Rows(sample.Rows("training.csv")).Replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">", StringComparison.Ordinal)));
        Assert.True(report.Accepted);
        Assert.Equal(("training.csv", 3, "hidden-rows"), (report.Warnings[0].File, report.Warnings[0].Line, report.Warnings[0].Code));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData/></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"1\"/><row r=\"3\"/><row r=\"2\"/></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"9999999\"/></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZ1\"/></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row r=\"1\">")]
    [InlineData("not xml")]
    [InlineData("")]
    public void A_damaged_sheet_refuses_the_workbook(string xml)
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(Check(new TestWorkbook(sample).Part("xl/worksheets/sheet4.xml", xml)).Problems);
        Assert.Equal("damaged-workbook", problem.Code);
    }

    [Fact]
    public void A_tag_an_attribute_or_a_depth_that_no_workbook_has_is_refused_before_it_costs_memory()
    {
        using var sample = new SampleReturn();
        string[] sheets =
        [
            "<worksheet a=\"" + new string('x', 2_000_000) + "\"/>",
            "<worksheet><!--" + new string('x', 2_000_000) + "--></worksheet>",
            "<" + new string('a', 2_000_000) + "/>",
            string.Concat(Enumerable.Repeat("<a>", 100_000)),
        ];
        foreach (string xml in sheets)
            Assert.Equal("damaged-workbook", Check(new TestWorkbook(sample).Part("xl/worksheets/sheet4.xml", xml)).Problems[0].Code);
    }

    [Fact]
    public void A_header_below_row_1_is_refused()
    {
        using var sample = new SampleReturn();
        var problem = Assert.Single(Check(new TestWorkbook(sample).Sheet("training", "<row r=\"2\"><c t=\"inlineStr\"><is><t>course</t></is></c></row>")).Problems);
        Assert.Equal(("training.csv", 1, "empty-file"), (problem.File, problem.Line, problem.Code));
    }

    private static CheckReport Check(TestWorkbook workbook)
    {
        using var place = new SampleReturn();
        return SampleReturn.CheckFile(place.Write("return.xlsx", workbook.Bytes()));
    }

    private static Parity.Indicators.Returns.Return Accepted(Func<TestWorkbook, TestWorkbook> change)
    {
        using var sample = new SampleReturn();
        string path = sample.Write("return.xlsx", change(new TestWorkbook(sample)).Bytes());
        return Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new CheckReturn.Request(path))).Return;
    }
}
