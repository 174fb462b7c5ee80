using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;
using Slice = Parity.Platform.Accounts.ResetPassword;

namespace Parity.Web.Modules.Accounts.ResetPassword;

/// <summary>For somebody who has forgotten the password: ask for a mail, open its address, set a new one.</summary>
internal static class ResetPasswordEndpoints
{
    private const string Asking = "/forgotten-password";
    private const string Folder = "/new-password/";

    public static string PathFor(string secret) => Folder + secret;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Asking, [HttpMethods.Get, HttpMethods.Head], http => ShowAskingAsync(http, Faults.None)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Asking, [HttpMethods.Post], AskAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Folder + "{secret}", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Folder + "{secret}", [HttpMethods.Post], ResetAsync).WithMetadata(RoutePolicy.Anybody);
    }

    private static Task ShowAskingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, bool noted = false, int status = StatusCodes.Status200OK) =>
        Html.AnswerAsync<ForgottenPage>(http, new() { [nameof(ForgottenPage.Wrong)] = faults, [nameof(ForgottenPage.Noted)] = noted }, status);

    private static async Task AskAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var address = http.Service<OwnAddress>();
        switch (await http.Service<ForgetPassword.Handler>().HandleAsync(
            new(form["mail"], SignInEndpoints.NetworkOf(http), secret => address.For(PathFor(secret))), http.RequestAborted))
        {
            case ForgetPassword.Outcome.TooManyTries tooMany:
                http.WaitFor(tooMany.Wait);
                await ShowAskingAsync(http, Faults.TooMany(tooMany.Wait), status: StatusCodes.Status429TooManyRequests);
                break;
            case ForgetPassword.Outcome.NoAddress none:
                await ShowAskingAsync(http, Faults.One("mail", none.Advice), status: StatusCodes.Status422UnprocessableEntity);
                break;
            default:
                await ShowAskingAsync(http, Faults.None, noted: true);
                break;
        }
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, int status = StatusCodes.Status200OK)
    {
        http.TellNobodyTheAddress();
        if (!await http.Service<Slice.Handler>().IsGoodAsync(SecretOf(http)))
            await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.AddressUsed);
        else
            await Html.AnswerAsync<NewPasswordPage>(http, new() { [nameof(NewPasswordPage.Wrong)] = faults }, status);
    }

    private static async Task ResetAsync(HttpContext http)
    {
        http.TellNobodyTheAddress();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<Slice.Handler>().HandleAsync(
            new(SecretOf(http), form["password"].ToString(), form["code"].ToString(), SignInEndpoints.NetworkOf(http)), http.RequestAborted))
        {
            case Slice.Outcome.Done:
                Html.SendTo(http, SignInEndpoints.Page);
                break;
            case Slice.Outcome.NotYet notYet:
                await ShowAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault(m.Field, m.Advice))], StatusCodes.Status422UnprocessableEntity);
                break;
            case Slice.Outcome.TooManyTries tooMany:
                http.WaitFor(tooMany.Wait);
                await ShowAsync(http, Faults.TooMany(tooMany.Wait), StatusCodes.Status429TooManyRequests);
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.AddressUsed);
                break;
        }
    }

    private static string SecretOf(HttpContext http) => (string)http.Request.RouteValues["secret"]!;
}
