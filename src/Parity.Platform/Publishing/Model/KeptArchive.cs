using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing.Model;

/// <summary>A publication's folder as one ZIP file, kept sealed in parts until it may be seen, and for good afterwards.</summary>
internal sealed class KeptArchive
{
    private const int PartLength = 1 << 20;

    public required ArchiveId Id { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<KeptArchive>(archive =>
        {
            archive.ToTable("publishing_archives");
            archive.Property(a => a.Id).ValueGeneratedNever();
        });
        model.Entity<ArchivePart>(part =>
        {
            part.ToTable("publishing_archive_parts");
            part.HasKey(p => new { p.Archive, p.Ordinal });
            part.HasOne<KeptArchive>().WithMany().HasForeignKey(p => p.Archive);
        });
    }

    public static async Task<ArchiveId> AddAsync(Records records, MasterKey key, TimeProvider clock, byte[] zip)
    {
        var id = ArchiveId.New(clock);
        var connection = records.Database.GetDbConnection();
        var transaction = records.Database.CurrentTransaction!.GetDbTransaction();
        int last = (zip.Length - 1) / PartLength;
        for (int ordinal = 0; ordinal <= last; ordinal++)
        {
            var part = zip.AsSpan(ordinal * PartLength, Math.Min(PartLength, zip.Length - (ordinal * PartLength)));
            await connection.ExecuteAsync("insert into publishing_archive_parts (archive, ordinal, sealed) values (@archive, @ordinal, @sealed)", transaction, CancellationToken.None,
                ("archive", id.Value), ("ordinal", ordinal), ("sealed", key.Seal(Purpose(id), part, Place(ordinal, ordinal == last))));
        }

        records.Add(new KeptArchive { Id = id, MadeAt = clock.GetUtcNow(), Sha256 = Convert.ToHexStringLower(SHA256.HashData(zip)), Bytes = zip.Length });
        return id;
    }

    public static async Task<byte[]> ReadAsync(Records records, MasterKey key, ArchiveId id, CancellationToken stop)
    {
        var archive = await records.Set<KeptArchive>().SingleAsync(a => a.Id == id, stop);
        var zip = new byte[archive.Bytes];
        int last = (int)((archive.Bytes - 1) / PartLength), at = 0;
        for (int ordinal = 0; ordinal <= last; ordinal++)
        {
            var part = await records.Set<ArchivePart>().SingleAsync(p => p.Archive == id && p.Ordinal == ordinal, stop);
            var plain = key.Open(Purpose(id), part.Sealed, Place(ordinal, ordinal == last));
            plain.CopyTo(zip, at);
            at += plain.Length;
        }

        return zip;
    }

    public static async Task RemoveAsync(Records records, ArchiveId id)
    {
        await records.Set<ArchivePart>().Where(p => p.Archive == id).ExecuteDeleteAsync();
        records.Remove(await records.Set<KeptArchive>().SingleAsync(a => a.Id == id));
    }

    private static string Purpose(ArchiveId id) => $"archive {id}";

    private static byte[] Place(int ordinal, bool isLast) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ordinal}{(isLast ? " last" : "")}"));
}

/// <summary>A piece of an archive, sealed for its place in it alone.</summary>
internal sealed class ArchivePart
{
    public required ArchiveId Archive { get; init; }
    public required int Ordinal { get; init; }
    public required byte[] Sealed { get; init; }
}
