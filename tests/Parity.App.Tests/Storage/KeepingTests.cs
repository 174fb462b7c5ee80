using Parity.App.Tests.Workforce;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Storage;

public sealed class KeepingTests
{
    [EveryDatabase]
    public async Task What_is_backed_up_in_use_and_restored_elsewhere_is_whole_and_opens_with_the_key_kept_apart(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (_, kept) = await city.CollectAsync("First edition", 2025, 100);
        string file = Path.Combine(city.Database.Folder, "copy");

        var written = Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, city.Database.KeyPlace, file), default));
        await city.UploadAsync(2025, 101);

        Assert.Equal(new FileInfo(file).Length, written.Bytes);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.IsType<BackupDatabase.Outcome.FileExists>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, city.Database.KeyPlace, file), default));
        Assert.False(Contains(file, Convert.FromBase64String(city.Database.Key.ToText())));
        Assert.False(Contains(file, System.Text.Encoding.UTF8.GetBytes(city.Database.Key.ToText())));
        await using var other = await TestDatabase.MakeBareAsync(engine);
        Assert.IsType<RestoreDatabase.Outcome.NotEmpty>(await RestoreDatabase.Handler.HandleAsync(new(file, city.Database.KeyPlace, city.Database.Database), default));
        Assert.IsType<RestoreDatabase.Outcome.Restored>(await RestoreDatabase.Handler.HandleAsync(new(file, city.Database.KeyPlace, other.Database), default));

        Assert.IsType<Store.Opening.NoKey>(await Store.OpenAsync(other.Database, other.KeyPlace, Holding.RealPartnership, TimeProvider.System, default));
        await using var store = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(other.Database, city.Database.KeyPlace, Holding.RealPartnership, TimeProvider.System, default)).Store;
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
        var one = Assert.Single(await new ReadReturns.Handler(store).HandleAsync(new(city.Organisation), default));
        Assert.Equal((kept, ReturnStatus.SignedOff), (one.Id, one.Status));
        using var body = await new WorkforceDoor(store, TimeProvider.System).OpenAsync(kept, default);
        Assert.Equal(one.Sha256, body.Sha256);
    }

    [EveryDatabase]
    public async Task Whoever_finds_a_backup_reads_no_name_in_it_and_without_the_key_nothing_is_restored(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        byte[] name = "Ann Alyst"u8.ToArray();
        string file = Path.Combine(city.Database.Folder, "copy"), opened = file + ".opened";
        Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, city.Database.KeyPlace, file), default));

        Assert.False(Contains(file, name));
        await using (FileStream from = File.OpenRead(file), to = File.Create(opened)) await (await SealedCopy.ReadHeadingAsync(from, default))!.OpenAsync(city.Database.Key, from, to, default);
        if (engine is Engine.Sqlite) Assert.True(Contains(opened, name));

        await using var other = await TestDatabase.MakeBareAsync(engine);
        Assert.IsType<RestoreDatabase.Outcome.NoKey>(await RestoreDatabase.Handler.HandleAsync(new(file, new KeyPlace.InFolder(city.Database.Folder), other.Database), default));
        Assert.IsType<RestoreDatabase.Outcome.NotABackup>(await RestoreDatabase.Handler.HandleAsync(new(file, other.KeyPlace, other.Database), default));
        Assert.IsType<BackupDatabase.Outcome.NoKey>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, other.KeyPlace, file + "2"), default));
        Assert.IsType<BackupDatabase.Outcome.NoDatabase>(await BackupDatabase.Handler.HandleAsync(new(other.Database, other.KeyPlace, file + "2"), default));
        Assert.Equal([file, opened], Directory.EnumerateFiles(city.Database.Folder, "*copy*").Order(StringComparer.Ordinal));
    }

    [EveryDatabase]
    public async Task A_backup_with_one_byte_turned_or_its_end_cut_off_is_refused_before_anything_is_restored(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        string file = Path.Combine(city.Database.Folder, "copy");
        Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, city.Database.KeyPlace, file), default));
        byte[] whole = await File.ReadAllBytesAsync(file);
        await using var other = await TestDatabase.MakeBareAsync(engine);

        foreach (byte[] damaged in (byte[][])[Turned(whole, whole.Length / 2), Turned(whole, 40), Turned(whole, whole.Length - 1), whole[..^1], whole[..^5000], [.. whole, 0]])
        {
            await File.WriteAllBytesAsync(file, damaged);
            Assert.IsType<RestoreDatabase.Outcome.NotABackup>(await RestoreDatabase.Handler.HandleAsync(new(file, city.Database.KeyPlace, other.Database), default));
        }

        await File.WriteAllBytesAsync(file, whole);
        Assert.IsType<RestoreDatabase.Outcome.Restored>(await RestoreDatabase.Handler.HandleAsync(new(file, city.Database.KeyPlace, other.Database), default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(3 << 20)]
    public async Task Pieces_of_a_sealed_copy_open_in_their_order_and_number_alone(int length)
    {
        const int heading = 49, piece = (1 << 20) + 16;
        var key = MasterKey.New();
        byte[] plain = new byte[length];
        new Random(11).NextBytes(plain);
        using var copy = new MemoryStream();
        await SealedCopy.Begin(new Database.Sqlite("somewhere"), new("01a23872-0391-7500-835c-490ee8ba8124"), Holding.RealPartnership).SealAsync(key, new MemoryStream(plain), copy, default);
        byte[] written = copy.ToArray();

        Assert.Equal(plain, await OpenedAsync(key, written));
        // Whole pieces left out at the end, put twice, or in another order.
        for (int end = heading; end < written.Length; end += piece) await RefusesAsync(key, written[..end]);
        await RefusesAsync(key, [.. written, .. written.AsSpan(heading, Math.Min(piece, written.Length - heading))]);
        if (length > 1 << 20) await RefusesAsync(key, [.. written.AsSpan(0, heading), .. written.AsSpan(heading + piece), .. written.AsSpan(heading, piece)]);
        await RefusesAsync(MasterKey.New(), written);
    }

    private static async Task<byte[]> OpenedAsync(MasterKey key, byte[] written)
    {
        using MemoryStream from = new(written), to = new();
        await (await SealedCopy.ReadHeadingAsync(from, default))!.OpenAsync(key, from, to, default);
        return to.ToArray();
    }

    private static async Task RefusesAsync(MasterKey key, byte[] written) => await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => OpenedAsync(key, written));

    private static byte[] Turned(byte[] whole, int at)
    {
        byte[] turned = [.. whole];
        turned[at] ^= 1;
        return turned;
    }

    [EveryDatabase]
    public async Task A_file_that_is_no_backup_is_refused_and_leaves_nothing(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        string file = Path.Combine(database.Folder, "notes.txt");
        await File.WriteAllTextAsync(file, engine is Engine.Sqlite ? "parity backup 1\n and then something else" : "notes");

        Assert.IsType<RestoreDatabase.Outcome.NotABackup>(await RestoreDatabase.Handler.HandleAsync(new(file, database.KeyPlace, database.Database), default));

        if (database.Database is Database.Sqlite place) Assert.False(File.Exists(place.Path));
        Assert.IsType<RestoreDatabase.Outcome.NotABackup>(await RestoreDatabase.Handler.HandleAsync(new(file + ".gone", database.KeyPlace, database.Database), default));
    }

    [EveryDatabase]
    public async Task Migrating_an_empty_database_says_what_it_applied_and_the_next_time_nothing(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        var migrate = new MigrateDatabase.Handler(TimeProvider.System);

        var first = await migrate.HandleAsync(new(database.Database), default);
        var second = await migrate.HandleAsync(new(database.Database), default);

        Assert.Equal(Migrator.ScriptsFor(database.Database).Select(s => s.Id), first.Applied);
        Assert.Empty(second.Applied);
        Assert.Equal(first.Newest, second.Newest);
    }

    private static bool Contains(string file, byte[] secret) => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0;
}
