using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Parity.Web.Server;

/// <summary>Where the loaded editions appear, all at once, for the requests that wait for them.</summary>
internal sealed class Shelf
{
    private const string SecondsToWait = "2";
    private volatile Editions? editions;

    public Editions? Editions
    {
        get => editions;
        set => editions = value;
    }

    /// <summary>Answers from the editions, or says that they are not there yet.</summary>
    public RequestDelegate When(Func<HttpContext, Editions, Task> answer) => http =>
    {
        if (editions is { } loaded) return answer(http, loaded);
        http.Response.Headers.RetryAfter = SecondsToWait;
        return Answers.NoticeAsync(http, StatusCodes.Status503ServiceUnavailable, Notice.Loading);
    };
}

/// <summary>The server's own two files, for the pages it makes itself.</summary>
internal static class ServerAssets
{
    public static readonly PublishedFile Style = Read("notice.css");
    public static readonly PublishedFile WaitingScript = Read("waiting.js");

    private static PublishedFile Read(string name)
    {
        using var stream = typeof(ServerAssets).Assembly.GetManifestResourceStream("server/" + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PublishedFile.Of(Path.GetExtension(name), bytes, DateTimeOffset.UnixEpoch);
    }
}

internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Error, "Fault {Reference}: {Kind} {Place}")]
    public static partial void Fault(this ILogger log, string reference, string kind, string place);

    [LoggerMessage(2, LogLevel.Information, "{Method} {Pattern} {Status} in {Milliseconds} ms, {Reference}")]
    public static partial void Answered(this ILogger log, string method, string pattern, int status, long milliseconds, string reference);
}
