using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Parity.Platform.Accounts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.OpenIdConnect;

/// <summary>
/// Asks an organisation's provider who somebody is: the authorisation code flow with PKCE (RFC 7636). What was asked is
/// kept in the browser, sealed, until the answer comes, so any node can take it.
/// </summary>
internal sealed class SignOnDesk(ProviderLine line, OpenSignOn.Handler providers, IDataProtectionProvider keys, OwnAddress address, TimeProvider clock)
{
    public const string ReturnPath = "/sign-in/organisation/return";
    private const string Cookie = "parity-sign-on";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector seal = keys.CreateProtector("sign-on questions").ToTimeLimitedDataProtector();

    /// <summary>What was asked.</summary>
    private sealed record Question(Guid Provider, string State, string Nonce, string Verifier);

    /// <summary>Who somebody is, by their provider's word.</summary>
    /// <param name="Asked">Hash of what was asked: an answer to it counts once.</param>
    public sealed record Answer(Guid Provider, string Subject, string? Mail, bool? SecondFactorSeen, byte[] Asked);

    /// <returns>Where to send the browser; null where there is no such provider or it does not answer.</returns>
    public async Task<Uri?> AskAsync(HttpContext http, Guid providerId)
    {
        if (await providers.HandleAsync(providerId, http.RequestAborted) is not { } provider || await line.CardAsync(provider.Issuer, anew: false, http.RequestAborted) is not { } card) return null;
        var question = new Question(providerId, Platform.Foundation.Secret.New(), Platform.Foundation.Secret.New(), Platform.Foundation.Secret.New());
        Keep(http, JsonSerializer.Serialize(question));
        return new Uri(QueryHelpers.AddQueryString(card.Asking.AbsoluteUri, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = Returning.AbsoluteUri,
            ["scope"] = "openid email",
            ["state"] = question.State,
            ["nonce"] = question.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(question.Verifier))),
            ["code_challenge_method"] = "S256",
        }));
    }

    /// <returns>Null where the answer is none to our question, or cannot be believed.</returns>
    public async Task<Answer?> TakeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (Take(http) is not { } kept || JsonSerializer.Deserialize<Question>(kept) is not { } question) return null;
        if (query["state"] is not [{ } state] || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(question.State))) return null;
        if (query["code"] is not [{ Length: > 0 and < 4096 } code]) return null;
        if (await providers.HandleAsync(question.Provider, http.RequestAborted) is not { } provider || await line.CardAsync(provider.Issuer, anew: false, http.RequestAborted) is not { } card) return null;
        if ((card.NamesItself || query.ContainsKey("iss")) && query["iss"] != provider.Issuer) return null;
        if (await line.TokenAsync(card, provider, code, question.Verifier, Returning, http.RequestAborted) is not { } text) return null;

        var expected = new IdToken.Expected(provider.Issuer, provider.ClientId, question.Nonce, clock.GetUtcNow());
        var reading = IdToken.Read(text, card.Keys, expected);
        if (reading is IdToken.Reading.KeyNotKnown && await line.CardAsync(provider.Issuer, anew: true, http.RequestAborted) is { } newer) reading = IdToken.Read(text, newer.Keys, expected);
        return reading is IdToken.Reading.Believed { Token: var token }
            ? new(question.Provider, token.Subject, token.Mail, token.SecondFactorSeen, SHA256.HashData(Encoding.UTF8.GetBytes(question.State)))
            : null;
    }

    /// <summary>Keeps an answer in the browser, sealed, while our own second factor is asked for.</summary>
    public void Hold(HttpContext http, Answer answer) => Keep(http, JsonSerializer.Serialize(answer), "held ");

    public Answer? Held(HttpContext http) => Read(http, "held ") is { } kept ? JsonSerializer.Deserialize<Answer>(kept) : null;

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Name(http), CookieOf(http));

    private Uri Returning => address.For(ReturnPath);

    private void Keep(HttpContext http, string text, string mark = "") => http.Response.Cookies.Append(Name(http), seal.Protect(mark + text, Patience), CookieOf(http));

    /// <summary>An answer to it is looked for once: the question is forgotten whatever comes.</summary>
    private string? Take(HttpContext http)
    {
        string? kept = Read(http, "");
        Forget(http);
        return kept;
    }

    private string? Read(HttpContext http, string mark)
    {
        try
        {
            return http.Request.Cookies[Name(http)] is { Length: > 0 } kept && seal.Unprotect(kept) is var text && text.StartsWith(mark + "{", StringComparison.Ordinal) ? text[mark.Length..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Name(HttpContext http) => http.Request.IsHttps ? "__Host-" + Cookie : Cookie;

    // Lax: the provider sends the browser back from another site.
    private static CookieOptions CookieOf(HttpContext http) => new() { HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Lax, Secure = Transport.IsForHttpsAlone(http) };
}
