using Parity.App.Tests.Server;
using Parity.App.Tests.Workforce;
using Parity.Platform.Foundation;

namespace Parity.App.Tests.Storage;

/// <summary>Whatever stands in the way of a backup, a restore, a migration or a verification is one line that says what to do, and the code of docs/operate/exit-codes.md.</summary>
public sealed class StorageCommandsTests
{
    private const string Password = "open sesame";

    [EveryDatabase]
    public async Task What_stands_in_the_way_is_said_in_a_line_with_what_to_do_and_with_code_1(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await using var bare = await TestDatabase.MakeBareAsync(engine);
        string folder = city.Database.Folder, here = city.Database.Option, empty = bare.Option;
        string copy = Path.Combine(folder, "copy"), damaged = Path.Combine(folder, "damaged"), junk = Path.Combine(folder, "junk.db"), missing = Path.Combine(folder, "missing");
        Dictionary<string, string> own = new() { ["PARITY_KEY"] = city.Database.Key.ToText() }, another = new() { ["PARITY_KEY"] = MasterKey.New().ToText() }, none = new() { ["PARITY_KEY_FILE"] = missing }, noKey = new() { ["PARITY_KEY"] = "no key" };
        Assert.Equal(0, (await OneCommand.RunAsync(own, "backup", "--database", here, "--out", copy)).Code);
        byte[] bytes = await File.ReadAllBytesAsync(copy);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes);
        await File.WriteAllBytesAsync(junk, bytes);

        await SaidAsync("Look at --database", own, "backup", "--database", empty, "--out", missing);
        await SaidAsync("name another", own, "backup", "--database", here, "--out", copy);
        await SaidAsync("make it first", own, "backup", "--database", here, "--out", Path.Combine(missing, "copy"));
        await SaidAsync("PARITY_KEY_FILE", another, "backup", "--database", here, "--out", missing);
        await SaidAsync("PARITY_KEY_FILE", none, "backup", "--database", here, "--out", missing);
        await SaidAsync("32 bytes in base64", noKey, "backup", "--database", here, "--out", missing);
        await SaidAsync("Name another with --database", own, "restore", copy, "--database", here);
        await SaidAsync("wrote", own, "restore", missing, "--database", empty);
        await SaidAsync("wrote", own, "restore", folder, "--database", empty);
        await SaidAsync("Restore another backup", own, "restore", damaged, "--database", empty);
        await SaidAsync("PARITY_KEY_FILE", another, "restore", copy, "--database", empty);
        await SaidAsync("PARITY_KEY_FILE", none, "restore", copy, "--database", empty);
        await SaidAsync("--erasures", own, "restore", copy, "--database", empty, "--erasures", missing);
        await SaidAsync("Restore it into", own, "restore", copy, "--database", engine is Engine.Sqlite ? $"Host=127.0.0.1;Port=1;Username=parity;Password={Password};Database=parity" : "sqlite:" + missing);
        await SaidAsync("Name the one that Parity made", own, "migrate", "--database", "sqlite:" + junk);
        await SaidAsync("Look at its path", own, "migrate", "--database", "sqlite:" + folder);
        await SaidAsync("whether the server runs", own, "migrate", "--database", $"Host=127.0.0.1;Port=1;Username=parity;Password={Password};Database=parity");
        await SaidAsync("Name the one that Parity made", own, "verify-log", "--database", "sqlite:" + junk);
        await SaidAsync("whether the server runs", own, "verify-log", "--database", $"Host=127.0.0.1;Port=1;Username=parity;Password={Password};Database=parity");
        await SaidAsync("whether the server runs", own, "backup", "--out", missing, "--database", $"Host=127.0.0.1;Port=1;Username=parity;Password={Password};Database=parity");
        if (OperatingSystem.IsLinux()) await SaidAsync("Look at the disk", own, "backup", "--database", here, "--out", "/proc/copy");
        if (engine is Engine.Postgres) await SaidAsync("createdb", own, "migrate", "--database", here + ";Database=parity_is_not_here");
        await city.Database.ExecuteAsync("insert into schema_version (id, hash, applied_at) values ('9999_later', 'x', 0)");
        await SaidAsync("Use that version", own, "migrate", "--database", here);
        Assert.False(File.Exists(missing));

        // Nothing was in the way all the while: the same is restored where there is room for it.
        var (code, output, _) = await OneCommand.RunAsync(own, "restore", copy, "--database", empty);
        Assert.Equal((0, true), (code, output.StartsWith("Restored and verified", StringComparison.Ordinal)));

        static async Task SaidAsync(string advice, Dictionary<string, string> settings, params string[] arguments)
        {
            var (code, output, told) = await OneCommand.RunAsync(settings, arguments);
            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith("parity: ", told, StringComparison.Ordinal);
            Assert.Single(told.TrimEnd().Split('\n'));
            Assert.Contains(advice, told, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_is_none_is_wrong_usage_and_a_migration_says_that_it_made_one()
    {
        await using var bare = await TestDatabase.MakeBareAsync(Engine.Sqlite);
        foreach (string[] arguments in (string[][])[["migrate"], ["migrate", "--database", "parity.db"], ["backup", "--out", Path.Combine(bare.Folder, "copy"), "--database", "parity.db"], ["backup"], ["restore"]])
        {
            var (code, output, told) = await OneCommand.RunAsync(new Dictionary<string, string>(), arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith("parity: ", told, StringComparison.Ordinal);
        }

        foreach (bool isNew in (bool[])[true, false])
        {
            var (code, output, _) = await OneCommand.RunAsync(new Dictionary<string, string>(), "migrate", "--database", bare.Option);
            Assert.Equal((0, isNew), (code, output.Contains("has been made", StringComparison.Ordinal)));
        }
    }
}
