using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Parity.Platform.Workforce;

/// <summary>The workbook itself, written element by element with Open XML's forward-only writer.</summary>
internal sealed class TemplateWorkbook
{
    private const uint LastRow = 1_048_576;

    private readonly WorkbookPart book;
    private readonly List<(string Name, string Id, bool Hidden)> sheets = [];
    private readonly List<IReadOnlyList<string>> lists = [];

    private TemplateWorkbook(WorkbookPart book) => this.book = book;

    public static void Write(Stream stream)
    {
        using var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
        var template = new TemplateWorkbook(document.AddWorkbookPart());
        template.WriteStyles();
        template.WriteInstructions();
        foreach (var file in ReturnFormat.Files) template.WriteTable(file);
        template.WriteLists();
        template.WriteBook();
    }

    private void WriteInstructions()
    {
        using var sheet = NewSheet("Instructions", out _);
        sheet.Open(new Columns(
            new Column { Min = 1, Max = 1, Width = 16, CustomWidth = true, Style = TemplateStyles.Body },
            new Column { Min = 2, Max = 2, Width = 24, CustomWidth = true, Style = TemplateStyles.Body },
            new Column { Min = 3, Max = 3, Width = 11, CustomWidth = true, Style = TemplateStyles.Body },
            new Column { Min = 4, Max = 4, Width = 96, CustomWidth = true, Style = TemplateStyles.Body }), gridLines: false, frozenRow: false);
        sheet.Row((TemplateText.Title, TemplateStyles.Title));
        sheet.Row();
        for (int i = 0; i < TemplateText.Steps.Count; i++)
            sheet.Row(($"Step {i + 1}", TemplateStyles.Strong), ("", TemplateStyles.Body), ("", TemplateStyles.Body), (TemplateText.Steps[i], TemplateStyles.Body));
        sheet.Row();
        sheet.Row(("Sheet", TemplateStyles.Needed), ("Column", TemplateStyles.Needed), ("Needed", TemplateStyles.Needed), ("What to write", TemplateStyles.Needed));
        foreach (var file in ReturnFormat.Files)
        {
            sheet.Row((file.Sheet, TemplateStyles.Strong), ("", TemplateStyles.Body), (file.Compulsory ? "yes" : "", TemplateStyles.Body), (TemplateText.Sheet(file), TemplateStyles.Strong));
            foreach (var column in file == ReturnFormat.Return ? ReturnFormat.Keys : file.Columns)
                sheet.Row(("", TemplateStyles.Body), (column.Name, TemplateStyles.Body), (column.Compulsory ? "yes" : "", TemplateStyles.Body), (TemplateText.Column(file, column), TemplateStyles.Body));
        }
        sheet.Row();
        sheet.Row(("Harmonised ethnicity codes", TemplateStyles.Strong));
        foreach (var (code, label) in TemplateText.Ethnicities)
            sheet.Row((code.ToString(), TemplateStyles.Body), ("", TemplateStyles.Body), ("", TemplateStyles.Body), (label, TemplateStyles.Body));
        sheet.Close();
    }

    private void WriteTable(FileFormat file)
    {
        using var sheet = NewSheet(file.Sheet, out _);
        bool isDeclaration = file == ReturnFormat.Return;
        var columns = file.Columns.Select((column, i) => new Column
        {
            Min = (uint)i + 1,
            Max = (uint)i + 1,
            Width = isDeclaration ? 34 : Math.Max(13, column.Name.Length + 4),
            CustomWidth = true,
            Style = column.Kind switch { CellKind.Date => TemplateStyles.Date, CellKind.Amount or CellKind.Whole or CellKind.Count => TemplateStyles.Plain, _ => TemplateStyles.Text },
        });
        sheet.Open(new Columns(columns), gridLines: true, frozenRow: true);
        sheet.Row([.. file.Columns.Select(column => (column.Name, column.Compulsory ? TemplateStyles.Needed : TemplateStyles.Welcome))]);
        if (isDeclaration)
            foreach (var key in ReturnFormat.Keys)
                sheet.Row((key.Name, key.Compulsory ? TemplateStyles.Strong : TemplateStyles.Text),
                    (key.Name == "format_version" ? ReturnFormat.Version : "", key.Kind is CellKind.Date ? TemplateStyles.Date : TemplateStyles.Text));

        sheet.Close(isDeclaration
            ? ReturnFormat.Keys.Select((key, i) => Validation(file, key, $"B{i + 2}"))
            : file.Columns.Select((column, i) => Validation(file, column, $"{Letter(i)}2:{Letter(i)}{LastRow}")));
    }

    private DataValidation Validation(FileFormat file, ColumnFormat column, string where)
    {
        string help = TemplateText.Column(file, column);
        var rule = new DataValidation
        {
            AllowBlank = true,
            ShowInputMessage = true,
            ShowErrorMessage = true,
            PromptTitle = column.Compulsory ? $"{column.Name} (needed)" : column.Name,
            Prompt = help.Length > 250 ? help[..250] : help,
            ErrorTitle = column.Name,
            Error = help.Length > 220 ? help[..220] : help,
            SequenceOfReferences = new ListValue<StringValue> { InnerText = where },
        };
        switch (column.Kind)
        {
            case CellKind.Code or CellKind.YesNo:
                List(ListOf(column.Words), DataValidationErrorStyleValues.Stop);
                break;
            case CellKind.HarmonisedEthnicity or CellKind.Ethnicity:
                // Another scheme's codes and an employer's own are right too, so a code off the list is only questioned.
                List(ListOf([.. TemplateText.Ethnicities.Select(e => e.Code.ToString())]),
                    column.Kind is CellKind.Ethnicity ? DataValidationErrorStyleValues.Information : DataValidationErrorStyleValues.Stop);
                break;
            case CellKind.Grade:
                List($"{ReturnFormat.Grades.Sheet}!$A$2:$A$1000", DataValidationErrorStyleValues.Warning);
                break;
            case CellKind.Date:
                Between(DataValidationValues.Date, "1", "73415");   // 1900-01-01 to 2100-12-31 as spreadsheets count days
                break;
            case CellKind.Whole:
                Between(DataValidationValues.Whole, "0", "999999999");
                break;
            case CellKind.Count:
                Between(DataValidationValues.Whole, "1", ReturnFormat.MaxCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case CellKind.Amount:
                Between(DataValidationValues.Decimal, "0", "999999999");
                break;
        }
        return rule;

        void List(string source, DataValidationErrorStyleValues style)
        {
            rule.Type = DataValidationValues.List;
            rule.ErrorStyle = style;
            rule.Append(new Formula1(source));
        }

        void Between(DataValidationValues type, string least, string most)
        {
            rule.Type = type;
            rule.Operator = DataValidationOperatorValues.Between;
            rule.Append(new Formula1(least), new Formula2(most));
        }
    }

    /// <summary>Where a list of words stands on the sheet of lists; the same words stand there once.</summary>
    private string ListOf(IReadOnlyList<string> words)
    {
        int at = lists.FindIndex(list => list.SequenceEqual(words));
        if (at < 0)
        {
            at = lists.Count;
            lists.Add(words);
        }
        string letter = Letter(at);
        return $"Lists!${letter}$1:${letter}${words.Count}";
    }

    private void WriteLists()
    {
        using var sheet = NewSheet("Lists", out _, hidden: true);
        sheet.Open(new Columns(new Column { Min = 1, Max = (uint)lists.Count, Width = 20, CustomWidth = true, Style = TemplateStyles.Text }), gridLines: true, frozenRow: false);
        for (int row = 0; row < lists.Max(list => list.Count); row++)
            sheet.Row([.. lists.Select(list => (row < list.Count ? list[row] : "", TemplateStyles.Text))]);
        sheet.Close();
    }

    private void WriteStyles()
    {
        var part = book.AddNewPart<WorkbookStylesPart>();
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteElement(TemplateStyles.Sheet());
    }

    private void WriteBook()
    {
        using var writer = OpenXmlWriter.Create(book);
        writer.WriteStartElement(new Workbook());
        writer.WriteElement(new BookViews(new WorkbookView { ActiveTab = 0 }));
        writer.WriteElement(new Sheets(sheets.Select((sheet, i) => new Sheet
        {
            Name = sheet.Name,
            SheetId = (uint)i + 1,
            Id = sheet.Id,
            State = sheet.Hidden ? SheetStateValues.Hidden : null,
        })));
        writer.WriteEndElement();
    }

    private TemplateSheet NewSheet(string name, out WorksheetPart part, bool hidden = false)
    {
        part = book.AddNewPart<WorksheetPart>();
        sheets.Add((name, book.GetIdOfPart(part), hidden));
        return new TemplateSheet(part);
    }

    private static string Letter(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";
}
