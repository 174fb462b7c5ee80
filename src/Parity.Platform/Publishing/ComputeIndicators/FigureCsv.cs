using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Parity.Indicators;

namespace Parity.Platform.Publishing;

/// <summary>Figures as lines of CSV, written in UTF-8 at once: a figure has up to eight numbers, and none needs a string of its own.</summary>
internal sealed class FigureCsv(Stream output)
{
    private const int FlushAt = 1 << 16;

    /// <summary>Room for any number in its shortest form.</summary>
    private const int NumberLength = 32;

    /// <summary>From here on the shortest form of a whole number has an exponent.</summary>
    private const double LeastExponent = 1e15;

    private readonly ArrayBufferWriter<byte> written = new(2 * FlushAt);
    /// <summary>Scopes as cells: thousands of figures share one.</summary>
    private readonly Dictionary<Scope, string> scopes = [];

    public void Write(IReadOnlyList<Figure> figures)
    {
        Text("indicator,organisation,scope,classification,group,reference,numerator,denominator,reference_numerator,reference_denominator,value,lower,upper,flag,adjusted,notForPublication\n");
        foreach (var figure in figures)
        {
            Write(figure);
            if (written.WrittenCount >= FlushAt) Flush();
        }
        Flush();
    }

    private void Write(Figure f)
    {
        Cell(f.Indicator);
        Cell(f.Organisation);
        Text(ScopeCell(f.Scope));
        Comma();
        Cell(f.Classification);
        Cell(f.Group);
        Cell(f.Reference);
        Number(f.Numerator);
        Number(f.Denominator);
        Number(f.ReferenceNumerator);
        Number(f.ReferenceDenominator);
        Number(f.Value);
        Number(f.Lower);
        Number(f.Upper);
        Cell(f.Flag);
        Number(f.Adjusted);
        Text("true\n");
    }

    private void Cell(string? text)
    {
        if (text is not null) Text(Quoted(text));
        Comma();
    }

    private void Number(double? number)
    {
        if (number is { } known)
        {
            var room = written.GetSpan(NumberLength);
            bool whole = Math.Abs(known) < LeastExponent && known == (long)known && !double.IsNegative(known);
            int length;
            // Most numbers of a figure are counts; as whole numbers their digits are found sooner, and are the same.
            bool fits = whole ? ((long)known).TryFormat(room, out length, default, CultureInfo.InvariantCulture) : known.TryFormat(room, out length, "R", CultureInfo.InvariantCulture);
            if (!fits) throw new InvalidOperationException("A number is longer than any number can be.");
            written.Advance(length);
        }
        Comma();
    }

    private void Text(string text) => written.Advance(Encoding.UTF8.GetBytes(text, written.GetSpan(3 * text.Length)));

    private void Comma()
    {
        written.GetSpan(1)[0] = (byte)',';
        written.Advance(1);
    }

    private string ScopeCell(Scope scope)
    {
        if (!scopes.TryGetValue(scope, out string? cell))
            scopes[scope] = cell = Quoted("{" + string.Join(',', scope.Parts.Select(p => $"\"{JsonEncodedText.Encode(p.Key)}\":\"{JsonEncodedText.Encode(p.Value)}\"")) + "}");
        return cell;
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Flush()
    {
        output.Write(written.WrittenSpan);
        written.ResetWrittenCount();
    }
}
