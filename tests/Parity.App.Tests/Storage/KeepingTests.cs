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

        var written = Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, file), default));
        await city.UploadAsync(2025, 101);

        Assert.Equal(new FileInfo(file).Length, written.Bytes);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.IsType<BackupDatabase.Outcome.FileExists>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, file), default));
        Assert.False(Contains(file, Convert.FromBase64String(city.Database.Key.ToText())));
        Assert.False(Contains(file, System.Text.Encoding.UTF8.GetBytes(city.Database.Key.ToText())));
        await using var other = await TestDatabase.MakeBareAsync(engine);
        Assert.IsType<RestoreDatabase.Outcome.NotEmpty>(await RestoreDatabase.Handler.HandleAsync(new(file, city.Database.Database), default));
        Assert.IsType<RestoreDatabase.Outcome.Restored>(await RestoreDatabase.Handler.HandleAsync(new(file, other.Database), default));

        Assert.IsType<Store.Opening.NoKey>(await Store.OpenAsync(other.Database, other.KeyPlace, Holding.RealPartnership, TimeProvider.System, default));
        await using var store = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(other.Database, city.Database.KeyPlace, Holding.RealPartnership, TimeProvider.System, default)).Store;
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
        var one = Assert.Single(await new ReadReturns.Handler(store).HandleAsync(new(city.Organisation), default));
        Assert.Equal((kept, ReturnStatus.SignedOff), (one.Id, one.Status));
        using var body = await new WorkforceDoor(store, TimeProvider.System).OpenAsync(kept, default);
        Assert.Equal(one.Sha256, body.Sha256);
    }

    [EveryDatabase]
    public async Task A_file_that_is_no_backup_is_refused_and_leaves_nothing(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        string file = Path.Combine(database.Folder, "notes.txt");
        await File.WriteAllTextAsync(file, engine is Engine.Sqlite ? "SQLite format 3\0 and then something else" : "notes");

        Assert.IsType<RestoreDatabase.Outcome.NotABackup>(await RestoreDatabase.Handler.HandleAsync(new(file, database.Database), default));

        if (database.Database is Database.Sqlite place) Assert.False(File.Exists(place.Path));
        Assert.IsType<RestoreDatabase.Outcome.NotABackup>(await RestoreDatabase.Handler.HandleAsync(new(file + ".gone", database.Database), default));
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
