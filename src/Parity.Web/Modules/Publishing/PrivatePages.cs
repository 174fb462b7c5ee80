using System.Text;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Publishing;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Publishing;

/// <summary>
/// Shows the very files of a publication to somebody who may see them before the public does, with a line on top of each
/// page that says so. The last few archives stay open in memory.
/// </summary>
internal sealed class PrivatePages(ReadArchive.Handler archives) : IDisposable
{
    private const int KeptOpen = 4;
    private static readonly byte[] Body = "<body>"u8.ToArray();
    private readonly Dictionary<ArchiveId, PublishedEdition> open = [];
    private readonly Queue<ArchiveId> order = new();
    private readonly SemaphoreSlim turn = new(1);

    public void Dispose() => turn.Dispose();

    public static async Task AnswerAsync(HttpContext http, ArchiveId archive, string notice)
    {
        var edition = await http.Service<PrivatePages>().OpenAsync(archive, http.RequestAborted);
        string path = (string?)http.Request.RouteValues["path"] ?? "index.html";
        if (!edition.Files.TryGetValue(path, out var file))
        {
            await Answers.MissingAsync(http);
            return;
        }

        var bytes = file.Plain.Bytes ?? [];
        if (file.IsPage) bytes = WithNotice(bytes, notice);
        http.Response.ContentType = file.ContentType;
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static byte[] WithNotice(byte[] page, string notice)
    {
        int at = page.AsSpan().IndexOf(Body);
        if (at < 0) return page;
        at += Body.Length;
        byte[] line = Encoding.UTF8.GetBytes($"<aside class=\"sample\" aria-label=\"Not public\"><div class=\"wrap\"><p><b>Not public.</b> {System.Net.WebUtility.HtmlEncode(notice)}</p></div></aside>");
        return [.. page.AsSpan(0, at), .. line, .. page.AsSpan(at)];
    }

    private async Task<PublishedEdition> OpenAsync(ArchiveId id, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            if (open.TryGetValue(id, out var known)) return known;
            var edition = PublishedEdition.Read(await archives.OpenAsync(id, stop), DateTimeOffset.UnixEpoch);
            if (order.Count >= KeptOpen) open.Remove(order.Dequeue());
            order.Enqueue(id);
            return open[id] = edition;
        }
        finally
        {
            turn.Release();
        }
    }
}
