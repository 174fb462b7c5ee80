using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Parity.Web.Modules.Accounts.OpenIdConnect;

/// <summary>
/// What a provider says of somebody, read from its signed token and believed only after every check of OpenID Connect
/// Core 1.0, section 3.1.3.7, for a token with a signature of RS256 or ES256. No other algorithm is known here, so none
/// can be confused with another.
/// </summary>
/// <param name="Mail">Null where the provider says that it has not made sure of it.</param>
/// <param name="SecondFactorSeen">From <c>amr</c> (RFC 8176) and <c>acr</c>; null where the token says nothing.</param>
internal sealed record IdToken(string Subject, string? Mail, bool? SecondFactorSeen)
{
    /// <summary>Clocks may differ by so much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A token is made for this very sign-in, not kept from an earlier one.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    private const int Longest = 16 << 10;
    private const int LongestSubject = 255;
    private static readonly string[][] Kinds = [["pwd", "pin", "kba"], ["otp", "hwk", "swk", "sc", "sms", "tel", "pop"], ["fpt", "face", "iris", "retina", "vbm"]];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public sealed record Expected(string Issuer, string ClientId, string Nonce, DateTimeOffset Now);

    public abstract record Reading
    {
        private Reading() { }

        public sealed record Believed(IdToken Token) : Reading;

        /// <summary>Signed with a key that is not among those at hand: perhaps the provider has a newer one.</summary>
        public sealed record KeyNotKnown : Reading;

        /// <param name="Why">For the log; it holds nothing of the token.</param>
        public sealed record Refused(string Why) : Reading;
    }

    public static Reading Read(string text, ProviderKeys keys, Expected expected)
    {
        try
        {
            if (text.Length > Longest || text.Split('.') is not [var head, var body, var signature]) return new Reading.Refused("not a signed token");
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head), Strict);
            if (header.RootElement.TryGetProperty("crit", out _)) return new Reading.Refused("asks for an extension");
            string? algorithm = TextOf(header.RootElement, "alg");
            if (algorithm is not ("RS256" or "ES256")) return new Reading.Refused("algorithm");
            if (keys.Find(TextOf(header.RootElement, "kid"), algorithm) is not { } key) return new Reading.KeyNotKnown();
            if (!key.Verifies(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature))) return new Reading.Refused("signature");
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body), Strict);
            return Believe(claims.RootElement, expected);
        }
        catch (Exception damaged) when (damaged is FormatException or JsonException or CryptographicException or InvalidOperationException)
        {
            return new Reading.Refused("not readable");
        }
    }

    private static Reading Believe(JsonElement claims, Expected expected)
    {
        if (TextOf(claims, "iss") != expected.Issuer) return new Reading.Refused("issuer");
        string[] audience = ListOf(claims, "aud");
        string? party = TextOf(claims, "azp");
        if (!audience.Contains(expected.ClientId, StringComparer.Ordinal)) return new Reading.Refused("audience");
        if ((audience.Length > 1 || party is not null) && party != expected.ClientId) return new Reading.Refused("authorised party");
        if (TimeOf(claims, "exp") is not { } ends || ends <= expected.Now - Skew) return new Reading.Refused("has run out");
        if (claims.TryGetProperty("nbf", out _) && (TimeOf(claims, "nbf") is not { } begins || begins > expected.Now + Skew)) return new Reading.Refused("not good yet");
        if (TimeOf(claims, "iat") is not { } made || made > expected.Now + Skew || made < expected.Now - Oldest) return new Reading.Refused("not made now");
        if (TextOf(claims, "nonce") is not { } nonce || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(expected.Nonce))) return new Reading.Refused("nonce");
        if (TextOf(claims, "sub") is not { Length: > 0 and <= LongestSubject } subject) return new Reading.Refused("subject");
        // A provider that keeps an organisation's own addresses often says nothing of having made sure; a "no" is believed.
        bool unsure = claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind is not JsonValueKind.True;
        return new Reading.Believed(new(subject, unsure ? null : TextOf(claims, "email"), SecondFactorIn(claims)));
    }

    private static bool? SecondFactorIn(JsonElement claims)
    {
        bool weak = TextOf(claims, "acr") is "0";
        if (!claims.TryGetProperty("amr", out _)) return weak ? false : null;
        string[] methods = ListOf(claims, "amr");
        return !weak && (methods.Contains("mfa") || methods.Contains("mca") || Kinds.Count(kind => kind.Intersect(methods).Any()) > 1);
    }

    private static string? TextOf(JsonElement from, string name) =>
        from.TryGetProperty(name, out var found) ? found.ValueKind is JsonValueKind.String ? found.GetString() : throw new FormatException() : null;

    private static string[] ListOf(JsonElement from, string name) =>
        !from.TryGetProperty(name, out var found) ? []
        : found.ValueKind is JsonValueKind.Array ? [.. found.EnumerateArray().Select(one => one.ValueKind is JsonValueKind.String ? one.GetString()! : throw new FormatException())]
        : [TextOf(from, name)!];

    private static DateTimeOffset? TimeOf(JsonElement from, string name) =>
        from.TryGetProperty(name, out var found) && found.ValueKind is JsonValueKind.Number && found.TryGetDouble(out double seconds) && seconds is > 0 and < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
