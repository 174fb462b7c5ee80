using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Shared;

/// <summary>Carries a session's secret. Over https its name has the prefix that binds it to this very host.</summary>
internal static class SessionCookie
{
    private const string Plain = "parity-session";
    private const string Bound = "__Host-parity-session";

    public static string? Read(HttpContext http) => http.Request.Cookies[http.Request.IsHttps ? Bound : Plain] is { Length: > 0 } secret ? secret : null;

    public static void Write(HttpContext http, string secret, DateTimeOffset endsAt) =>
        http.Response.Cookies.Append(http.Request.IsHttps ? Bound : Plain, secret, Options(http, endsAt));

    public static void Remove(HttpContext http) => http.Response.Cookies.Delete(http.Request.IsHttps ? Bound : Plain, Options(http, null));

    private static CookieOptions Options(HttpContext http, DateTimeOffset? endsAt) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = Transport.IsForHttpsAlone(http),
        Expires = endsAt,
    };
}
