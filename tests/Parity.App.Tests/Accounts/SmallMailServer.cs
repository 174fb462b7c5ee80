using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;

namespace Parity.App.Tests.Accounts;

/// <summary>As much of a mail server as is needed to hand a letter over (RFC 5321), also encrypted (RFC 3207), and to refuse one for the time being.</summary>
internal sealed class SmallMailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<(string To, string Id, bool Taken)> letters = Channel.CreateUnbounded<(string, string, bool)>();
    private readonly Channel<IReadOnlyList<string>> inClear = Channel.CreateUnbounded<IReadOnlyList<string>>();
    private readonly Func<string, bool> takes;
    private readonly X509Certificate2? certificate;
    private readonly Task serving;

    /// <param name="takes">Whether the letter to this address is taken; else it is refused as something that may go better later.</param>
    /// <param name="certificate">What it shows to whoever asks for encryption; without one it offers none.</param>
    public SmallMailServer(Func<string, bool> takes, X509Certificate2? certificate = null)
    {
        (this.takes, this.certificate) = (takes, certificate);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The next letter that was handed over, taken or not; a fault when a minute brings none.</summary>
    public async Task<(string To, string Id, bool Taken)> NextAsync() => await letters.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>What anybody on the line could read of the next conversation that is over, as words of the protocol.</summary>
    public async Task<IReadOnlyList<string>> NextInClearAsync() => await inClear.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

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
        var clear = new List<string>();
        using (client)
        {
            try
            {
                await client.GetStream().WriteAsync("220 here\r\n"u8.ToArray());
                if (await TalkAsync(client.GetStream(), certificate is not null, clear.Add))
                {
                    await using var sealedLine = new SslStream(client.GetStream());
                    await sealedLine.AuthenticateAsServerAsync(certificate!);
                    await TalkAsync(sealedLine, offers: false, _ => { });
                }
            }
            catch (Exception cut) when (cut is IOException or AuthenticationException)
            {
                // Whoever does not trust the certificate goes away.
            }
        }

        inClear.Writer.TryWrite(clear);
    }

    /// <returns>Whether the other side asked to go on encrypted.</returns>
    private async Task<bool> TalkAsync(Stream line, bool offers, Action<string> said)
    {
        using var reader = new StreamReader(line, leaveOpen: true);
        await using var writer = new StreamWriter(line, leaveOpen: true) { AutoFlush = true, NewLine = "\r\n" };
        while (await reader.ReadLineAsync() is { } asked)
        {
            string word = asked.Split(' ')[0].ToUpper(CultureInfo.InvariantCulture);
            said(word);
            if (word == "DATA") await TakeAsync(reader, writer);
            else if (word == "EHLO") await writer.WriteLineAsync(offers ? "250-here\r\n250-STARTTLS\r\n250 AUTH LOGIN" : "250-here\r\n250 AUTH LOGIN");
            else if (word == "AUTH") await LetInAsync(reader, writer);
            else if (word == "STARTTLS" && offers) await writer.WriteLineAsync("220 go on");
            else if (word == "STARTTLS") await writer.WriteLineAsync("502 not here");
            else await writer.WriteLineAsync(word == "QUIT" ? "221 bye" : "250 well");
            if (word == "QUIT" || (word == "STARTTLS" && offers)) return word == "STARTTLS";
        }

        return false;
    }

    /// <summary>The name came with the question; whatever the password is, it is the right one.</summary>
    private static async Task LetInAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
        await reader.ReadLineAsync();
        await writer.WriteLineAsync("235 come in");
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
