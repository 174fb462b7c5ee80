using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>An edition file is refused with sentences that say what to do, before any return is read.</summary>
public sealed class EditionFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("parity-edition-file-");

    [Theory]
    [InlineData("""{ "edition": "1", "title": "T", "snapshot_date": "2026-03-31", "returns": ["r"], "prevoius": ["p"] }""", "prevoius: not a key of an edition file")]
    [InlineData("""{ "edition": "../1", "title": "T", "snapshot_date": "2026-03-31", "returns": ["r"] }""", "edition: use up to 40 letters")]
    [InlineData("""{ "edition": "1", "title": "T", "snapshot_date": "2026-02-30", "returns": ["r"] }""", "snapshot_date: write the day")]
    [InlineData("""{ "edition": "1", "title": "T", "snapshot_date": "2026-03-31", "returns": [] }""", "returns: name at least one return")]
    [InlineData("""{ "edition": "1", "title": "T", "snapshot_date": "2026-03-31", "returns": ["r"], "notice": 7 }""", "notice: give a text")]
    [InlineData("""{ "edition": "1", "title": "T", "snapshot_date": "2026-03-31", "returns": ["r"], "leave_out": ["sector"] }""", "leave_out: give a list of any of detailed")]
    public async Task What_is_wrong_is_named(string text, string reason)
    {
        string output = Path.Combine(folder.FullName, "out");
        var refused = await RefusedAsync(text, output);
        Assert.Contains(reason, Assert.Single(refused.Reasons), StringComparison.Ordinal);
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task A_notice_is_short_enough_for_the_head_of_a_page()
    {
        string text = $$"""{ "edition": "1", "title": "T", "snapshot_date": "2026-03-31", "returns": ["r"], "notice": "{{new string('n', 301)}}" }""";
        Assert.Contains("at most 300 characters", Assert.Single((await RefusedAsync(text, Path.Combine(folder.FullName, "out"))).Reasons), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<PublishEdition.Outcome.Refused> RefusedAsync(string text, string output)
    {
        string file = Path.Combine(folder.FullName, "edition.json");
        await File.WriteAllTextAsync(file, text);
        return Assert.IsType<PublishEdition.Outcome.Refused>(await new PublishEdition.Handler().HandleAsync(new(file, output)));
    }
}
