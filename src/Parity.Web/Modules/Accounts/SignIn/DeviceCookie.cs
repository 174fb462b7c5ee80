using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Foundation;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Accounts.SignIn;

/// <summary>
/// Remembers that somebody has signed in with this browser, so that guesses made elsewhere do not count against it. It
/// lets nobody in: password and code are asked for as always.
/// </summary>
internal sealed class DeviceCookie(IDataProtectionProvider keys)
{
    private const string Cookie = "parity-device";
    private readonly IDataProtector seal = keys.CreateProtector("devices");

    public string? Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Name(http)] is { Length: > 0 } kept ? seal.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Write(HttpContext http, PersonId person) => http.Response.Cookies.Append(Name(http), seal.Protect($"{person} {Platform.Foundation.Secret.New()}"), new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = Transport.IsForHttpsAlone(http),
        MaxAge = TimeSpan.FromDays(365),
    });

    private static string Name(HttpContext http) => http.Request.IsHttps ? "__Host-" + Cookie : Cookie;
}
