using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Web.Assets;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>What private pages are drawn with. It is the same for everybody, and no secret.</summary>
internal static class PrivateAssets
{
    private const string Folder = "/app/";
    private static readonly Dictionary<string, PublishedFile> Files = Load();

    public static string Style { get; } = AddressOf("work.", ".css");

    public static byte[] StyleBytes { get; } = Files[Style[Folder.Length..]].Plain.Bytes!;

    /// <summary>Shows how far a file is on its way, and takes one that is dropped.</summary>
    public static string UploadScript { get; } = AddressOf("upload.", ".js");

    /// <summary>Asks the browser for a passkey.</summary>
    public static string PasskeyScript { get; } = AddressOf("passkey.", ".js");

    /// <summary>Looks again while a page waits for work that goes on.</summary>
    public static string ProgressScript { get; } = AddressOf("progress.", ".js");

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods(Folder + "{name}", [HttpMethods.Get, HttpMethods.Head], http =>
        Files.TryGetValue((string)http.Request.RouteValues["name"]!, out var file)
            ? Answers.FileAsync(http, file)
            : Answers.MissingAsync(http)).WithMetadata(RoutePolicy.Public, new LiesReady());

    private static Dictionary<string, PublishedFile> Load()
    {
        var files = SiteAssets.All.Where(a => a.MediaType.StartsWith("font", StringComparison.Ordinal))
            .ToDictionary(a => a.Name, a => PublishedFile.Of(Path.GetExtension(a.Name), a.Bytes.ToArray(), DateTimeOffset.UnixEpoch), StringComparer.Ordinal);
        foreach (string name in (string[])["work.css", "upload.js", "progress.js", "passkey.js"])
        {
            using var stream = typeof(PrivateAssets).Assembly.GetManifestResourceStream("work/" + name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var file = PublishedFile.Of(Path.GetExtension(name), bytes, DateTimeOffset.UnixEpoch);
            files.Add($"{Path.GetFileNameWithoutExtension(name)}.{file.Sha256[..10]}{Path.GetExtension(name)}", file);
        }

        return files;
    }

    private static string AddressOf(string beginning, string ending) =>
        Folder + Files.Keys.Single(name => name.StartsWith(beginning, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal));
}
