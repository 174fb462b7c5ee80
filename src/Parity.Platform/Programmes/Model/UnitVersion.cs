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

    public static UnitVersion Of(OfferedUnit unit, PersonId by, DateTimeOffset at) => new()
    {
        Code = unit.Code,
        Version = unit.Version,
        Certificate = unit.Certificate,
        Title = unit.Title,
        Level = unit.Level,
        Credits = unit.Credits,
        GuidedHours = unit.GuidedHours,
        TotalHours = unit.TotalHours,
        InGroup = unit.Group,
        IsMandatory = unit.IsMandatory,
        ValidFrom = unit.From,
        EndsOn = unit.EndsOn,
        Source = unit.Source,
        AddedBy = by,
        AddedAt = at,
    };

    private OfferedUnit ToUnit() => new(Code, Version, Certificate, Title, Level, Credits, GuidedHours, TotalHours, InGroup, IsMandatory, ValidFrom, EndsOn, Source);

    public static async Task<UnitCatalogue> CatalogueAsync(Records records, CancellationToken stop) => new((await records.Set<UnitVersion>().ToListAsync(stop)).ConvertAll(u => u.ToUnit()));

    /// <summary>The titles of the certificates that shapes have, of which there can be units.</summary>
    public static async Task<IReadOnlyList<string>> CertificatesAsync(Records records, CancellationToken stop) =>
    [
        .. (await records.Set<OwnShape>().Select(s => s.Shape).ToListAsync(stop)).Concat(await records.Set<Cohort>().Select(c => c.Shape).ToListAsync(stop)).Select(ProgrammeShape.FromJson).Concat(ShapesOnFile.All)
            .Select(s => s.Certificate?.Title).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public static void Map(ModelBuilder model) => model.Entity<UnitVersion>(unit =>
    {
        unit.ToTable("programmes_units");
        unit.HasKey(u => new { u.Code, u.Version });
    });
}
