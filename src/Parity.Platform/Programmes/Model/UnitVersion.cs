using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>A version of a unit that participants can choose for their certificate.</summary>
internal sealed class UnitVersion
{
    public required string Code { get; init; }
    public required int Version { get; init; }

    /// <summary>As shapes call it.</summary>
    public required string Certificate { get; init; }
    public required string Title { get; init; }
    public required int Level { get; init; }
    public required int Credits { get; init; }
    public required int GuidedHours { get; init; }
    public required int TotalHours { get; init; }

    /// <summary>Of the certificate's rules; empty where it has none.</summary>
    public required string InGroup { get; init; }
    public required bool IsMandatory { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day on which it can be begun, where somebody ended it; a next version ends it as well.</summary>
    public DateOnly? EndsOn { get; set; }

    /// <summary>Who says so: a page or a paper of the awarding body or the centre.</summary>
    public required string Source { get; init; }
    public required PersonId AddedBy { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    private OfferedUnit ToUnit() => new(Code, Version, Certificate, Title, Level, Credits, GuidedHours, TotalHours, InGroup, IsMandatory, ValidFrom, EndsOn, Source);

    public static async Task<UnitCatalogue> CatalogueAsync(Records records, CancellationToken stop) => new((await records.Set<UnitVersion>().ToListAsync(stop)).ConvertAll(u => u.ToUnit()));

    public static void Map(ModelBuilder model) => model.Entity<UnitVersion>(unit =>
    {
        unit.ToTable("programmes_units");
        unit.HasKey(u => new { u.Code, u.Version });
    });
}
