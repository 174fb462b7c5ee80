using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.OwnAccount;

/// <summary>Everybody's own account: what they prove themselves with, where they are signed in, what is held about them.</summary>
internal static class OwnAccountEndpoints
{
    private const string Page = "/account";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        void Answer(string path, string[] methods, RequestDelegate handler) => endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.SignedIn);
        void AfterProof(string path, string[] methods, RequestDelegate handler, string? page = null) =>
            endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.SignedIn, FreshProof.Then(page ?? path));

        Answer(Page, Reading, ShowAsync);
        Answer(FreshProof.Address, Reading, http => ShowProvingAsync(http, Faults.None, http.Request.Query["to"]));
        Answer(FreshProof.Address, Sending, ProveAsync);
        Answer(Page + "/sessions/{id}/end", Sending, EndOneAsync);
        Answer(Page + "/sessions/end-others", Sending, EndOthersAsync);
        Answer(Page + "/monitoring", Sending, ObjectAsync);
        AfterProof(Page + "/password", Reading, http => ShowPasswordAsync(http, Faults.None));
        AfterProof(Page + "/password", Sending, ChangePasswordAsync);
        AfterProof(Page + "/authenticator", Reading, http => ShowAuthenticatorAsync(http, Faults.None));
        AfterProof(Page + "/authenticator", Sending, http => RenewAsync(http, withNewKey: true));
        AfterProof(Page + "/recovery-codes", Sending, http => RenewAsync(http, withNewKey: false), Page);
        AfterProof(Page + "/passkeys/question", Sending, AskForPasskeyAsync, Page);
        AfterProof(Page + "/passkeys", Sending, AddPasskeyAsync, Page);
        AfterProof(Page + "/passkeys/{id}/remove", Sending, RemovePasskeyAsync, Page);
    }

    private static Task ShowAsync(HttpContext http) => ShowAsync(http, null);

    private static async Task ShowAsync(HttpContext http, string? advice)
    {
        var signedIn = http.SignedIn();
        await Html.AnswerAsync<AccountPage>(http, new()
        {
            [nameof(AccountPage.Own)] = await http.Service<ReadOwnAccount.Handler>().HandleAsync(new(signedIn.Account.Id), http.RequestAborted),
            [nameof(AccountPage.Holds)] = (await http.Service<AccountsDoor>().FindAsync(signedIn.Account.Id, http.RequestAborted))!.Holds,
            [nameof(AccountPage.This)] = signedIn.Session,
            [nameof(AccountPage.Wrong)] = advice is null ? Faults.None : Faults.One("", advice),
        }, advice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task ShowProvingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, string? to, int status = StatusCodes.Status200OK)
    {
        var own = await http.Service<ReadOwnAccount.Handler>().HandleAsync(new(http.By()), http.RequestAborted);
        await Html.AnswerAsync<ProvePage>(http, new()
        {
            [nameof(ProvePage.Wrong)] = faults,
            [nameof(ProvePage.To)] = FreshProof.Safe(to),
            [nameof(ProvePage.Pretends)] = http.SignedIn().Way == Ways.Demo && http.Service<Store>().Holding is Holding.FictionalCity,
            [nameof(ProvePage.HasOwnProof)] = own.HasPassword,
            [nameof(ProvePage.HasPasskey)] = own.Passkeys.Count > 0,
        }, status);
    }

    private static async Task ProveAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var signedIn = http.SignedIn();
        string to = FreshProof.Safe(form["to"]);
        switch (await http.Service<ProveIdentity.Handler>().HandleAsync(
            new(signedIn.Account.Id, signedIn.Session, form["password"].ToString(), form["code"].ToString(), SignInEndpoints.NetworkOf(http)), http.RequestAborted))
        {
            case ProveIdentity.Outcome.Proven:
                Html.SendTo(http, to);
                break;
            case ProveIdentity.Outcome.TooManyTries tooMany:
                http.WaitFor(tooMany.Wait);
                await ShowProvingAsync(http, Faults.TooMany(tooMany.Wait), to, StatusCodes.Status429TooManyRequests);
                break;
            default:
                await ShowProvingAsync(http, Faults.One("password", "Check password and code: together they are not right. A code is good once, so wait for the next one."), to, StatusCodes.Status422UnprocessableEntity);
                break;
        }
    }

    private static async Task EndOneAsync(HttpContext http)
    {
        var signedIn = http.SignedIn();
        if (TypedId.TryParse<SessionId>((string?)http.Request.RouteValues["id"], out var id)
            && await http.Service<EndSession.Handler>().HandleAsync(new(id, signedIn.Account.Id), http.RequestAborted))
            Html.SendTo(http, Page);
        else
            await Answers.MissingAsync(http);
    }

    private static async Task EndOthersAsync(HttpContext http)
    {
        var signedIn = http.SignedIn();
        await http.Service<EndSession.Handler>().HandleAsync(new(null, signedIn.Account.Id, signedIn.Session), http.RequestAborted);
        Html.SendTo(http, Page);
    }

    private static async Task ObjectAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await http.Service<ObjectToMonitoring.Handler>().HandleAsync(new(http.By(), form["objects"] == "yes"), http.RequestAborted);
        Html.SendTo(http, Page);
    }

    private static Task ShowPasswordAsync(HttpContext http, IReadOnlyList<FieldFault> faults, int status = StatusCodes.Status200OK) =>
        Html.AnswerAsync<PasswordPage>(http, new() { [nameof(PasswordPage.Wrong)] = faults }, status);

    private static async Task ChangePasswordAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var signedIn = http.SignedIn();
        if (await http.Service<ChangePassword.Handler>().HandleAsync(new(signedIn.Account.Id, signedIn.Session, form["password"].ToString()), http.RequestAborted) is ChangePassword.Outcome.NotTaken refused)
            await ShowPasswordAsync(http, Faults.One("password", refused.Advice), StatusCodes.Status422UnprocessableEntity);
        else
            Html.SendTo(http, Page);
    }

    private static Task ShowAuthenticatorAsync(HttpContext http, IReadOnlyList<FieldFault> faults, int status = StatusCodes.Status200OK) => Html.AnswerAsync<AuthenticatorPage>(http, new()
    {
        [nameof(AuthenticatorPage.OfferedKey)] = http.Service<RenewSecondFactor.Handler>().OfferedKey(http.SignedIn().Session),
        [nameof(AuthenticatorPage.Wrong)] = faults,
    }, status);

    private static async Task RenewAsync(HttpContext http, bool withNewKey)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var signedIn = http.SignedIn();
        switch (await http.Service<RenewSecondFactor.Handler>().HandleAsync(new(signedIn.Account.Id, signedIn.Session, withNewKey ? form["code"].ToString() : null), http.RequestAborted))
        {
            case RenewSecondFactor.Outcome.Renewed renewed:
                await Html.AnswerAsync<RecoveryCodesPage>(http, new() { [nameof(RecoveryCodesPage.Codes)] = renewed.RecoveryCodes, [nameof(RecoveryCodesPage.GoOn)] = Page });
                break;
            case RenewSecondFactor.Outcome.NotTaken refused when withNewKey:
                await ShowAuthenticatorAsync(http, Faults.One("code", refused.Advice), StatusCodes.Status422UnprocessableEntity);
                break;
            case RenewSecondFactor.Outcome.NotTaken refused:
                await ShowAsync(http, refused.Advice);
                break;
        }
    }

    private static async Task AskForPasskeyAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var own = await http.Service<ReadOwnAccount.Handler>().HandleAsync(new(account.Id), http.RequestAborted);
        await Html.AnswerJsonAsync(http, await http.Service<PasskeyDesk>().AskForNewAsync(http, new(account.Id, account.Name), own.Mail ?? account.Name));
    }

    private static async Task AddPasskeyAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await http.Service<PasskeyDesk>().NewAsync(http, form["answer"].ToString()) is { } made
            && await http.Service<AddPasskey.Handler>().HandleAsync(new(http.By(), form["name"].ToString(), made.What, made.Challenge), http.RequestAborted))
            Html.SendTo(http, Page);
        else
            await ShowAsync(http, "Try again: the passkey was not accepted.");
    }

    private static async Task RemovePasskeyAsync(HttpContext http)
    {
        if (Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)
            && await http.Service<RemovePasskey.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted))
            Html.SendTo(http, Page);
        else
            await Answers.MissingAsync(http);
    }
}
