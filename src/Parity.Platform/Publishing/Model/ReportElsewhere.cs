using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing.Model;

/// <summary>What others have published of an edition's snapshot, as its lines were given.</summary>
internal sealed class ReportElsewhere
{
    public required EditionId Edition { get; init; }

    /// <summary>What the report is called.</summary>
    public required string Source { get; init; }
    public required string Lines { get; set; }
    public required int Rows { get; set; }
    public required PersonId ToldBy { get; set; }
    public required DateTimeOffset ToldAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<ReportElsewhere>(report =>
    {
        report.ToTable("publishing_reports_elsewhere");
        report.HasKey(r => new { r.Edition, r.Source });
        report.HasOne<PlannedEdition>().WithMany().HasForeignKey(r => r.Edition);
    });

    /// <summary>A report was noted or taken out after the version was made: what it is protected beside is no longer what is told.</summary>
    public static Task<bool> IsNewerAsync(Records records, EditionVersion version) => records.Set<PlannedEdition>().AnyAsync(e => e.Id == version.Edition && e.ReportsChangedAt > version.MadeAt);

    public CountsElsewhere Read()
    {
        using var text = new StringReader(Lines);
        return CountsElsewhere.Read(text, Source).Counts ?? throw new InvalidDataException("A report that was read when it was given cannot be read any more.");
    }
}
