using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;

namespace Parity.App.Tests.Server;

public sealed class AnswersTests
{
    private static readonly string[] Everywhere =
    [
        "/", "/organisations/harbour/", "/data/figures.csv", "/data/editions.json", "/assets/site.css", "/editions/1/", "/nothing",
        "/index.html", "/editions/1", "/editions/9/", "/health/live", "/health/ready", "/internal/ledger.json", "/server/notice.css",
    ];

    [Fact]
    public async Task Every_answer_carries_the_protecting_headers_errors_and_redirects_included()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        foreach (string path in Everywhere)
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Options])
            {
                using var answer = await server.SendAsync(method, path);
                string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
                Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
                Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
                Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
                Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
                Assert.Equal("strict-origin-when-cross-origin", answer.Headers.GetValues("Referrer-Policy").Single());
                Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
                Assert.Contains("camera=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
                Assert.Empty(answer.Headers.Server);
                Assert.False(answer.Headers.Contains("Strict-Transport-Security"), "Plain http must not ask for https.");
            }
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_the_browser_is_told_to_keep_to_it()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var answer = await server.GetAsync("/", ("X-Forwarded-Proto", "https"));
        Assert.StartsWith("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/internal/ledger.json")]
    [InlineData("/editions/1/internal/ledger.json")]
    [InlineData("/editions/2/internal/ledger.json")]
    [InlineData("/INTERNAL/ledger.json")]
    [InlineData("/internal%2Fledger.json")]
    [InlineData("/data/../internal/ledger.json")]
    [InlineData("/data/%2e%2e/internal/ledger.json")]
    [InlineData("/data/..%2finternal/ledger.json")]
    [InlineData("/%2e%2e/edition-1/internal/ledger.json")]
    [InlineData("/editions/../internal/ledger.json")]
    [InlineData("//internal/ledger.json")]
    [InlineData("/.hidden")]
    [InlineData("/editions/1/.hidden")]
    public async Task What_is_not_public_is_not_known_however_it_is_spelt(string path)
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        string answer = await RawAsync(server, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_inside_a_published_folder_leads_nowhere()
    {
        await using var server = await RunningServer.StartAsync(async (server, _) =>
        {
            await server.PublishAsync("1");
            string place = Path.Combine(server.Folder, "edition-1");
            File.CreateSymbolicLink(Path.Combine(place, "ledger.json"), Path.Combine(place, "internal", "ledger.json"));
            Directory.CreateSymbolicLink(Path.Combine(place, "inside"), Path.Combine(place, "internal"));
            return [place];
        }, waitUntilReady: true);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/ledger.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/inside/ledger.json")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_address_answers_with_a_proper_page()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var answer = await server.GetAsync("/no/such/page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStreamAsync());
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        Assert.Empty(page.QuerySelectorAll("style, script:not([src]), [style]"));
        Assert.Equal("/", page.QuerySelector("main a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Public_pages_can_only_be_read(string method)
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var answer = await server.SendAsync(new HttpMethod(method), "/");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_head_request_has_the_headers_of_the_page_and_no_body()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var get = await server.GetAsync("/");
        using var head = await server.SendAsync(HttpMethod.Head, "/");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_page_seen_before_is_not_sent_again()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var first = await server.GetAsync("/", ("Accept-Encoding", "br"));
        string tag = first.Headers.ETag!.ToString();
        foreach (string asked in (string[])[tag, "W/" + tag, "\"other\", " + tag, "*"])
        {
            using var again = await server.GetAsync("/", ("Accept-Encoding", "br"), ("If-None-Match", asked));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }

        using var changed = await server.GetAsync("/", ("If-None-Match", "\"other\""), ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var since = await server.GetAsync("/", ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);
        using var before = await server.GetAsync("/", ("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"));
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("br;q=0.000, gzip;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task Text_is_sent_in_the_smallest_form_the_reader_takes(string accepted, string? encoding)
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var plain = await server.GetAsync("/");
        using var answer = await server.GetAsync("/", ("Accept-Encoding", accepted));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));
        var body = await answer.Content.ReadAsStreamAsync();
        await using Stream unpacked = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var text = new StreamReader(unpacked);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
        if (encoding is not null) Assert.True(answer.Content.Headers.ContentLength < plain.Content.Headers.ContentLength / 4);
    }

    [Fact]
    public async Task Each_page_has_one_address_and_other_spellings_lead_to_it()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        foreach (var (asked, expected) in (List<(string, string)>)
                 [
                     ("/index.html", "/"), ("/organisations/harbour", "/organisations/harbour/"),
                     ("/organisations/harbour/index.html", "/organisations/harbour/"), ("/editions/1", "/editions/1/"),
                     ("/editions/1/organisations/harbour", "/editions/1/organisations/harbour/"),
                     ("/editions/2/", "/"), ("/editions/2/organisations/harbour/", "/organisations/harbour/"), ("/1/organisations/harbour/", "/editions/1/organisations/harbour/"),
                 ])
        {
            using var answer = await server.GetAsync(asked);
            Assert.True((int)answer.StatusCode is 301 or 302, $"{asked} answered {answer.StatusCode}");
            Assert.Equal(expected, new Uri(new Uri(server.Client.BaseAddress!, asked), answer.Headers.Location!).AbsolutePath);
        }
    }

    [Fact]
    public async Task The_newest_edition_is_at_the_root_and_earlier_ones_under_their_names()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        Assert.Contains("<title>Edition 2</title>", await server.Client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("<title>Edition 1</title>", await server.Client.GetStringAsync("/editions/1/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync("/editions/3/")).StatusCode);
    }

    [Fact]
    public async Task The_list_of_editions_names_every_data_file_with_its_lasting_address_sum_and_size()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var answer = await server.GetAsync("/data/editions.json", ("Origin", "https://analyst.example"));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var list = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["2", "1"], list.RootElement.EnumerateArray().Select(e => e.GetProperty("edition").GetString()));
        Assert.Equal(["2027-03-31", "2026-03-31"], list.RootElement.EnumerateArray().Select(e => e.GetProperty("snapshotDate").GetString()));
        foreach (var edition in list.RootElement.EnumerateArray())
        {
            var file = Assert.Single(edition.GetProperty("files").EnumerateArray());
            string address = file.GetProperty("href").GetString()!;
            Assert.Equal($"/editions/{edition.GetProperty("edition").GetString()}/data/figures.csv", address);
            using var data = await server.GetAsync(address, ("Origin", "https://analyst.example"));
            var bytes = await data.Content.ReadAsByteArrayAsync();
            Assert.Equal(bytes.Length, file.GetProperty("bytes").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
            Assert.Equal("*", data.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("text/csv", data.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Only_data_is_open_to_other_sites()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var page = await server.GetAsync("/", ("Origin", "https://elsewhere.example"));
        Assert.False(page.Headers.Contains("Access-Control-Allow-Origin"));
        using var preflight = await server.SendAsync(HttpMethod.Options, "/data/figures.csv", ("Origin", "https://analyst.example"), ("Access-Control-Request-Method", "GET"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("GET, HEAD", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
    }

    [Fact]
    public async Task The_demo_answers_to_a_loopback_name_only()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync(demo: true);
        using var other = await server.GetAsync("/", ("Host", "rebound.example"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, other.StatusCode);
        foreach (string name in (string[])["localhost", "127.0.0.1", "[::1]"])
        {
            using var answer = await server.GetAsync("/", ("Host", $"{name}:{server.Client.BaseAddress!.Port}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Broken_requests_do_not_stop_the_server()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        foreach (string request in (string[])["\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", $"GET /{new string('a', 20000)} HTTP/1.1\r\nHost: x\r\n\r\n"])
            Assert.DoesNotContain(" 500 ", await RawAsync(server, request), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/")).StatusCode);
    }

    private static async Task<string> RawAsync(RunningServer server, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new StreamReader(stream, Encoding.Latin1);
        return await answer.ReadToEndAsync();
    }
}
