using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Parity.Web.Server;

/// <summary>How the server answers: the headers every answer carries, files with their validators, and notices.</summary>
internal static class Answers
{
    /// <summary>Nothing inline, nothing from another host, no frame around it, no form to elsewhere.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly StringValues Policy = ContentSecurityPolicy;
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "strict-origin-when-cross-origin";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues CrossOrigin = "cross-origin";
    private static readonly StringValues Anyone = "*";
    private static readonly StringValues ByEncoding = HeaderNames.AcceptEncoding;
    private static readonly StringValues AskAgain = "no-cache";
    private static readonly StringValues KeepAWeek = "public, max-age=604800";
    private static readonly StringValues KeepForGood = "public, max-age=31536000, immutable";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues Transport = "max-age=31536000; includeSubDomains";
    private static readonly StringValues Nothing =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private static readonly StringValues ReadingMethods = "GET, HEAD";
    private static readonly StringValues DataExposed = "Content-Length, ETag";

    /// <summary>Put on before anything else runs, so that errors and refusals carry them too.</summary>
    public static void Protect(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Permissions-Policy"] = Nothing;
        headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = Transport;
    }

    /// <summary>Open data may be read by any page of any site.</summary>
    public static Task OpenDataAsync(HttpContext http, PublishedFile file)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = Anyone;
        headers.AccessControlExposeHeaders = DataExposed;
        headers["Cross-Origin-Resource-Policy"] = CrossOrigin;
        if (!HttpMethods.IsOptions(http.Request.Method)) return FileAsync(http, file);
        headers.AccessControlAllowMethods = ReadingMethods;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static Task PlainAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = NoStore;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    public static Task FileAsync(HttpContext http, PublishedFile file, bool nameChangesWithContent = false)
    {
        var request = http.Request;
        var response = http.Response;
        var form = file.For(request.Headers.AcceptEncoding);
        var headers = response.Headers;
        headers.ETag = form.ETag;
        headers.LastModified = file.ModifiedText;
        headers.CacheControl = file.IsFont ? KeepAWeek : nameChangesWithContent ? KeepForGood : AskAgain;
        if (file.Compressible) headers.Vary = ByEncoding;
        if (IsUnchanged(request, form.ETag, file.Modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        headers.ContentType = file.ContentType;
        if (form.Encoding is not null) headers.ContentEncoding = form.Encoding;
        if (form.Bytes is null)
        {
            response.ContentLength = file.Length;
            return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.SendFileAsync(file.OnDisk!, http.RequestAborted);
        }

        headers.ContentLength = form.Bytes.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(form.Bytes, http.RequestAborted).AsTask();
    }

    /// <summary>Nothing is there, or nothing for this person: nobody can tell which.</summary>
    public static Task MissingAsync(HttpContext http) => NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound);

    /// <summary>A short page of the server's own: not found, not ready, not allowed, went wrong.</summary>
    public static async Task NoticeAsync(HttpContext http, int status, Notice notice)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = NoStore;
        byte[] bytes;
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            response.ContentType = "application/problem+json";
            bytes = Problem(status, notice.Heading);
        }
        else
        {
            response.ContentType = "text/html; charset=utf-8";
            bytes = Encoding.UTF8.GetBytes(notice.ToHtml());
        }

        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static byte[] Problem(int status, string title) =>
        Encoding.UTF8.GetBytes($"{{\"title\":\"{System.Text.Json.JsonEncodedText.Encode(title)}\",\"status\":{status.ToString(CultureInfo.InvariantCulture)}}}\n");

    private static bool IsUnchanged(HttpRequest request, string etag, DateTimeOffset modified)
    {
        var asked = request.Headers.IfNoneMatch;
        if (asked.Count > 0)
        {
            foreach (string? line in asked)
            {
                if (line is null) continue;
                if (string.Equals(line, etag, StringComparison.Ordinal) || string.Equals(line, "*", StringComparison.Ordinal)) return true;
                foreach (var range in line.AsSpan().Split(','))
                {
                    var one = line.AsSpan(range).Trim();
                    if (one.StartsWith("W/", StringComparison.Ordinal)) one = one[2..];
                    if (one.SequenceEqual(etag)) return true;
                }
            }

            return false;
        }

        return request.Headers.IfModifiedSince is [{ } since]
            && DateTimeOffset.TryParseExact(since, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && modified <= instant;
    }
}
