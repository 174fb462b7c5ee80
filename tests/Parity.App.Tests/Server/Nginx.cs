using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Parity.App.Tests.House;

namespace Parity.App.Tests.Server;

/// <summary>nginx as the guide for operators sets it up, with a certificate and ports of its own.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    public const string Program = "/usr/sbin/nginx";

    private const string AnsweredBy = "Answered-By";

    private readonly string folder = Directory.CreateTempSubdirectory("parity-nginx-").FullName;
    private readonly Process process;
    private readonly string thumbprint;

    private Nginx(params Uri[] nodes)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Address = new Uri($"https://127.0.0.1:{port}");
        // Begun by root, it answers as somebody else, who keeps long bodies in here.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        thumbprint = WriteCertificate();
        string file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, Around(FromTheGuide(port, nodes)));
        process = Process.Start(new ProcessStartInfo(Program, ["-p", folder, "-c", file, "-e", Path.Combine(folder, "errors")]))!;
    }

    public Uri Address { get; }

    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString(HashAlgorithmName.SHA256) == thumbprint },
    })
    { BaseAddress = Address };

    public static async Task<Nginx> StartAsync(params Uri[] nodes)
    {
        var nginx = new Nginx(nodes);
        using var client = nginx.NewClient();
        while (true)
        {
            try
            {
                (await client.GetAsync("/health/live")).Dispose();
                return nginx;
            }
            catch (HttpRequestException) when (!nginx.process.HasExited)
            {
                // It is not listening yet.
            }
        }
    }

    /// <summary>Once this node answers for nginx.</summary>
    public async Task UntilAnsweredByAsync(Uri node)
    {
        using var client = NewClient();
        string? by = null;
        while (by != node.Authority)
        {
            using var answer = await client.GetAsync("/health/live");
            by = answer.Headers.GetValues(AnsweredBy).Single().Split(", ")[^1];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string FromTheGuide(int port, Uri[] nodes)
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate", "nodes.md"));
        string block = Block().Match(guide).Groups["block"].Value;
        foreach (var (was, now) in new (string, string)[]
        {
            ("127.0.0.1:5080", nodes[0].Authority), ("127.0.0.1:5081", nodes[1].Authority), ("listen 443", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port}")),
            ("/etc/ssl/parity.pem", "parity.pem"), ("/etc/ssl/parity.key", "parity.key"),
        })
        {
            Assert.Contains(was, block, StringComparison.Ordinal);
            block = block.Replace(was, now, StringComparison.Ordinal);
        }

        return block;
    }

    // What a distribution's own file has around such a block, in this folder, and who answered.
    private static string Around(string block) => $$"""
        daemon off;
        pid nginx.pid;
        error_log errors;
        events {}
        http {
            access_log off;
            add_header {{AnsweredBy}} $upstream_addr;
            client_body_temp_path bodies;
            proxy_temp_path answers;
            fastcgi_temp_path other;
            uwsgi_temp_path other;
            scgi_temp_path other;
        {{block}}
        }
        """;

    /// <returns>By which it is known again.</returns>
    private string WriteCertificate()
    {
        using var certificate = OwnCertificate.For("127.0.0.1");
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(folder, "parity.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "parity.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    [GeneratedRegex(@"^## nginx$.*?^```\n(?<block>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
