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

    public static string Style { get; } = Folder + Files.Keys.Single(name => name.StartsWith("work.", StringComparison.Ordinal));

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods(Folder + "{name}", [HttpMethods.Get, HttpMethods.Head], http =>
        Files.TryGetValue((string)http.Request.RouteValues["name"]!, out var file)
            ? Answers.FileAsync(http, file)
            : Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound)).WithMetadata(RoutePolicy.Public);

    private static Dictionary<string, PublishedFile> Load()
    {
        var files = SiteAssets.All.Where(a => a.MediaType.StartsWith("font", StringComparison.Ordinal))
            .ToDictionary(a => a.Name, a => PublishedFile.Of(Path.GetExtension(a.Name), a.Bytes.ToArray(), DateTimeOffset.UnixEpoch), StringComparer.Ordinal);
        using var stream = typeof(PrivateAssets).Assembly.GetManifestResourceStream("work/work.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var style = PublishedFile.Of(".css", bytes, DateTimeOffset.UnixEpoch);
        files.Add($"work.{style.Sha256[..10]}.css", style);
        return files;
    }
}
