using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Parity.Indicators.Returns;
using Parity.Platform.Workforce;
using Cells = System.Collections.Generic.Dictionary<string, object>;

namespace Parity.App.Tests.Workforce;

public sealed class WriteTemplateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("parity-template-");
    private readonly string path;

    public WriteTemplateTests()
    {
        path = Path.Combine(folder.FullName, "return.xlsx");
        Assert.IsType<WriteTemplate.Outcome.Written>(WriteTemplate.Handler.Handle(new(path)));
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_workbook_follows_the_Open_XML_schema()
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var errors = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(document);
        Assert.Empty(errors.Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void Every_file_of_the_format_has_a_sheet_with_its_columns_and_only_the_lists_are_hidden()
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var sheets = document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().ToList();
        Assert.Equal("Instructions", sheets[0].Name!.Value);
        Assert.Equal(["Lists"], sheets.Where(sheet => sheet.State?.Value == SheetStateValues.Hidden).Select(sheet => sheet.Name!.Value));
        Assert.Equal(ReturnFormat.Files.Select(file => file.Sheet), sheets.Skip(1).SkipLast(1).Select(sheet => sheet.Name!.Value));
        foreach (var file in ReturnFormat.Files)
            Assert.Equal(file.Columns.Select(column => column.Name), SheetNamed(document, file.Sheet).Descendants<Row>().First().Elements<Cell>().Select(cell => cell.InnerText));
    }

    [Fact]
    public void Every_coded_column_offers_exactly_its_words()
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var lists = SheetNamed(document, "Lists").Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()).ToArray();
        foreach (var file in ReturnFormat.Files.Where(file => file != ReturnFormat.Return))
        {
            var rules = SheetNamed(document, file.Sheet).Descendants<DataValidation>().ToList();
            for (int i = 0; i < file.Columns.Count; i++)
            {
                if (file.Columns[i].Words.Count == 0) continue;
                var rule = rules.Single(rule => (rule.SequenceOfReferences?.InnerText ?? "").StartsWith($"{(char)('A' + i)}2:", StringComparison.Ordinal));
                Assert.Equal(DataValidationValues.List, rule.Type?.Value);
                Assert.Equal(file.Columns[i].Words, Offered(rule.Formula1?.Text ?? "", lists));
            }
        }
    }

    [Fact]
    public void Every_explained_column_is_a_column_of_the_format()
    {
        var known = ReturnFormat.Files.SelectMany(file => (file == ReturnFormat.Return ? ReturnFormat.Keys : file.Columns).Select(column => $"{file.Sheet}.{column.Name}"));
        Assert.Empty(TemplateText.Notes.Keys.Except(known));
        Assert.Equal(Enum.GetValues<Ethnicity>().Order(), TemplateText.Ethnicities.Select(e => e.Code).Order());
    }

    [Fact]
    public void A_template_with_only_the_compulsory_sheets_filled_in_is_accepted()
    {
        FillIn(optionalToo: false);
        var accepted = Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new(path)));
        Assert.Equal("harbour-trust", accepted.Return.Header.Organisation);
        Assert.Equal(new DateOnly(2026, 3, 31), accepted.Return.Header.SnapshotDate);
        Assert.Equal(3, accepted.Return.Employees.Rows);
        Assert.Equal(15_250_000, accepted.Return.Employees.HourlyPay[0]);
        Assert.Equal([Ethnicity.W1, Ethnicity.B2, Ethnicity.X9], accepted.Return.Employees.Ethnicity);
        Assert.Empty(accepted.Return.Events);
    }

    [Fact]
    public void A_template_with_every_sheet_filled_in_is_accepted()
    {
        FillIn(optionalToo: true);
        var accepted = Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new(path)));
        Assert.Equal(EventKind.Disciplinary, Assert.Single(accepted.Return.Events).Kind);
        Assert.Equal(new DateOnly(2025, 9, 1).DayNumber, accepted.Return.Events[0].Opened);
        Assert.Equal(40, Assert.Single(accepted.Return.Headcount).Count);
        Assert.Equal(12, Assert.Single(accepted.Return.Recruitment).Applied);
        Assert.Single(accepted.Return.Board);
        Assert.Single(accepted.Return.Training);
        Assert.Single(accepted.Return.Survey);
    }

    [Fact]
    public void An_empty_template_is_refused_at_the_values_of_the_return_and_for_having_nobody_in_it()
    {
        var refused = Assert.IsType<CheckReturn.Outcome.Refused>(CheckReturn.Handler.Handle(new(path)));
        Assert.Contains(refused.Report.Problems, problem => problem is { File: "return.csv", Column: "value" });
        Assert.Contains(refused.Report.Problems, problem => problem.File == "employees.csv");
    }

    [Fact]
    public void A_name_that_is_not_a_workbook_is_refused()
    {
        Assert.IsType<WriteTemplate.Outcome.NotWritten>(WriteTemplate.Handler.Handle(new(Path.Combine(folder.FullName, "return.csv"))));
        Assert.ThrowsAny<IOException>(() => WriteTemplate.Handler.Handle(new(Path.Combine(folder.FullName, "missing", "return.xlsx"))));
    }

    private void FillIn(bool optionalToo)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: true);
        var declared = new Cells
        {
            ["organisation"] = "harbour-trust",
            ["name"] = "Harbour Trust",
            ["sector"] = "voluntary",
            ["snapshot_date"] = new DateOnly(2026, 3, 31),
            ["period_start"] = new DateOnly(2025, 4, 1),
            ["period_end"] = new DateOnly(2026, 3, 31),
            ["senior_from_grade"] = "B",
        };
        foreach (var row in SheetNamed(document, "return").Descendants<Row>())
        {
            var cells = row.Elements<Cell>().ToArray();
            if (declared.TryGetValue(cells[0].InnerText, out object? value)) Put(cells[1], value);
        }

        Add(document, "grades", new Cells { ["grade"] = "A", ["rank"] = 1m, ["band"] = "operational" }, new Cells { ["grade"] = "B", ["rank"] = 2m, ["band"] = "senior-manager" });
        Add(document, "employees",
            new Cells { ["employee_ref"] = "0001", ["directorate"] = "Care", ["grade"] = "A", ["ethnicity"] = "W1", ["sex"] = "F", ["hourly_pay"] = 15.25m, ["start_date"] = new DateOnly(2019, 9, 2) },
            new Cells { ["employee_ref"] = "0002", ["directorate"] = "Care", ["grade"] = "A", ["ethnicity"] = "B2", ["age_band"] = "65+", ["fte"] = 0.5m },
            new Cells { ["employee_ref"] = "0003", ["directorate"] = "Office", ["grade"] = "B", ["ethnicity"] = "X9", ["full_pay"] = "N", ["count"] = 1m });
        if (!optionalToo) return;

        Add(document, "ethnicity", new Cells { ["code"] = "WBRI", ["label"] = "White British", ["maps_to"] = "W1" });
        Add(document, "headcount", new Cells { ["at"] = "opening", ["ethnicity"] = "WBRI", ["count"] = 40m });
        Add(document, "board", new Cells { ["ethnicity"] = "A1", ["voting"] = "Y", ["executive"] = "N" });
        Add(document, "events", new Cells { ["kind"] = "disciplinary", ["employee_ref"] = "0002", ["opened"] = new DateOnly(2025, 9, 1), ["closed"] = new DateOnly(2025, 11, 3) });
        Add(document, "recruitment", new Cells { ["vacancy_ref"] = "V1", ["ethnicity"] = "M1", ["applied"] = 12m, ["shortlisted"] = 4m, ["appointed"] = 1m });
        Add(document, "training", new Cells { ["course"] = "Fair recruitment", ["kind"] = "panel", ["ethnicity"] = "W", ["due"] = 5m, ["completed"] = 4m });
        Add(document, "survey", new Cells { ["question"] = "I am treated fairly", ["eligible"] = 20m, ["agree"] = 9m, ["disagree"] = 2m });
    }

    /// <summary>Types rows under the heading, each cell with the style its column has.</summary>
    private static void Add(SpreadsheetDocument document, string sheet, params Cells[] rows)
    {
        var worksheet = SheetNamed(document, sheet);
        var sheetData = worksheet.GetFirstChild<SheetData>()!;
        string[] header = [.. sheetData.Elements<Row>().First().Elements<Cell>().Select(cell => cell.InnerText)];
        var styles = worksheet.Descendants<Column>().SelectMany(column => Enumerable.Repeat(column.Style, (int)(column.Max!.Value - column.Min!.Value + 1))).ToArray();
        for (uint i = 0; i < rows.Length; i++)
        {
            var row = new Row { RowIndex = i + 2 };
            foreach (var (column, value) in rows[i].OrderBy(pair => Array.IndexOf(header, pair.Key)))
            {
                int at = Array.IndexOf(header, column);
                Assert.True(at >= 0, column);
                var cell = new Cell { CellReference = $"{(char)('A' + at)}{i + 2}", StyleIndex = styles[at] };
                Put(cell, value);
                row.Append(cell);
            }
            sheetData.Append(row);
        }
        worksheet.Save();
    }

    private static void Put(Cell cell, object value)
    {
        switch (value)
        {
            case DateOnly day:
                cell.CellValue = new CellValue(day.ToDateTime(default).ToOADate().ToString(CultureInfo.InvariantCulture));
                break;
            case decimal number:
                cell.CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(new Text((string)value));
                break;
        }
    }

    private static IEnumerable<string> Offered(string formula, string[][] lists)
    {
        // Lists!$C$1:$C$6
        int column = formula["Lists!$".Length] - 'A';
        int count = int.Parse(formula[(formula.LastIndexOf('$') + 1)..], CultureInfo.InvariantCulture);
        return lists.Take(count).Select(row => row[column]);
    }

    private static Worksheet SheetNamed(SpreadsheetDocument document, string name)
    {
        var sheet = document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Single(sheet => sheet.Name == name);
        return ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!)).Worksheet;
    }
}
