using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Foundation;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.SubmitReturn;

/// <summary>How HR systems submit a return and look at what they submitted.</summary>
internal static class ReturnsApi
{
    public const string Address = "/api/v1/returns";
    private const string Description = "/api/v1/openapi.json";
    private static readonly Lazy<PublishedFile> OpenApi = new(Read);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Address, [HttpMethods.Post], SubmitAsync).WithMetadata(RoutePolicy.ApiToken);
        endpoints.MapMethods(Address, [HttpMethods.Get], ListAsync).WithMetadata(RoutePolicy.ApiToken);
        endpoints.MapMethods(Address + "/{id}", [HttpMethods.Get], ShowAsync).WithMetadata(RoutePolicy.ApiToken);
        endpoints.MapMethods(Description, [HttpMethods.Get, HttpMethods.Head], http => Answers.FileAsync(http, OpenApi.Value)).WithMetadata(RoutePolicy.Public, new LiesReady());
    }

    private static async Task SubmitAsync(HttpContext http)
    {
        if (http.Request.Headers["Idempotency-Key"] is not [{ Length: > 0 } key])
        {
            await Answers.NoticeAsync(http, StatusCodes.Status400BadRequest, Notices.NoKey);
            return;
        }

        using var body = await TakeAsync(http);
        if (body is null)
        {
            await Answers.NoticeAsync(http, StatusCodes.Status413PayloadTooLarge, Notices.TooLarge);
            return;
        }

        // Not cancelled when the sender hangs up: its next attempt with the same key then finds the answer.
        var outcome = await http.Service<Platform.Workforce.SubmitReturn.Handler>()
            .HandleAsync(new(http.Submitter(), key, body), CancellationToken.None);
        await (outcome switch
        {
            Platform.Workforce.SubmitReturn.Outcome.Answered { Accepted: true } stored => DocumentAsync(http, StatusCodes.Status201Created, stored.Document),
            Platform.Workforce.SubmitReturn.Outcome.Answered refused => DocumentAsync(http, StatusCodes.Status422UnprocessableEntity, refused.Document),
            Platform.Workforce.SubmitReturn.Outcome.KeyUsedForAnother used => DocumentAsync(http, StatusCodes.Status422UnprocessableEntity, used.Document),
            Platform.Workforce.SubmitReturn.Outcome.RoundClosed => Answers.NoticeAsync(http, StatusCodes.Status409Conflict, Notices.RoundClosed),
            Platform.Workforce.SubmitReturn.Outcome.NotAnAnalyst => Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.TokenNotForThis),
            _ => throw new InvalidOperationException("An outcome without an answer."),
        });
    }

    /// <summary>Takes the body; of one that is too large it hears the sender out, within reason, so that the sender hears the answer.</summary>
    private static async Task<ReceivedBody?> TakeAsync(HttpContext http)
    {
        const long patience = 2 * ReturnFormat.MaxSentBytes;
        var request = http.Request;
        if (request.ContentLength > ReturnFormat.MaxSentBytes && request.Headers.Expect.Count > 0) return null;
        if (!(request.ContentLength > ReturnFormat.MaxSentBytes)
            && await ReceivedBody.TakeAsync(request.Body, ReturnFormat.MaxSentBytes, http.RequestAborted) is { } whole) return whole;

        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            for (long more = 0; more < patience;)
            {
                int read = await request.Body.ReadAsync(buffer, http.RequestAborted);
                if (read == 0) break;
                more += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return null;
    }

    private static async Task ListAsync(HttpContext http)
    {
        var returns = await http.Service<ReadReturns.Handler>().HandleAsync(new(http.Submitter().Organisation), http.RequestAborted);
        await JsonAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            foreach (var one in returns) Write(json, one);
            json.WriteEndArray();
        });
    }

    private static async Task ShowAsync(HttpContext http)
    {
        // An id that is none, nobody's or another organisation's: one answer for all three, after one question to the database.
        bool isId = TypedId.TryParse<ReturnId>((string?)http.Request.RouteValues["id"], out var id);
        var found = await http.Service<ReadReturns.Handler>().HandleAsync(new(http.Submitter().Organisation, id), http.RequestAborted);
        if (!isId || found is not [var one])
        {
            await Answers.MissingAsync(http);
            return;
        }

        await JsonAsync(http, StatusCodes.Status200OK, json => Write(json, one));
    }

    private static void Write(Utf8JsonWriter json, ReadReturns.Listed one)
    {
        json.WriteStartObject();
        json.WriteString("id", one.Id.ToString());
        json.WriteString("sha256", one.Sha256);
        // To whoever sends, what was sent before is superseded at once; that it counts until the later one is signed off too is for people to read.
        json.WriteString("status", (one is { Status: ReturnStatus.SignedOff, IsFollowed: true } ? ReturnStatus.Superseded : one.Status).Word());
        json.WriteString("submittedAt", one.SubmittedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static Task JsonAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return BytesAsync(http, status, buffer.WrittenMemory);
    }

    private static Task DocumentAsync(HttpContext http, int status, string document) => BytesAsync(http, status, Encoding.UTF8.GetBytes(document));

    private static async Task BytesAsync(HttpContext http, int status, ReadOnlyMemory<byte> bytes)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static PublishedFile Read()
    {
        using var stream = typeof(ReturnsApi).Assembly.GetManifestResourceStream("api/openapi.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PublishedFile.Of(".json", bytes, DateTimeOffset.UnixEpoch);
    }
}
