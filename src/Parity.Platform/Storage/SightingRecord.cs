using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>A sighting as it is kept.</summary>
internal sealed class SightingRecord
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required PersonId? Person { get; init; }
    public required string What { get; init; }
    public required Guid Record { get; init; }
    public required OrganisationId? Organisation { get; init; }
    public required string Why { get; init; }

    public static SightingRecord Of(Sighting seen, TimeProvider clock) => new()
    {
        Id = TypedId.NewValue(clock),
        At = clock.GetUtcNow(),
        Actor = seen.By.ToString(),
        Person = seen.By switch { Actor.Someone one => one.Person, Actor.WithToken one => one.Person, _ => null },
        What = seen.What,
        Record = seen.Record,
        Organisation = seen.Organisation,
        Why = seen.Why,
    };

    public static void Map(ModelBuilder model) => model.Entity<SightingRecord>(one =>
    {
        one.ToTable("sightings");
        one.Property(s => s.Id).ValueGeneratedNever();
        one.HasOne<Person>().WithMany().HasForeignKey(s => s.Person);
        one.HasIndex(s => s.At);
        one.HasIndex(s => new { s.Record, s.At });
        one.HasIndex(s => new { s.Organisation, s.At });
        one.HasIndex(s => new { s.Person, s.At });
    });
}
