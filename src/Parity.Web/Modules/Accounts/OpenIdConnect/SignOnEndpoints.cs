using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.OpenIdConnect;

/// <summary>Signing in by one's organisation's own provider, and where administrators name those providers.</summary>
internal static class SignOnEndpoints
{
    private const string Choosing = "/sign-in/organisation";
    private const string CodePage = Choosing + "/code";
    private const string List = "/people/sign-on";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];
    private static readonly RoutePolicy Keeping = RoutePolicy.For(Role.Administrator);

    private static readonly Notice NotAnswering = new(
        "Not reached", "Your organisation's sign-in cannot be reached", "Nothing is wrong with your account. Try again in some minutes, or sign in with password and code.", SignInEndpoints.Page, "Sign in");

    private static readonly Notice NotLetIn = new(
        "Not signed in", "You were not signed in", "Either the answer of your organisation's sign-in was not one to a question asked just now, or its address is not one that was invited to sign in this way. Ask whoever invited you.",
        SignInEndpoints.Page, "Sign in");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Choosing, Reading, ChooseAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Choosing + "/{id}", [HttpMethods.Get], BeginAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(SignOnDesk.ReturnPath, [HttpMethods.Get], ReturnAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(CodePage, Reading, http => ShowCodeAsync(http, Faults.None)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(CodePage, Sending, WithCodeAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(List, Reading, ListAsync).WithMetadata(Keeping);
        endpoints.MapMethods(List + "/{id}", Reading, http => ShowAsync(http, Faults.None)).WithMetadata(Keeping);
        endpoints.MapMethods(List + "/{id}", Sending, SetAsync).WithMetadata(Keeping, Proof());
        endpoints.MapMethods(List + "/{id}/end", Sending, EndAsync).WithMetadata(Keeping, Proof());
    }

    private static FreshProof Proof() => new(http => $"{List}/{http.Request.RouteValues["id"]}");

    private static async Task ChooseAsync(HttpContext http)
    {
        var names = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name);
        var providers = await http.Service<ReadSignOn.Handler>().HandleAsync(http.RequestAborted);
        await Html.AnswerAsync<ChooseOrganisationPage>(http, new()
        {
            [nameof(ChooseOrganisationPage.Choices)] = providers.Where(p => names.ContainsKey(p.Organisation)).Select(p => (p.Id, names[p.Organisation])).OrderBy(c => c.Item2, StringComparer.Ordinal).ToList(),
        });
    }

    private static async Task BeginAsync(HttpContext http)
    {
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) await Answers.MissingAsync(http);
        else if (await http.Service<SignOnDesk>().AskAsync(http, id) is { } there) Html.SendTo(http, there.AbsoluteUri);
        else if ((await http.Service<ReadSignOn.Handler>().HandleAsync(http.RequestAborted)).Any(p => p.Id == id)) await Answers.NoticeAsync(http, StatusCodes.Status502BadGateway, NotAnswering);
        else await Answers.MissingAsync(http);
    }

    private static async Task ReturnAsync(HttpContext http)
    {
        // The address holds a code: no request that starts here may carry it along.
        http.TellNobodyTheAddress();
        if (await http.Service<SignOnDesk>().TakeAsync(http) is { } answer) await DecideAsync(http, answer, null);
        else await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, NotLetIn);
    }

    private static Task ShowCodeAsync(HttpContext http, IReadOnlyList<FieldFault> faults, int status = StatusCodes.Status200OK)
    {
        if (http.Service<SignOnDesk>().Held(http) is not null) return Html.AnswerAsync<SignOnCodePage>(http, new() { [nameof(SignOnCodePage.Wrong)] = faults }, status);
        Html.SendTo(http, Choosing);
        return Task.CompletedTask;
    }

    private static async Task WithCodeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (http.Service<SignOnDesk>().Held(http) is { } answer) await DecideAsync(http, answer, form["code"].ToString());
        else Html.SendTo(http, Choosing);
    }

    private static async Task DecideAsync(HttpContext http, SignOnDesk.Answer answer, string? code)
    {
        var desk = http.Service<SignOnDesk>();
        var outcome = await http.Service<SignInWithProvider.Handler>().HandleAsync(
            new(answer.Provider, answer.Subject, answer.Mail, answer.SecondFactorSeen, answer.Asked, code, SignInEndpoints.NetworkOf(http)), http.RequestAborted);
        switch (outcome)
        {
            case SignInWithProvider.Outcome.SignedIn signedIn:
                SignOnDesk.Forget(http);
                SessionCookie.Write(http, signedIn.Secret, signedIn.EndsAt);
                Html.SendTo(http, "/home");
                break;
            case SignInWithProvider.Outcome.CodeNeeded:
                desk.Hold(http, answer);
                Html.SendTo(http, CodePage);
                break;
            case SignInWithProvider.Outcome.CodeWrong:
                await ShowCodeAsync(http, Faults.One("code", "Enter the code that your authenticator app shows now, or a recovery code. A code is good once."), StatusCodes.Status422UnprocessableEntity);
                break;
            case SignInWithProvider.Outcome.TooManyTries { Wait: var wait }:
                http.WaitFor(wait);
                await ShowCodeAsync(http, Faults.TooMany(wait), StatusCodes.Status429TooManyRequests);
                break;
            default:
                SignOnDesk.Forget(http);
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, NotLetIn);
                break;
        }
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<SignOnListPage>(http, new()
    {
        [nameof(SignOnListPage.Organisations)] = await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted),
        [nameof(SignOnListPage.Providers)] = await http.Service<ReadSignOn.Handler>().HandleAsync(http.RequestAborted),
    });

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (Forms.IdIn<OrganisationId>(http, "id") is not { } id || await http.Service<PartnershipDoor>().FindAsync(id, http.RequestAborted) is not { } organisation)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var providers = await http.Service<ReadSignOn.Handler>().HandleAsync(http.RequestAborted);
        await Html.AnswerAsync<SignOnPage>(http, new()
        {
            [nameof(SignOnPage.Organisation)] = organisation,
            [nameof(SignOnPage.Provider)] = providers.FirstOrDefault(p => p.Organisation == id),
            [nameof(SignOnPage.Returning)] = http.Service<OwnAddress>().For(SignOnDesk.ReturnPath),
            [nameof(SignOnPage.Wrong)] = faults,
            [nameof(SignOnPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task SetAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Forms.IdIn<OrganisationId>(http, "id") is not { } id || await http.Service<PartnershipDoor>().FindAsync(id, http.RequestAborted) is null)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var outcome = await http.Service<SetSignOn.Handler>().HandleAsync(
            new(http.By(), id, form["issuer"], form["client"], form["secret"], form["domains"], form["second-factor"] == "yes"), http.RequestAborted);
        if (outcome is SetSignOn.Outcome.NotYet { Mistakes: var mistakes }) await ShowAsync(http, Faults.Of(mistakes), form);
        else if (outcome is SetSignOn.Outcome.NotYours) await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
        else Html.SendTo(http, outcome is SetSignOn.Outcome.Waits ? "/confirmations" : List);
    }

    private static async Task EndAsync(HttpContext http)
    {
        if (Forms.IdIn<OrganisationId>(http, "id") is { } id && await http.Service<EndSignOn.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted)) Html.SendTo(http, List);
        else await Answers.MissingAsync(http);
    }
}
