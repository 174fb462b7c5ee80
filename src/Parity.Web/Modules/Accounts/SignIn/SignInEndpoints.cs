using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Accounts.SignIn;

/// <summary>Signing in: with password and code, or with a passkey.</summary>
internal static class SignInEndpoints
{
    public const string Page = "/sign-in";

    private const string Refused = "Check mail address, password and code: together they are not right. A code is good once, so wait for the next one.";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Page, [HttpMethods.Post], WithPasswordAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Page + "/passkey/question", [HttpMethods.Post], AskAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Page + "/passkey", [HttpMethods.Post], WithPasskeyAsync).WithMetadata(RoutePolicy.Anybody);
    }

    private static Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, string? mail = null, int status = StatusCodes.Status200OK) => Html.AnswerAsync<SignInPage>(http, new()
    {
        [nameof(SignInPage.Wrong)] = faults,
        [nameof(SignInPage.Mail)] = mail,
    }, status);

    private static async Task WithPasswordAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var devices = http.Service<DeviceCookie>();
        string? mail = form["mail"];
        switch (await http.Service<SignInWithPassword.Handler>().HandleAsync(
            new(mail, form["password"].ToString(), form["code"].ToString(), devices.Read(http), NetworkOf(http)), http.RequestAborted))
        {
            case SignInWithPassword.Outcome.SignedIn signedIn:
                SessionCookie.Write(http, signedIn.Secret, signedIn.EndsAt);
                devices.Write(http, signedIn.Person);
                Html.SendTo(http, "/home");
                break;
            case SignInWithPassword.Outcome.TooManyTries tooMany:
                http.WaitFor(tooMany.Wait);
                await ShowAsync(http, Faults.TooMany(tooMany.Wait), mail, StatusCodes.Status429TooManyRequests);
                break;
            default:
                await ShowAsync(http, Faults.One("mail", Refused), mail, StatusCodes.Status422UnprocessableEntity);
                break;
        }
    }

    private static async Task AskAsync(HttpContext http) =>
        await Html.AnswerJsonAsync(http, await http.Service<PasskeyDesk>().AskWhoAsync(http));

    private static async Task WithPasskeyAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await http.Service<PasskeyDesk>().WhoAsync(http, form["answer"].ToString()) is { What: { User: { } owner, Passkey: { } key } } answered
            && await http.Service<SignInWithPasskey.Handler>().HandleAsync(
                new(owner.Id, key.CredentialId, key.SignCount, key.IsBackedUp, answered.Challenge), http.RequestAborted) is SignInWithPasskey.Outcome.SignedIn signedIn)
        {
            SessionCookie.Write(http, signedIn.Secret, signedIn.EndsAt);
            Html.SendTo(http, "/home");
            return;
        }

        await ShowAsync(http, Faults.One("", "Try again, or sign in with password and code: this passkey was not accepted."), status: StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Where somebody comes from, for counting: of the newer addresses the half that a line is given, as it chooses the other itself (RFC 6177).</summary>
    public static string? NetworkOf(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? NetworkOf(address) : null;

    internal static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6) return address.ToString();
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
