using System.Globalization;
using System.Text;
using Parity.Disclosure;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// Complete sets of counts that all fit what an edition shows, and what earlier publications told, and between them prove its
/// small counts safe: whoever may see the ledger can check it by adding up. The true counts are among them.
/// </summary>
internal static class EditionCertificate
{
    private const string FileName = "certificate.csv";

    /// <summary>A row for each count of the ledger that is not shown, by its number there, and a column for each set.</summary>
    public static void Write(ProtectedEdition counts, string outputFolder)
    {
        var sets = counts.Protection.PossibleTables();
        var kinds = counts.Protection.ConfinedBefore.ToDictionary(c => c, _ => "confined");
        foreach (int cell in counts.Excused) kinds[cell] = "excused";
        // Two names of one number are guarded with each other.
        bool IsGuarded(int cell) => counts.IsGuarded(cell) || counts.Protection.StatusOf(cell) is CellStatus.Primary;
        using var text = new StreamWriter(Path.Combine(outputFolder, PublicationFolder.Internal, FileName), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        text.WriteLine(string.Join(',', ["count", "kind", .. Enumerable.Range(1, sets.Count).Select(s => s.ToString(CultureInfo.InvariantCulture))]));
        for (int cell = 0; cell < counts.Keys.Count; cell++)
        {
            if (counts.IsPublic(cell)) continue;
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{cell},{kinds.GetValueOrDefault(cell, IsGuarded(cell) ? "guarded" : "free")}"));
            foreach (long[] set in sets) text.Write(string.Create(CultureInfo.InvariantCulture, $",{set[cell]}"));
            text.WriteLine();
        }
    }
}
