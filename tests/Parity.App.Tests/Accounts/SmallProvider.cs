using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>An identity provider as small as one can be. It is strict about what it is asked, and says whatever a test wants it to say.</summary>
internal sealed class SmallProvider : IAsyncDisposable
{
    public const string ClientId = "parity at the council";
    public const string ClientSecret = "s3cret / with: signs";

    private readonly WebApplication app;
    private readonly ManualClock clock;
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Returning)> codes = new();
    private int given;

    private SmallProvider(WebApplication app, ManualClock clock) => (this.app, this.clock) = (app, clock);

    public RSA Rsa { get; private set; } = RSA.Create(2048);

    public ECDsa Elliptic { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeyId { get; private set; } = "one";

    public Uri Issuer => new(app.Urls.Single());

    /// <summary>Changes what the next tokens say.</summary>
    public Action<JsonObject> Claims { get; set; } = _ => { };

    /// <summary>Makes the token from header and claims; null: signed as it should be.</summary>
    public Func<JsonObject, JsonObject, string>? Make { get; set; }

    public Action<JsonObject> Card { get; set; } = _ => { };

    public static async Task<SmallProvider> StartAsync(ManualClock clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var provider = new SmallProvider(builder.Build(), clock);
        provider.app.UseRouting();
        provider.app.MapGet("/.well-known/openid-configuration", provider.CardAsync);
        provider.app.MapGet("/keys", provider.KeysAsync);
        provider.app.MapPost("/token", provider.TokenAsync);
        await provider.app.StartAsync();
        return provider;
    }

    /// <summary>A new key in place of the first, under a new name.</summary>
    public void ChangeKey()
    {
        Rsa.Dispose();
        (Rsa, KeyId) = (RSA.Create(2048), "two");
    }

    /// <summary>What the provider's own pages do once somebody has proven there who they are.</summary>
    /// <returns>Path and query with which the browser comes back.</returns>
    public string Answer(Uri asked)
    {
        var query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal(ClientId, query["client_id"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal("openid email", query["scope"]);
        string code = $"code {Interlocked.Increment(ref given)}";
        codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString(), query["redirect_uri"].ToString());
        return QueryHelpers.AddQueryString(new Uri(query["redirect_uri"].ToString()).AbsolutePath, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"], ["iss"] = Text(Issuer) });
    }

    public static string Sign(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        string content = $"{Part(header.ToJsonString())}.{Part(claims.ToJsonString())}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    public byte[] WithRsa(byte[] content) => Rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public byte[] WithElliptic(byte[] content) => Elliptic.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Rsa.Dispose();
        Elliptic.Dispose();
    }

    private Task CardAsync(HttpContext http)
    {
        var card = new JsonObject
        {
            ["issuer"] = Text(Issuer),
            ["authorization_endpoint"] = new Uri(Issuer, "/ask").AbsoluteUri,
            ["token_endpoint"] = new Uri(Issuer, "/token").AbsoluteUri,
            ["jwks_uri"] = new Uri(Issuer, "/keys").AbsoluteUri,
        };
        Card(card);
        return http.Response.WriteAsync(card.ToJsonString());
    }

    private Task KeysAsync(HttpContext http)
    {
        var rsa = Rsa.ExportParameters(false);
        var elliptic = Elliptic.ExportParameters(false);
        return http.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = KeyId, use = "sig", n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) },
                new { kty = "EC", kid = "curve", crv = "P-256", x = Base64Url.EncodeToString(elliptic.Q.X), y = Base64Url.EncodeToString(elliptic.Q.Y) },
                new { kty = "oct", kid = "shared", k = "AAAA" },
            },
        }));
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        string expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}"));
        if (!codes.TryRemove(form["code"].ToString(), out var asked)
            || http.Request.Headers.Authorization != expected || form["grant_type"] != "authorization_code" || form["redirect_uri"] != asked.Returning
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Text(Issuer),
            ["sub"] = "person 17",
            ["aud"] = ClientId,
            ["exp"] = now + 300,
            ["iat"] = now,
            ["nonce"] = asked.Nonce,
            ["email"] = "Grace@Council.example",
            ["email_verified"] = true,
        };
        Claims(claims);
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId, ["typ"] = "JWT" };
        string token = Make is null ? Sign(header, claims, WithRsa) : Make(header, claims);
        await http.Response.WriteAsync(JsonSerializer.Serialize(new { id_token = token, access_token = "unused", token_type = "Bearer" }));
    }

    private static string Text(Uri issuer) => issuer.AbsoluteUri.TrimEnd('/');
}
