using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Web.Modules.Accounts.SetUpAccount;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.Register;

/// <summary>Where anybody makes an account of their own.</summary>
internal static class RegisterEndpoints
{
    public const string Page = "/register";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None, null)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Page, [HttpMethods.Post], RegisterAsync).WithMetadata(RoutePolicy.Anybody);
    }

    private static Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent, bool noted = false, Uri? insteadOfMail = null, int status = StatusCodes.Status200OK) =>
        Html.AnswerAsync<RegisterPage>(http, new()
        {
            [nameof(RegisterPage.Wrong)] = faults,
            [nameof(RegisterPage.Sent)] = sent,
            [nameof(RegisterPage.Noted)] = noted,
            [nameof(RegisterPage.InsteadOfMail)] = insteadOfMail,
        }, status);

    private static async Task RegisterAsync(HttpContext http)
    {
        http.TellNobodyTheAddress();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var address = http.Service<OwnAddress>();
        switch (await http.Service<RegisterAccount.Handler>().HandleAsync(
            new(form["name"], form["mail"], SignInEndpoints.NetworkOf(http), secret => address.For(SetUpEndpoints.PathFor(secret))), http.RequestAborted))
        {
            case RegisterAccount.Outcome.TooManyTries tooMany:
                http.WaitFor(tooMany.Wait);
                await ShowAsync(http, Faults.TooMany(tooMany.Wait), form, status: StatusCodes.Status429TooManyRequests);
                break;
            case RegisterAccount.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form, status: StatusCodes.Status422UnprocessableEntity);
                break;
            case RegisterAccount.Outcome.Noted done:
                await ShowAsync(http, Faults.None, null, noted: true, done.InsteadOfMail);
                break;
        }
    }
}
