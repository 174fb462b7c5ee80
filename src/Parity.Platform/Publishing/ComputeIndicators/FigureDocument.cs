using System.Globalization;
using System.Text.Json;
using Parity.Indicators;

namespace Parity.Platform.Publishing;

/// <summary>Internal figures as a document. Every form of it says that it is not for publication.</summary>
public sealed class FigureDocument
{
    private const int FlushAt = 1 << 16;
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;
    private readonly IReadOnlyList<Figure> figures;

    internal FigureDocument(IReadOnlyList<Figure> figures) => this.figures = figures;

    public int Count => figures.Count;

    /// <summary>One object: <c>notForPublication</c> and the figures, values unrounded.</summary>
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteBoolean("notForPublication", true);
        json.WriteStartArray("figures");
        foreach (var figure in figures)
        {
            Write(json, figure);
            if (json.BytesPending > FlushAt) json.Flush();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The same columns, one figure a row; the scope is written as in JSON, the last column says that the row is not for publication.</summary>
    public void WriteCsv(Stream output) => new FigureCsv(output).Write(figures);

    /// <summary>The headline figures for people: whole organisations in the coarse classifications.</summary>
    public void WriteText(TextWriter output)
    {
        const string notice = "NOT FOR PUBLICATION: internal figures, nothing withheld.";
        output.WriteLine(notice);
        var shown = figures.Where(f => IsHeadline(f)).ToList();
        foreach (var organisation in shown.GroupBy(f => f.Organisation))
        {
            output.WriteLine($"\n{organisation.Key}");
            foreach (var indicator in organisation.GroupBy(f => f.Indicator))
            {
                var definition = IndicatorCatalogue.Of(indicator.Key);
                output.WriteLine($"\n  {definition.Title} ({definition.Id})");
                foreach (var f in indicator)
                    output.WriteLine(FormattableString.Invariant(
                        $"    {Place(f),-34} {Amount(f.Value, definition.Unit),10} {Range(f, definition.Unit),-24} {Counts(f),-34} {f.Flag}").TrimEnd());
            }
        }
        output.WriteLine(string.Create(Plain, $"\n{shown.Count:N0} of {figures.Count:N0} figures are shown; --format json or csv gives all of them."));
        output.WriteLine(notice);
    }

    private static void Write(Utf8JsonWriter json, Figure f)
    {
        json.WriteStartObject();
        json.WriteString("indicator", f.Indicator);
        json.WriteString("organisation", f.Organisation);
        json.WriteStartObject("scope");
        foreach (var (key, value) in f.Scope.Parts) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteString("classification", f.Classification);
        json.WriteString("group", f.Group);
        json.WriteString("reference", f.Reference);
        Write(json, "numerator", f.Numerator);
        Write(json, "denominator", f.Denominator);
        Write(json, "reference_numerator", f.ReferenceNumerator);
        Write(json, "reference_denominator", f.ReferenceDenominator);
        Write(json, "value", f.Value);
        Write(json, "lower", f.Lower);
        Write(json, "upper", f.Upper);
        json.WriteString("flag", f.Flag);
        if (IsPooledRatio(f)) Write(json, "adjusted", f.Adjusted);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static bool IsPooledRatio(Figure f) =>
        (f.Organisation == "CITY" || f.Organisation.StartsWith("SECTOR:", StringComparison.Ordinal)) && IndicatorCatalogue.Of(f.Indicator).Unit is IndicatorUnit.Ratio;

    private static bool IsHeadline(Figure f) =>
        f.Scope.Parts.Count == IndicatorCatalogue.Of(f.Indicator).ScopeKeys.Count + (f.Indicator is "survey-favourable" or "survey-index" ? 1 : 0)
        && f.Classification is null or "white/other" or "white-british/other" or "broad";

    private static string Place(Figure f) =>
        string.Join(' ', new[] { string.Join(' ', f.Scope.Parts.Select(p => p.Value)), f.Classification, f.Group, f.Reference is { } r ? $"v {r}" : null }.Where(part => part is { Length: > 0 }));

    private static string Range(Figure f, IndicatorUnit unit) => f is { Lower: { } lower, Upper: { } upper } ? $"({Amount(lower, unit)} to {Amount(upper, unit)})" : "";

    private static string Counts(Figure f) => f.ReferenceDenominator is null ? Quotient(f.Numerator, f.Denominator)
        : $"{Quotient(f.Numerator, f.Denominator)} v {Quotient(f.ReferenceNumerator, f.ReferenceDenominator)}";

    private static string Quotient(double? numerator, double? denominator) => (numerator, denominator) switch
    {
        (null, null) => "",
        ({ } n, null) => n.ToString("0.##", Plain),
        (null, { } d) => $"of {d.ToString("0.##", Plain)}",
        ({ } n, { } d) => $"{n.ToString("0.##", Plain)} of {d.ToString("0.##", Plain)}",
    };

    /// <summary>Rounded once, half up, for the eye; files keep the unrounded value.</summary>
    private static string Amount(double? value, IndicatorUnit unit) => value is not { } v ? "-" : unit switch
    {
        IndicatorUnit.Count => v.ToString("0", Plain),
        IndicatorUnit.Fraction => Rounded(100 * v, 1) + "%",
        IndicatorUnit.PerCent => Rounded(v, 1) + "%",
        IndicatorUnit.Ratio => Rounded(v, 2),
        _ => Rounded(v, 1),
    };

    private static string Rounded(double value, int decimals) =>
        decimal.Round((decimal)value, decimals, MidpointRounding.AwayFromZero).ToString(decimals == 1 ? "0.0" : "0.00", Plain);
}
