using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parity.Platform.Accounts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.SignIn;

/// <summary>
/// The two halves of a passkey's ceremony, asking and checking the answer. The cryptography is the framework's; here is
/// what it asks about, and how the question is kept in the browser, sealed, until the answer comes.
/// </summary>
internal sealed class PasskeyDesk
{
    private const string Cookie = "parity-passkey";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly PasskeyHandler<PasskeyOwner> handler;
    private readonly ITimeLimitedDataProtector questions;

    public PasskeyDesk(PasskeyBook book, IDataProtectionProvider keys, OwnAddress address, IServiceProvider services)
    {
        var owners = new UserManager<PasskeyOwner>(
            book, Options.Create(new IdentityOptions()), new PasswordHasher<PasskeyOwner>(), [], [], new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), services,
            NullLogger<UserManager<PasskeyOwner>>.Instance);
        handler = new(owners, Options.Create(new IdentityPasskeyOptions
        {
            // The device asks for finger, face or code, so a passkey is two factors by itself; and it knows whose it is.
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            ServerDomain = address.Configured?.Host,
            ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && string.Equals(asked.Origin, address.OriginFor(asked.HttpContext), StringComparison.Ordinal)),
        }));
        questions = keys.CreateProtector("passkey questions").ToTimeLimitedDataProtector();
    }

    public sealed record Answered<T>(T What, byte[] Challenge);

    public async Task<string> AskWhoAsync(HttpContext http)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, http);
        Keep(http, asked.AssertionState!);
        return asked.RequestOptionsJson;
    }

    public async Task<string> AskForNewAsync(HttpContext http, PasskeyOwner owner, string account)
    {
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = owner.Id.ToString(), Name = account, DisplayName = owner.Name }, http);
        Keep(http, asked.AttestationState!);
        return asked.CreationOptionsJson;
    }

    /// <returns>Whose passkey answered; null if the answer is not right or not to our question.</returns>
    public async Task<Answered<PasskeyAssertionResult<PasskeyOwner>>?> WhoAsync(HttpContext http, string answer)
    {
        if (Kept(http) is not { } state) return null;
        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = state });
        return result.Succeeded ? new(result, HashOf(state)) : null;
    }

    public async Task<Answered<UserPasskeyInfo>?> NewAsync(HttpContext http, string answer)
    {
        if (Kept(http) is not { } state) return null;
        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = state });
        return result.Succeeded && result.Passkey.IsUserVerified ? new(result.Passkey, HashOf(state)) : null;
    }

    private void Keep(HttpContext http, string state) => http.Response.Cookies.Append(Name(http), questions.Protect(state, Patience), CookieOf(http));

    private string? Kept(HttpContext http)
    {
        string? kept = http.Request.Cookies[Name(http)];
        http.Response.Cookies.Delete(Name(http), CookieOf(http));
        try
        {
            return kept is { Length: > 0 } ? questions.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] HashOf(string state) => SHA256.HashData(Encoding.UTF8.GetBytes(state));

    private static string Name(HttpContext http) => http.Request.IsHttps ? "__Host-" + Cookie : Cookie;

    private static CookieOptions CookieOf(HttpContext http) => new() { HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Strict, Secure = Transport.IsForHttpsAlone(http) };
}
