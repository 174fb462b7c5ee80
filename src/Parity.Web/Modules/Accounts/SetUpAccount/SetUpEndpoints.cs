using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;
using Slice = Parity.Platform.Accounts.SetUpAccount;

namespace Parity.Web.Modules.Accounts.SetUpAccount;

/// <summary>What a one-time address opens: a person sets password and authenticator and is signed in.</summary>
internal static class SetUpEndpoints
{
    private const string Folder = "/set-up/";

    public static string PathFor(string secret) => Folder + secret;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Folder + "{secret}", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None, null, null)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Folder + "{secret}", [HttpMethods.Post], SetUpAsync).WithMetadata(RoutePolicy.Anybody);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, string? name, string? mail, int status = StatusCodes.Status200OK)
    {
        http.TellNobodyTheAddress();
        if (await http.Service<Slice.Handler>().LookAsync(SecretOf(http), http.RequestAborted) is not { } offer)
        {
            await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.AddressUsed);
            return;
        }

        await Html.AnswerAsync<SetUpPage>(http, new()
        {
            [nameof(SetUpPage.Offer)] = offer,
            [nameof(SetUpPage.Wrong)] = faults,
            [nameof(SetUpPage.Name)] = offer.Name ?? name,
            [nameof(SetUpPage.Mail)] = offer.Mail ?? mail,
        }, status);
    }

    private static async Task SetUpAsync(HttpContext http)
    {
        http.TellNobodyTheAddress();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<Slice.Handler>().HandleAsync(
            new(SecretOf(http), form["name"], form["mail"], form["password"].ToString(), form["code"].ToString()), http.RequestAborted))
        {
            case Slice.Outcome.Done done:
                SessionCookie.Write(http, done.Secret, done.EndsAt);
                await Html.AnswerAsync<RecoveryCodesPage>(http, new() { [nameof(RecoveryCodesPage.Codes)] = done.RecoveryCodes, [nameof(RecoveryCodesPage.GoOn)] = "/home" });
                break;
            case Slice.Outcome.NotYet notYet:
                await ShowAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault(m.Field, m.Advice))], form["name"], form["mail"], StatusCodes.Status422UnprocessableEntity);
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.AddressUsed);
                break;
        }
    }

    private static string SecretOf(HttpContext http) => (string)http.Request.RouteValues["secret"]!;
}
