using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Shared;

/// <summary>Marks an endpoint that does something dangerous: whoever uses it has proven within minutes who they are.</summary>
/// <param name="Page">Where to go on once they have.</param>
/// <param name="OnceIsEnough">For what an employer must not come to: to have proven it at any time in the session, and to us.</param>
internal sealed record FreshProof(Func<HttpContext, string> Page, bool OnceIsEnough = false)
{
    public const string Address = "/account/prove";

    public static FreshProof Then(string page) => new(_ => page);

    public static string AddressFor(string page) => $"{Address}?to={Uri.EscapeDataString(page)}";

    /// <summary>Only a path of our own: whatever else is given leads to the start page.</summary>
    public static string Safe(string? to) => to is { Length: > 1 and < 200 } && to[0] == '/' && to[1] is not '/' and not '\\' && to.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-') ? to : "/home";
}
