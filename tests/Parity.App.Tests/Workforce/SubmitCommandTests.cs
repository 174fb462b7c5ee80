using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Workforce;

/// <summary><c>parity submit</c> against the server itself: what an HR system that knows nothing but commands sees.</summary>
public sealed class SubmitCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-submit-").FullName;

    [Fact]
    public async Task A_return_is_stored_once_however_often_the_same_file_is_sent_and_another_key_makes_another_version()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        string file = await KeepAsync("return.zip", analyst.Return()), to = server.Client.BaseAddress!.ToString(), token = await KeepAsync("token", System.Text.Encoding.UTF8.GetBytes(analyst.ApiToken + "\n"));

        var first = await SubmitAsync(analyst, file, "--to", to);
        var again = await OneCommand.RunAsync(new Dictionary<string, string>(), "submit", file, "--to", to, "--token-file", token);

        Assert.True(first.Code == 0, first.Told);
        Assert.Contains(": accepted.", first.Output, StringComparison.Ordinal);
        Assert.Matches("Stored as [0-9a-f-]{36}, sha256 [0-9a-f]{64}", first.Output);
        Assert.Equal(first, again);
        Assert.Equal(1L, await database.CountAsync("select count(*) from workforce_returns"));
        var other = await SubmitAsync(analyst, file, "--to", to, "--key", "2026-round-1", "--format", "json");
        Assert.Equal((0, "True"), (other.Code, other.Output.Text("accepted")));
        Assert.Equal(2L, await database.CountAsync("select count(*) from workforce_returns"));

        // The key of one file is no key of another.
        var used = await SubmitAsync(analyst, await KeepAsync("other.zip", analyst.Return(51)), "--to", to, "--key", "2026-round-1");
        Assert.Equal(1, used.Code);
        Assert.Contains("[key-used]", used.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_told_word_for_word_as_check_tells_them()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        string file = await KeepAsync("return.zip", analyst.Return(extra: "Libraries,Secretgrade,W1,3\n=cmd,G1,W1,1\n"));

        var sent = await SubmitAsync(analyst, file, "--to", server.Client.BaseAddress!.ToString());

        Assert.Equal(await OneCommand.RunAsync(new Dictionary<string, string>(), "check", file), sent);
        Assert.Equal(1, sent.Code);
        Assert.Contains("2 problems to put right", sent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Secretgrade", sent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_sent_or_is_not_taken_is_said_in_a_sentence_without_the_token()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        var stranger = analyst with { ApiToken = "parity_made-up" };
        string file = await KeepAsync("return.zip", analyst.Return()), to = server.Client.BaseAddress!.ToString();

        await SaysAsync(1, "the token is not known there", stranger, file, "--to", to);
        await SaysAsync(1, "the return is not there", analyst, Path.Combine(folder, "nowhere.zip"), "--to", to);
        await SaysAsync(2, "give the token in PARITY_TOKEN", analyst with { ApiToken = "" }, file, "--to", to);
        await SaysAsync(2, "give --key", analyst, file, "--to", to, "--key", "two words");
        foreach (string address in (string[])["http://parity.example.org", "ftp://127.0.0.1", "nonsense", to + "elsewhere"]) await SaysAsync(2, "give --to as", analyst, file, "--to", address);
        Assert.Equal(0L, await database.CountAsync("select count(*) from workforce_returns"));

        await database.ExecuteAsync("update workforce_rounds set closed_at = 1");
        await SaysAsync(1, "the round is closed", analyst, file, "--to", to);
        await server.StopAsync();
        await SaysAsync(1, "the server did not answer", analyst, file, "--to", to);

        async Task SaysAsync(int code, string reason, CityPerson by, params string[] arguments)
        {
            var (ended, output, told) = await SubmitAsync(by, arguments);
            Assert.Equal((code, ""), (ended, output));
            Assert.StartsWith("parity: " + reason, told, StringComparison.Ordinal);
            if (by.ApiToken is { Length: > 0 } token) Assert.DoesNotContain(token, told, StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<(int Code, string Output, string Told)> SubmitAsync(CityPerson analyst, params string[] arguments) =>
        OneCommand.RunAsync(new Dictionary<string, string> { ["PARITY_TOKEN"] = analyst.ApiToken! }, ["submit", .. arguments]);

    private async Task<string> KeepAsync(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }
}
