using System.Security.Cryptography;
using System.Text;
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

    /// <param name="at">Null: now.</param>
    public static SightingRecord Of(Sighting seen, TimeProvider clock, DateTimeOffset? at = null) => new()
    {
        Id = TypedId.NewValue(clock),
        At = at ?? clock.GetUtcNow(),
        Actor = seen.By.ToString(),
        Person = seen.By switch { Actor.Someone one => one.Person, Actor.WithToken one => one.Person, _ => null },
        What = seen.What,
        Record = seen.Record,
        Organisation = seen.Organisation,
        Why = seen.Why,
    };

    /// <summary>
    /// What stands in the line of the log that came with it, so that it cannot be altered without the log telling. Keyed:
    /// whoever reads the log cannot try out whom or what it may have been about.
    /// </summary>
    public string Digest(byte[] key)
    {
        // Its length before each text, so that no two different sightings give the same bytes.
        string content = string.Concat(((string[])[TypedId.Text(Id), $"{Instant.ToMicroseconds(At)}", Actor, Person?.ToString() ?? "", What, TypedId.Text(Record), Organisation?.ToString() ?? "", Why]).Select(text => $"{text.Length}:{text}"));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)));
    }

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
