using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Parity.App.Tests.Accounts;

/// <summary>As much of a mail server as is needed to hand a letter over (RFC 5321), and to refuse one for the time being.</summary>
internal sealed class SmallMailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<(string To, string Id, bool Taken)> letters = Channel.CreateUnbounded<(string, string, bool)>();
    private readonly Func<string, bool> takes;
    private readonly Task serving;

    /// <param name="takes">Whether the letter to this address is taken; else it is refused as something that may go better later.</param>
    public SmallMailServer(Func<string, bool> takes)
    {
        this.takes = takes;
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The next letter that was handed over, taken or not; a fault when a minute brings none.</summary>
    public async Task<(string To, string Id, bool Taken)> NextAsync() => await letters.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => TalkAsync(client));
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 here");
            while (await reader.ReadLineAsync() is { } line)
            {
                string word = line.Split(' ')[0].ToUpper(CultureInfo.InvariantCulture);
                if (word == "DATA") await TakeAsync(reader, writer);
                else await writer.WriteLineAsync(word == "QUIT" ? "221 bye" : "250 well");
                if (word == "QUIT") return;
            }
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        string to = "", id = "";
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            if (line.StartsWith("To: ", StringComparison.OrdinalIgnoreCase)) to = line["To: ".Length..];
            if (line.StartsWith("Message-ID: ", StringComparison.OrdinalIgnoreCase)) id = line["Message-ID: ".Length..];
        }

        bool taken = takes(to);
        await writer.WriteLineAsync(taken ? "250 taken" : "451 not now");
        letters.Writer.TryWrite((to, id, taken));
    }
}
