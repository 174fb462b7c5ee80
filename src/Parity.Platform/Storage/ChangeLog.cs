using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>One line of the log of changes. Each carries a keyed hash over itself and the line before.</summary>
internal sealed class ChangeRecord
{
    /// <summary>Counts from 1 without a gap.</summary>
    public required long Position { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Kind { get; init; }
    public required string Reason { get; init; }
    public required OrganisationId? Organisation { get; init; }

    /// <summary>A line for each row touched: what was done, the table, the key, the columns. Never a value.</summary>
    public required string Touched { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>Where the log ends: what was cut off the tail would be missed here.</summary>
internal sealed class ChangeHead
{
    public int Id { get; init; } = 1;
    public required long Position { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>
/// How a change is chained to the one before it. The hash is an HMAC with a key derived from the installation's own,
/// so somebody who can write to the database but has no key cannot write a log that verifies.
/// </summary>
internal static class ChangeLog
{
    public const string Purpose = "change log";
    public static readonly byte[] Start = new byte[32];

    public static void Map(ModelBuilder model)
    {
        model.Entity<ChangeRecord>(line =>
        {
            line.ToTable("changes");
            line.HasKey(c => c.Position);
            line.Property(c => c.Position).ValueGeneratedNever();
            line.HasIndex(c => c.At);
            line.HasIndex(c => c.Actor);
            line.HasIndex(c => new { c.Organisation, c.At });
        });
        model.Entity<ChangeHead>(head =>
        {
            head.ToTable("change_head");
            head.HasKey(h => h.Id);
            head.Property(h => h.Id).ValueGeneratedNever();
        });
    }

    public static byte[] Hash(byte[] key, byte[] previous, long position, DateTimeOffset at, string actor, string kind, string reason, OrganisationId? organisation, string touched)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> number = stackalloc byte[8];
        mac.AppendData(previous);
        BinaryPrimitives.WriteInt64BigEndian(number, position);
        mac.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, Instant.ToMicroseconds(at));
        mac.AppendData(number);
        foreach (string text in (ReadOnlySpan<string>)[actor, kind, reason, organisation?.ToString() ?? "", touched])
        {
            // Its length before each text, so that no two different lines give the same bytes.
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            mac.AppendData(number);
            mac.AppendData(bytes);
        }

        return mac.GetHashAndReset();
    }

    public static byte[] Hash(byte[] key, byte[] previous, ChangeRecord line) =>
        Hash(key, previous, line.Position, line.At, line.Actor, line.Kind, line.Reason, line.Organisation, line.Touched);
}
