using System.Globalization;
using System.Text;
using System.Text.Json;
using Parity.Disclosure;

namespace Parity.Platform.Publishing;

/// <summary>Protected tables, ready to be written. The file names which cells are primary: it is internal.</summary>
public sealed class ProtectedTables
{
    private readonly TableSpecification specification;
    private readonly TableSystem tables;
    private readonly (long? Count, string Status)[] cells;
    private readonly AuditReport audit;
    private readonly Rounding? rounding;

    internal ProtectedTables(
        TableSpecification specification, TableSystem tables, (long? Count, string Status)[] cells, int primary, int complementary,
        long complementaryValue, AuditReport audit, Rounding? rounding, Certificate? certificate)
    {
        (this.specification, this.tables, this.cells, this.audit, this.rounding) = (specification, tables, cells, audit, rounding);
        Certificate = certificate;
        (Primary, Complementary, ComplementaryValue) = (primary, complementary, complementaryValue);
    }

    /// <summary>Possible tables that prove the result, where they were asked for.</summary>
    public Certificate? Certificate { get; }

    public int Count => cells.Length;
    public int Primary { get; }
    public int Complementary { get; }
    public long ComplementaryValue { get; }

    /// <summary>Every cell of every table once: the codes, the count (empty when withheld), what became of it.</summary>
    public void WriteCsv(Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(string.Join(',', [.. specification.Dimensions.Select(CodedRows.Quoted), CodedRows.Quoted(specification.Count), "status"]));
        for (int cell = 0; cell < cells.Length; cell++)
        {
            for (int d = 0; d < tables.Dimensions.Count; d++)
            {
                text.Write(CodedRows.Quoted(tables.Dimensions[d].Codes[tables.CodeOf(cell, d)]));
                text.Write(',');
            }
            text.Write(cells[cell].Count?.ToString(CultureInfo.InvariantCulture));
            text.Write(',');
            text.WriteLine(cells[cell].Status);
        }
    }

    public void WriteReport(Stream output, TimeSpan spent)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("cells", Count);
        json.WriteNumber("primary", Primary);
        json.WriteNumber("complementary", Complementary);
        json.WriteNumber("complementaryValue", ComplementaryValue);
        json.WriteNumber("seconds", Math.Round(spent.TotalSeconds, 3));
        if (rounding is not null)
        {
            json.WriteStartObject("rounding");
            json.WriteNumber("base", specification.Base);
            json.WriteNumber("changed", rounding.Changed);
            json.WriteNumber("maxDeviation", rounding.MaxDeviation);
            json.WriteNumber("meanDeviation", Math.Round(rounding.MeanDeviation, 3));
            json.WriteEndObject();
        }
        AuditDocument.Write(json, audit);
        json.WriteEndObject();
    }
}

internal static class AuditDocument
{
    public static void Write(Utf8JsonWriter json, AuditReport audit)
    {
        json.WriteStartObject("audit");
        json.WriteNumber("attacked", audit.Attacked);
        json.WriteNumber("broken", audit.Broken);
        if (audit.NarrowestInterval is { } narrowest) json.WriteNumber("narrowestInterval", narrowest);
        else json.WriteNull("narrowestInterval");
        json.WriteNumber("provenByWitness", audit.ProvenByWitness);
        json.WriteNumber("provenBySolver", audit.ProvenBySolver);
        json.WriteEndObject();
    }
}
