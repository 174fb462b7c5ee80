using System.Text;
using Parity.Platform.Publishing.Composing;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// Which counts of the ledger each number of each public row is: a verifier that knows nothing of measures can look that the
/// public files show no other counts. It lies in <c>internal/</c>.
/// </summary>
internal static class RowCounts
{
    private const string FileName = "rows.csv";

    // Numbers of residents, from a census: no counts of this edition.
    private const string Census = "census";

    /// <summary>A line for each row by its id. A number is one count, or the average of two.</summary>
    public static void Write(ProtectedEdition edition, string outputFolder)
    {
        using var text = new StreamWriter(Path.Combine(outputFolder, PublicationFolder.Internal, FileName), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        text.WriteLine("id,numerator,denominator,reference_numerator,reference_denominator");
        foreach (var (figure, indicator, counts) in edition.PublicFigures)
        {
            bool isMagnitude = Magnitudes.Covers(indicator), isBenchmark = indicator.Id == "benchmark-gap";
            text.WriteLine(string.Join(',',
                PublicRows.IdOf(figure),
                isMagnitude ? "" : Of(counts.Numerator),
                isMagnitude && !Magnitudes.ShowsBase(indicator) ? "" : Of(counts.Denominator),
                isMagnitude ? "" : isBenchmark ? Census : Of(counts.ReferenceNumerator),
                isMagnitude ? "" : isBenchmark ? Census : Of(counts.ReferenceDenominator)));
        }

        string Of(FigureCount? count) => count is { } some ? string.Join(' ', edition.Book.CellsOf(some).Select(edition.NumberOf)) : "";
    }
}
