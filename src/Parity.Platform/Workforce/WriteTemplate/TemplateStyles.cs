using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Parity.Platform.Workforce;

/// <summary>The few cell styles of the template, in the product's own colours; the constants are their places in the style sheet.</summary>
internal static class TemplateStyles
{
    public const uint Plain = 0, Text = 1, Date = 2, Needed = 3, Welcome = 4, Title = 5, Strong = 6, Body = 7;

    private const uint AsText = 49, IsoDate = 164;

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = IsoDate, FormatCode = "yyyy\\-mm\\-dd" }) { Count = 1 },
        new Fonts(Font(), Font(bold: true), Font(bold: true, colour: "FFFFFFFF"), Font(bold: true, colour: "FF371A4C", size: 18)) { Count = 4 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), Fill("FF371A4C"), Fill("FFE9E2F1")) { Count = 4 },
        new Borders(new Border(), new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(new Color { Rgb = "FF857D70" }) { Style = BorderStyleValues.Thin })) { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = AsText, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = IsoDate, ApplyNumberFormat = true },
            Heading(font: 2, fill: 2),
            Heading(font: 1, fill: 3),
            new CellFormat { FontId = 3, ApplyFont = true },
            new CellFormat(Wrapped()) { FontId = 1, ApplyFont = true, ApplyAlignment = true, NumberFormatId = AsText, ApplyNumberFormat = true },
            new CellFormat(Wrapped()) { ApplyAlignment = true, NumberFormatId = AsText, ApplyNumberFormat = true })
        { Count = 8 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static CellFormat Heading(uint font, uint fill) => new(new Alignment { Vertical = VerticalAlignmentValues.Center })
    {
        FontId = font,
        FillId = fill,
        BorderId = 1,
        ApplyFont = true,
        ApplyFill = true,
        ApplyBorder = true,
        ApplyAlignment = true,
        NumberFormatId = AsText,
        ApplyNumberFormat = true,
    };

    private static Alignment Wrapped() => new() { Vertical = VerticalAlignmentValues.Top, WrapText = true };

    private static Font Font(bool bold = false, string colour = "FF1F1828", double size = 11)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new Color { Rgb = new HexBinaryValue(colour) }, new FontName { Val = "Calibri" });
        return font;
    }

    private static Fill Fill(string colour) =>
        new(new PatternFill(new ForegroundColor { Rgb = new HexBinaryValue(colour) }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid });
}
