using System.Security.Cryptography;
using System.Text;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

public class OpeningTests
{
    [EveryDatabase]
    public async Task The_key_lies_in_a_file_of_its_own_and_the_database_opens_with_no_other(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        string folder = Path.Combine(database.Folder, "keys");
        var place = new KeyPlace.InFolder(folder);
        Guid id;
        await using (var made = Opened(await OpenAsync(database, place))) id = made.Id;
        await using (var again = Opened(await OpenAsync(database, place))) Assert.Equal(id, again.Id);

        string file = Assert.Single(Directory.GetFiles(folder));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.IsType<Store.Opening.NoKey>(await OpenAsync(database, new KeyPlace.Given(MasterKey.New())));
        File.Delete(file);

        var refusal = Assert.IsType<Store.Opening.NoKey>(await OpenAsync(database, place));

        Assert.Equal(file, refusal.Place);
        Assert.False(File.Exists(file));
    }

    [EveryDatabase]
    public async Task A_database_holds_the_fictional_city_or_a_real_partnership_for_good(Engine engine)
    {
        await using var database = await TestDatabase.MakeBareAsync(engine);
        await using (await database.OpenAsync(holding: Holding.RealPartnership)) { }

        var opening = await Store.OpenAsync(database.Database, database.KeyPlace, Holding.FictionalCity, TimeProvider.System, default);

        Assert.Equal(Holding.RealPartnership, Assert.IsType<Store.Opening.HoldsOther>(opening).Holding);
    }

    [Theory]
    [InlineData("sqlite:city.db", typeof(Database.Sqlite))]
    [InlineData("Host=127.0.0.1;Database=parity;Username=parity", typeof(Database.Postgres))]
    [InlineData("sqlite:", null)]
    [InlineData("city.db", null)]
    [InlineData("Database=parity", null)]
    [InlineData("", null)]
    public void A_database_is_named_by_file_or_by_connection_string(string text, Type? kind)
    {
        Assert.Equal(kind is not null, Database.TryParse(text, out var database));
        Assert.Equal(kind, database?.GetType());
    }

    [Fact]
    public void The_environment_says_where_the_key_is()
    {
        static KeyPlace With(params (string Name, string Value)[] set) => KeyPlace.Configured(name => set.FirstOrDefault(s => s.Name == name).Value);
        var key = MasterKey.New();

        Assert.Equal(key.ToText(), Assert.IsType<KeyPlace.Given>(With(("PARITY_KEY", key.ToText()), ("PARITY_KEY_FILE", "/k"))).Key.ToText());
        Assert.Equal(new KeyPlace.InFile("/etc/parity.key"), With(("PARITY_KEY_FILE", "/etc/parity.key"), ("HOME", "/var/x")));
        Assert.Equal(new KeyPlace.InFolder("/var/x/.config/parity/keys"), With(("HOME", "/var/x")));
        Assert.Equal(new KeyPlace.InFolder("/c/parity/keys"), With(("HOME", "/var/x"), ("XDG_CONFIG_HOME", "/c")));
        Assert.Throws<InvalidDataException>(() => With(("PARITY_KEY", "too short")));
    }

    [Fact]
    public void Sealed_bytes_open_only_whole_for_their_purpose_and_row_and_with_their_key()
    {
        var key = MasterKey.New();
        byte[] plain = "ethnicity"u8.ToArray(), row = [1], otherRow = [2];
        var closed = key.Seal("returns", plain, row);

        Assert.Equal(plain, key.Open("returns", closed, row));
        Assert.NotEqual(closed, key.Seal("returns", plain, row));
        Assert.DoesNotContain("ethnicity", Encoding.Latin1.GetString(closed), StringComparison.Ordinal);
        Assert.ThrowsAny<CryptographicException>(() => key.Open("tokens", closed, row));
        Assert.ThrowsAny<CryptographicException>(() => key.Open("returns", closed, otherRow));
        Assert.ThrowsAny<CryptographicException>(() => MasterKey.New().Open("returns", closed, row));
        for (int at = 0; at < closed.Length; at++)
        {
            var altered = closed.ToArray();
            altered[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => key.Open("returns", altered, row));
        }
    }

    private static Task<Store.Opening> OpenAsync(TestDatabase database, KeyPlace place) =>
        Store.OpenAsync(database.Database, place, Holding.RealPartnership, TimeProvider.System, CancellationToken.None);

    private static Store Opened(Store.Opening opening) => Assert.IsType<Store.Opening.Opened>(opening).Store;
}
