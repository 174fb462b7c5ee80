using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Web.Modules.Accounts.SetUpAccount;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.People;

/// <summary>Where administrators keep accounts: who there is, who is invited, who may do what.</summary>
internal static class PeopleEndpoints
{
    private const string List = "/people";
    private const string One = List + "/{id}";
    private const string NoRole = "Choose a role and where it is held, and write days as the form asks for them.";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        void Answer(string path, string[] methods, RequestDelegate handler) => endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.For(Role.Administrator));
        void Deed(string path, Func<HttpContext, Task<ChangeAccount.Deed?>> deed) => endpoints.MapMethods(One + path, Sending, http => ChangeAsync(http, deed))
            .WithMetadata(RoutePolicy.For(Role.Administrator), new FreshProof(http => $"{List}/{http.Request.RouteValues["id"]}"));

        Answer(List, Reading, ListAsync);
        endpoints.MapMethods(List + "/invite", Reading, http => ShowInvitingAsync(http, Faults.None)).WithMetadata(RoutePolicy.For(Role.Administrator), FreshProof.Then(List + "/invite"));
        endpoints.MapMethods(List + "/invite", Sending, InviteAsync).WithMetadata(RoutePolicy.For(Role.Administrator), FreshProof.Then(List + "/invite"));
        Answer(One, Reading, http => ShowAsync(http));
        Deed("/roles", async http => await GivenIn(http) is { } gives ? new ChangeAccount.Deed.Grant(gives) : null);
        Deed("/roles/{grant}/end", http => Task.FromResult<ChangeAccount.Deed?>(Guid.TryParseExact((string?)http.Request.RouteValues["grant"], "D", out var grant) ? new ChangeAccount.Deed.End(grant) : null));
        Deed("/disable", _ => Task.FromResult<ChangeAccount.Deed?>(new ChangeAccount.Deed.Disable()));
        Deed("/enable", _ => Task.FromResult<ChangeAccount.Deed?>(new ChangeAccount.Deed.Enable()));
        Deed("/reset", http => Task.FromResult<ChangeAccount.Deed?>(new ChangeAccount.Deed.ResetSecondFactor(AddressIn(http))));
        Deed("/invite", http => Task.FromResult<ChangeAccount.Deed?>(new ChangeAccount.Deed.InviteAgain(AddressIn(http))));
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<PeoplePage>(http, new()
    {
        [nameof(PeoplePage.People)] = await http.Service<ReadPeople.Handler>().HandleAsync(new(), http.RequestAborted),
        [nameof(PeoplePage.Places)] = await Places.ReadAsync(http),
        [nameof(PeoplePage.Named)] = http.Request.Query["name"].ToString(),
        [nameof(PeoplePage.InRole)] = http.Request.Query["role"].ToString(),
        [nameof(PeoplePage.InState)] = http.Request.Query["state"].ToString(),
        [nameof(PeoplePage.Page)] = Forms.PageOf(http),
    });

    private static async Task ShowInvitingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null, int status = StatusCodes.Status200OK) => await Html.AnswerAsync<InvitePage>(http, new()
    {
        [nameof(InvitePage.Wrong)] = faults,
        [nameof(InvitePage.Places)] = await Places.ReadAsync(http),
        [nameof(InvitePage.Sent)] = sent,
    }, status);

    private static async Task InviteAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await GivenIn(http) is not { } gives)
        {
            await ShowInvitingAsync(http, Faults.One("role", NoRole), form, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        switch (await http.Service<InvitePerson.Handler>().HandleAsync(new(http.By(), form["name"], form["mail"], gives, form["why"], AddressIn(http)), http.RequestAborted))
        {
            case InvitePerson.Outcome.Invited invited:
                await ToldAsync(http, invited.Person, invited.Address);
                break;
            case InvitePerson.Outcome.NotYours:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
            case InvitePerson.Outcome.NotYet notYet:
                await ShowInvitingAsync(http, Faults.Of(notYet.Mistakes), form, StatusCodes.Status422UnprocessableEntity);
                break;
        }
    }

    private static async Task ShowAsync(HttpContext http, string? advice = null, Uri? address = null, string field = "")
    {
        bool isId = TypedId.TryParse<PersonId>((string?)http.Request.RouteValues["id"], out var id);
        var found = isId ? await http.Service<ReadPeople.Handler>().HandleAsync(new(id), http.RequestAborted) : [];
        if (found is not [var person])
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<PersonPage>(http, new()
        {
            [nameof(PersonPage.Person)] = person,
            [nameof(PersonPage.Places)] = await Places.ReadAsync(http),
            [nameof(PersonPage.Wrong)] = advice is null ? Faults.None : Faults.One(field, advice),
            [nameof(PersonPage.Address)] = address,
            [nameof(PersonPage.Sent)] = advice is not null && http.Request.HasFormContentType ? http.Request.Form : null,
        }, advice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task ChangeAsync(HttpContext http, Func<HttpContext, Task<ChangeAccount.Deed?>> make)
    {
        bool isId = TypedId.TryParse<PersonId>((string?)http.Request.RouteValues["id"], out var id);
        var deed = await make(http);
        if (!isId || (deed is null && http.Request.RouteValues["grant"] is not null))
        {
            await Answers.MissingAsync(http);
            return;
        }

        if (deed is null)
        {
            await ShowAsync(http, NoRole);
            return;
        }

        switch (await http.Service<ChangeAccount.Handler>().HandleAsync(new(http.By(), id, deed, (await http.Request.ReadFormAsync(http.RequestAborted))["why"]), http.RequestAborted))
        {
            case ChangeAccount.Outcome.Done { Address: { } address }:
                await ToldAsync(http, id, address);
                break;
            case ChangeAccount.Outcome.Done:
                Html.SendTo(http, $"{List}/{id}");
                break;
            case ChangeAccount.Outcome.NotYours:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
            case ChangeAccount.Outcome.NotPossible refused:
                await ShowAsync(http, refused.Advice);
                break;
            case ChangeAccount.Outcome.NoReason:
                await ShowAsync(http, OwnReason.Advice, field: PersonPage.WhyField(deed));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <summary>Where no mail is sent, the administrator hands the address over: it is shown once, and never again.</summary>
    private static async Task ToldAsync(HttpContext http, PersonId person, Uri address)
    {
        if (http.Service<PostRoute>() is not PostRoute.None)
        {
            Html.SendTo(http, $"{List}/{person}");
            return;
        }

        http.Request.RouteValues["id"] = person.ToString();
        await ShowAsync(http, address: address);
    }

    /// <summary>A role, its scope and its days, as the form gives them; null where one of them is not of its kind.</summary>
    private static async Task<Giving?> GivenIn(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Scopes.Given.FirstOrDefault(r => r.Word() == form["role"], Role.Disabled) is var role && role is Role.Disabled) return null;
        if ((await Places.ReadAsync(http)).Find(form["scope"]) is not { } scope) return null;
        var (from, until) = (Forms.DayOf(form["from"]), Forms.DayOf(form["until"]));
        bool wellWritten = (from is null) == string.IsNullOrEmpty(form["from"]) && (until is null) == string.IsNullOrEmpty(form["until"]);
        return wellWritten ? new(new(role, scope), from, until) : null;
    }

    private static Func<string, Uri> AddressIn(HttpContext http) => secret => http.Service<OwnAddress>().For(SetUpEndpoints.PathFor(secret));
}
