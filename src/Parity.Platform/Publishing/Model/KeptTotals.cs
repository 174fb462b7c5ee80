using System.Text.Json;
using Parity.Indicators.Returns;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// The few totals of each return of a publication, kept in <c>internal/</c>, so that the next edition's returns can be
/// compared with them: a slip in a return shows as a big swing.
/// </summary>
internal static class KeptTotals
{
    private const string FileName = "returns.json";

    private sealed record Totals(string Organisation, long People, long UnknownEthnicity, int Directorates, double? MeanHourlyPay);

    public static void Write(IReadOnlyList<Return> returns, string outputFolder)
    {
        string folder = Path.Combine(outputFolder, PublicationFolder.Internal);
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(file, returns.Select(r => (r.Header.Organisation, Summary: ReturnSummary.Of(r)))
            .Select(r => new Totals(r.Organisation, r.Summary.People, r.Summary.UnknownEthnicity, r.Summary.Directorates, r.Summary.MeanHourlyPay)));
    }

    /// <summary>By organisation; empty where the publication was kept without its internal folder.</summary>
    public static IReadOnlyDictionary<string, ReturnSummary> Read(string outputFolder)
    {
        string path = Path.Combine(outputFolder, PublicationFolder.Internal, FileName);
        if (!File.Exists(path)) return new Dictionary<string, ReturnSummary>();
        try
        {
            var totals = JsonSerializer.Deserialize<IReadOnlyList<Totals?>>(File.ReadAllBytes(path)) ?? [];
            return totals.OfType<Totals>().Where(t => t.Organisation is not null).DistinctBy(t => t.Organisation, StringComparer.Ordinal)
                .ToDictionary(t => t.Organisation, t => new ReturnSummary(t.People, t.UnknownEthnicity, t.Directorates, t.MeanHourlyPay), StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return new Dictionary<string, ReturnSummary>();
        }
    }
}
