using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>What a database says about itself: its id, whether it holds the fictional city, and a proof of its key.</summary>
internal sealed class Installation
{
    private const string Purpose = "installation";

    public int Id { get; init; } = 1;
    public required Guid Database { get; init; }
    public required string Holds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required byte[] KeyProof { get; init; }

    public static Installation Make(Guid database, Holding holds, MasterKey key, TimeProvider clock) => new()
    {
        Database = database,
        Holds = Word(holds),
        CreatedAt = clock.GetUtcNow(),
        KeyProof = key.Seal(Purpose, "parity"u8, database.ToByteArray()),
    };

    public Holding Holding => Is(Holding.FictionalCity) ? Holding.FictionalCity : Holding.RealPartnership;

    public bool Is(Holding holding) => string.Equals(Holds, Word(holding), StringComparison.Ordinal);

    /// <summary>Reads it without bringing anything up to date; null where there is none.</summary>
    public static async Task<Installation?> ReadAsync(Database database, CancellationToken stop)
    {
        await using var connection = database.Connect();
        await connection.OpenAsync(stop);
        string tables = database is Database.Sqlite ? "select count(*) from sqlite_master where name = 'installation'" : "select count(*) from information_schema.tables where table_schema = 'public' and table_name = 'installation'";
        if (await connection.AskAsync(tables, stop: stop) is not 1L) return null;
        await using var records = new Records(Store.Options(database, connection));
        return await records.Set<Installation>().SingleOrDefaultAsync(stop);
    }

    /// <summary>The database's own key; null if it is not there or is another's.</summary>
    public MasterKey? Find(KeyPlace place)
    {
        var key = Is(Holding.FictionalCity) ? MasterKey.OfTheDemo() : place.Find(Database);
        return key is not null && OpensWith(key) ? key : null;
    }

    public bool OpensWith(MasterKey key)
    {
        try
        {
            key.Open(Purpose, KeyProof, Database.ToByteArray());
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static void Map(ModelBuilder model) => model.Entity<Installation>(one =>
    {
        one.ToTable("installation");
        one.HasKey(i => i.Id);
        one.Property(i => i.Id).ValueGeneratedNever();
    });

    private static string Word(Holding holding) => holding is Holding.FictionalCity ? "fictional city" : "partnership";
}

/// <summary>A database holds one or the other for good.</summary>
public enum Holding
{
    RealPartnership,
    FictionalCity,
}
