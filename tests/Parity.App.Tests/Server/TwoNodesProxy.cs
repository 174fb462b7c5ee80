using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Parity.App.Tests.Server;

/// <summary>
/// Stands in front of two nodes as a proxy does: a request goes to one of them in turn; one that could not be answered
/// goes to the other if asking twice is harmless by its nature (GET), then to one that has come back meanwhile, and is
/// else answered with 502.
/// </summary>
internal sealed class TwoNodesProxy : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient toNodes = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
    private readonly Uri[] nodes;
    private readonly Task taking;
    private int turn;

    public TwoNodesProxy(params Uri[] nodes)
    {
        this.nodes = nodes;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        taking = TakeAllAsync();
    }

    public Uri Address { get; }

    /// <summary>Where the node listens now that it has been started again.</summary>
    public void Move(int node, Uri address) => Volatile.Write(ref nodes[node], address);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await taking;
        listener.Close();
        toNodes.Dispose();
    }

    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private async Task TakeAllAsync()
    {
        while (true)
        {
            HttpListenerContext asked;
            try
            {
                asked = await listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => PassOnAsync(asked));
        }
    }

    private async Task PassOnAsync(HttpListenerContext asked)
    {
        using var body = new MemoryStream();
        try
        {
            await asked.Request.InputStream.CopyToAsync(body);
            int first = Interlocked.Increment(ref turn), tries = asked.Request.HttpMethod is "GET" or "HEAD" ? nodes.Length : 1;
            Uri? before = null;
            for (int n = 0; n < tries; n++)
            {
                var node = Volatile.Read(ref nodes[(first + n) % nodes.Length]);
                before ??= node;
                if (await AskAsync(node, asked, body.ToArray())) return;
            }

            if (tries > 1 && Volatile.Read(ref nodes[first % nodes.Length]) is var back && back != before && await AskAsync(back, asked, body.ToArray())) return;
            asked.Response.StatusCode = (int)HttpStatusCode.BadGateway;
            asked.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or InvalidOperationException)
        {
            // Whoever asked has left.
        }
    }

    /// <returns>Whether the node answered; nothing has been passed back otherwise.</returns>
    private async Task<bool> AskAsync(Uri node, HttpListenerContext asked, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Request.HttpMethod), new Uri(node, asked.Request.RawUrl!));
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (string name in asked.Request.Headers.AllKeys.OfType<string>().Where(n => n is not ("Host" or "Content-Length" or "Connection" or "Transfer-Encoding" or "Expect")))
            if (!request.Headers.TryAddWithoutValidation(name, asked.Request.Headers[name])) request.Content?.Headers.TryAddWithoutValidation(name, asked.Request.Headers[name]);
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
                if (name is not ("Content-Length" or "Transfer-Encoding" or "Connection")) foreach (string value in values) asked.Response.Headers.Add(name, value);
            asked.Response.ContentLength64 = bytes.Length;
            await asked.Response.OutputStream.WriteAsync(bytes);
            asked.Response.Close();
            return true;
        }
    }
}
