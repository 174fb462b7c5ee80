using Parity.Platform.Publishing.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.Server;

public sealed class DemoCityTests : IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("parity-demo-").FullName;
    private int made;

    [Fact]
    public async Task The_city_is_made_at_the_first_start_and_kept()
    {
        var first = await DemoCity.FoldersAsync(place, MakeAsync, CancellationToken.None);
        var second = await DemoCity.FoldersAsync(place, MakeAsync, CancellationToken.None);
        Assert.Equal("Edition 1", PublishedEdition.CardOf(Assert.Single(first)).Title);
        Assert.Equal(first, second);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Two_first_starts_at_once_make_it_once()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => DemoCity.FoldersAsync(place, MakeAsync, CancellationToken.None))));
        Assert.Equal(both[0], both[1]);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_start_that_was_cut_off_is_begun_again()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => DemoCity.FoldersAsync(place, async folder =>
        {
            await MakeAsync(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "half"), "made");
            throw new OperationCanceledException();
        }, CancellationToken.None));
        var folders = await DemoCity.FoldersAsync(place, MakeAsync, CancellationToken.None);
        Assert.Equal(2, made);
        Assert.Single(folders);
        Assert.Empty(Directory.EnumerateFiles(place, "half", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_another_version_made_is_replaced()
    {
        Directory.CreateDirectory(Path.Combine(place, "0123456789abcdef", "published"));
        await DemoCity.FoldersAsync(place, MakeAsync, CancellationToken.None);
        Assert.Equal(1, made);
        Assert.False(Directory.Exists(Path.Combine(place, "0123456789abcdef")));
    }

    public void Dispose() => Directory.Delete(place, recursive: true);

    private Task MakeAsync(string folder)
    {
        Interlocked.Increment(ref made);
        string edition = Path.Combine(folder, "published", "edition-1");
        Directory.CreateDirectory(Path.Combine(edition, "data"));
        using var card = File.Create(Path.Combine(edition, EditionCard.Place));
        new EditionCard("1", "Edition 1", new DateOnly(2026, 3, 31), true).Write(card);
        return Task.CompletedTask;
    }
}
