using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Accounts.Help;

/// <summary>Help for everybody; whoever works here also sees whom to ask.</summary>
internal static class HelpEndpoints
{
    private static readonly Role[] Asked = [Role.DeliveryManager, Role.Administrator];

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/help", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(RoutePolicy.Anybody);

    private static async Task ShowAsync(HttpContext http)
    {
        bool works = http.Features.Get<RecogniseSession.SignedIn>() is { Account: { } account } && RoutePolicy.Working.Admits!(account);
        IReadOnlyList<Account> all = works ? await http.Service<AccountsDoor>().AllAsync(http.RequestAborted) : [];
        await Html.AnswerAsync<HelpPage>(http, new()
        {
            [nameof(HelpPage.Contacts)] = Asked.Select(role => (role, (IReadOnlyList<string>)[.. all.Where(a => a.Has(role)).Select(a => a.Name).Order(StringComparer.Ordinal)])).Where(c => c.Item2.Count > 0).ToList(),
        });
    }
}
