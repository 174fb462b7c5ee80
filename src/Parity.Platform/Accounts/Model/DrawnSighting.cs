using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>A look at special-category data that the lot fell on among those of a month, for auditors to judge.</summary>
internal sealed class DrawnSighting
{
    public required Guid Sighting { get; init; }

    /// <summary>The month's first day, London's.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Its place on the list, as drawn.</summary>
    public required int Place { get; init; }
    public SightingVerdict? Verdict { get; set; }
    public PersonId? JudgedBy { get; set; }
    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>The auditor's words; empty where the look was in order.</summary>
    public string? Why { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<DrawnSighting>(one =>
    {
        one.ToTable("accounts_drawn_sightings");
        one.HasKey(d => d.Sighting);
        one.Property(d => d.Sighting).ValueGeneratedNever();
        one.Property(d => d.Verdict).HasConversion(v => StoredWord.Of(v!.Value), w => StoredWord.Parse<SightingVerdict>(w));
        one.HasOne<SightingRecord>().WithOne().HasForeignKey<DrawnSighting>(d => d.Sighting);
        one.HasOne<Person>().WithMany().HasForeignKey(d => d.JudgedBy);
        one.HasIndex(d => new { d.Month, d.Place }).IsUnique();
    });
}
