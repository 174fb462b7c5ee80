using System.Globalization;
using Parity.Web.Modules.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>Whatever a browser does, the next page is printed.</summary>
public sealed class PrintedPageTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_folder_that_cannot_be_deleted_keeps_nobody_else_from_printing()
    {
        using var place = new TemporaryFolder();
        string deletes = Browser(place, "deletes", "--user-data-dir=*) rm -r \"$(dirname \"${one#*=}\")\";;");
        string prints = Browser(place, "prints", "--print-to-pdf=*) printf paper > \"${one#*=}\";;");

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => PrintedPage.OfAsync("<p>", deletes, Long, default));

        Assert.Equal("paper"u8.ToArray(), await PrintedPage.OfAsync("<p>", prints, Long, default).WaitAsync(Long));
    }

    [Fact]
    public async Task A_browser_that_is_stopped_is_gone_before_the_answer_and_its_folder_with_it()
    {
        using var place = new TemporaryFolder();
        string begun = Path.Combine(place.Path, "begun");
        string stays = Browser(place, "stays", $"--user-data-dir=*) mkdir \"${{one#*=}}\"; echo \"$$ ${{one#*=}}\" > {begun}.part; mv {begun}.part {begun}; exec sleep 600;;");
        using var stop = new CancellationTokenSource();

        var printing = PrintedPage.OfAsync("<p>", stays, Long, stop.Token);
        while (!File.Exists(begun)) await Task.Yield();
        await stop.CancelAsync();

        Assert.Null(await printing);
        string[] told = (await File.ReadAllTextAsync(begun)).Split(' ', 2);
        Assert.False(Directory.Exists("/proc/" + int.Parse(told[0], CultureInfo.InvariantCulture)));
        Assert.False(Directory.Exists(Path.GetDirectoryName(told[1].Trim())));
    }

    /// <summary>A program that is called as a browser is, and does with one of its arguments what is said.</summary>
    private static string Browser(TemporaryFolder place, string name, string arm)
    {
        string path = Path.Combine(place.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\nfor one in \"$@\"; do case \"$one\" in {arm} esac; done\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("parity-printing-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
