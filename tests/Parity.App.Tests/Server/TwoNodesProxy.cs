using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Parity.App.Tests.Server;

/// <summary>
/// Stands in front of two nodes as a proxy does: a request goes to one of them in turn; one that could not be answered
/// goes to the other if asking twice is harmless by its nature (GET), then to one that has come back meanwhile, and is
/// else answered with 502.
/// </summary>
internal sealed class TwoNodesProxy : IAsyncDisposable
{
    private static readonly string[] OfOneHop = ["Host", "Content-Length", "Connection", "Transfer-Encoding", "Expect"];
    private readonly HttpClient toNodes = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
    private readonly WebApplication app;
    private readonly Uri[] nodes;
    private int turn;

    private TwoNodesProxy(WebApplication app, Uri[] nodes) => (this.app, this.nodes) = (app, nodes);

    public Uri Address => new(app.Urls.Single());

    public static async Task<TwoNodesProxy> StartAsync(params Uri[] nodes)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var proxy = new TwoNodesProxy(builder.Build(), nodes);
        proxy.app.Run(proxy.PassOnAsync);
        await proxy.app.StartAsync();
        return proxy;
    }

    /// <summary>Where the node listens now that it has been started again.</summary>
    public void Move(int node, Uri address) => Volatile.Write(ref nodes[node], address);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        toNodes.Dispose();
    }

    private async Task PassOnAsync(HttpContext asked)
    {
        using var body = new MemoryStream();
        await asked.Request.Body.CopyToAsync(body);
        int first = Interlocked.Increment(ref turn), tries = HttpMethods.IsGet(asked.Request.Method) || HttpMethods.IsHead(asked.Request.Method) ? nodes.Length : 1;
        Uri? before = null;
        for (int n = 0; n < tries; n++)
        {
            var node = Volatile.Read(ref nodes[(first + n) % nodes.Length]);
            before ??= node;
            if (await AskAsync(node, asked, body.ToArray())) return;
        }

        if (tries > 1 && Volatile.Read(ref nodes[first % nodes.Length]) is var back && back != before && await AskAsync(back, asked, body.ToArray())) return;
        asked.Response.StatusCode = StatusCodes.Status502BadGateway;
    }

    /// <returns>Whether the node answered; nothing has been passed back otherwise.</returns>
    private async Task<bool> AskAsync(Uri node, HttpContext asked, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Request.Method), new Uri(node, asked.Request.GetEncodedPathAndQuery()));
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in asked.Request.Headers)
        {
            if (OfOneHop.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        byte[] bytes;
        HttpResponseMessage answer;
        try
        {
            answer = await toNodes.SendAsync(request);
            bytes = await answer.Content.ReadAsByteArrayAsync();
        }
        catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException or IOException)
        {
            return false;
        }

        using (answer)
        {
            asked.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
                if (!OfOneHop.Contains(name, StringComparer.OrdinalIgnoreCase)) asked.Response.Headers.Append(name, values.ToArray());
            asked.Response.ContentLength = bytes.Length;
            await asked.Response.Body.WriteAsync(bytes);
            return true;
        }
    }
}
