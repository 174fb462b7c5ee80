using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Parity.Platform.Workforce;

/// <summary>One sheet of the template, written from top to bottom.</summary>
internal sealed class TemplateSheet(WorksheetPart part) : IDisposable
{
    private readonly OpenXmlWriter writer = OpenXmlWriter.Create(part);
    private uint row;

    public void Open(Columns columns, bool gridLines, bool frozenRow)
    {
        writer.WriteStartElement(new Worksheet());
        var view = new SheetView { WorkbookViewId = 0, ShowGridLines = gridLines };
        if (frozenRow) view.Append(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        writer.WriteElement(new SheetViews(view));
        writer.WriteElement(columns);
        writer.WriteStartElement(new SheetData());
    }

    /// <summary>The next row; a cell without text keeps its style only.</summary>
    public void Row(params ReadOnlySpan<(string Text, uint Style)> cells)
    {
        writer.WriteStartElement(new Row { RowIndex = ++row });
        foreach (var (text, style) in cells)
            writer.WriteElement(text.Length == 0
                ? new Cell { StyleIndex = style }
                : new Cell { StyleIndex = style, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) });
        writer.WriteEndElement();
    }

    public void Close(IEnumerable<DataValidation>? validations = null)
    {
        writer.WriteEndElement();
        if (validations?.ToArray() is { Length: > 0 } rules) writer.WriteElement(new DataValidations(rules) { Count = (uint)rules.Length });
        writer.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, FitToHeight = 0 });
        writer.WriteEndElement();
    }

    public void Dispose() => writer.Dispose();
}
