using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class OutcomesFileTests
{
    [Fact]
    public async Task The_target_is_in_the_file_of_every_number()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string sponsor = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("sponsor")));
        string[] lines = (await TextAsync("/outcomes/figures.csv")).Split("\r\n");

        var target = Assert.Single(lines, l => l.StartsWith("target,", StringComparison.Ordinal));
        Assert.Contains("beside the target of 400 by 2023-12-31", target, StringComparison.Ordinal);
        Assert.Contains(",400,", target, StringComparison.Ordinal);

        async Task<string> TextAsync(string path)
        {
            using var answer = await server.GetAsync(path, ("Cookie", sponsor));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
