using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Parity.Platform.Accounts;

namespace Parity.Web.Modules.Accounts.OpenIdConnect;

/// <summary>Talks to providers: what they say of themselves, their keys, and the token for a code. Short, small and without redirects.</summary>
internal sealed class ProviderLine(TimeProvider clock) : IDisposable
{
    private const int LargestAnswer = 256 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Card> cards = new(StringComparer.Ordinal);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = Kept })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>What a provider says of itself (OpenID Connect Discovery 1.0).</summary>
    /// <param name="SecretInBody">It takes our secret in the form alone, not in the header.</param>
    /// <param name="NamesItself">Its answers carry who they are from (RFC 9207).</param>
    public sealed record Card(Uri Asking, Uri Exchanging, bool SecretInBody, bool NamesItself, ProviderKeys Keys, DateTimeOffset ReadAt);

    /// <param name="anew">The keys at hand did not do; they are read again, but not at every stranger's wish.</param>
    /// <returns>Null where the provider does not answer as it should.</returns>
    public async Task<Card?> CardAsync(string issuer, bool anew, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (cards.TryGetValue(issuer, out var known) && now - known.ReadAt < (anew ? AskedAgainAfter : Kept)) return known;
        if (await ReadAsync(issuer, stop) is not { } read) return null;
        cards[issuer] = read;
        return read;
    }

    /// <returns>The signed token; null where the provider gives none for this code.</returns>
    public async Task<string?> TokenAsync(Card card, OpenSignOn.Provider provider, string code, string verifier, Uri returning, CancellationToken stop)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = returning.AbsoluteUri,
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, card.Exchanging);
        if (card.SecretInBody) (fields["client_id"], fields["client_secret"]) = (provider.ClientId, provider.Secret);
        else request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(provider.Secret)}")));
        request.Content = new FormUrlEncodedContent(fields);
        return await AskAsync(request, answer => answer.GetProperty("id_token").GetString(), stop);
    }

    public void Dispose() => client.Dispose();

    private async Task<Card?> ReadAsync(string issuer, CancellationToken stop)
    {
        using var asking = new HttpRequestMessage(HttpMethod.Get, issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        var found = await AskAsync(asking, about => about.GetProperty("issuer").GetString() == issuer
            ? new
            {
                Asking = AddressIn(about, "authorization_endpoint", issuer),
                Exchanging = AddressIn(about, "token_endpoint", issuer),
                Keys = AddressIn(about, "jwks_uri", issuer),
                InBody = about.TryGetProperty("token_endpoint_auth_methods_supported", out var ways) && ways.EnumerateArray().All(w => w.GetString() != "client_secret_basic"),
                Names = about.TryGetProperty("authorization_response_iss_parameter_supported", out var names) && names.ValueKind is JsonValueKind.True,
            }
            : null, stop);
        if (found is null) return null;
        using var keys = new HttpRequestMessage(HttpMethod.Get, found.Keys);
        return await AskAsync(keys, ProviderKeys.Read, stop) is { } read ? new(found.Asking, found.Exchanging, found.InBody, found.Names, read, clock.GetUtcNow()) : null;
    }

    private async Task<T?> AskAsync<T>(HttpRequestMessage request, Func<JsonElement, T?> read, CancellationToken stop) where T : class
    {
        try
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await client.SendAsync(request, stop);
            if (answer.StatusCode is not HttpStatusCode.OK) return null;
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            return read(json.RootElement);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>An address over https, or on this machine where the provider itself is.</summary>
    private static Uri AddressIn(JsonElement about, string name, string issuer) =>
        Uri.TryCreate(about.GetProperty(name).GetString(), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && new Uri(issuer).IsLoopback))
            ? address
            : throw new FormatException();
}
