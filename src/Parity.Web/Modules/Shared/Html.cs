using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Storage;

namespace Parity.Web.Modules.Shared;

/// <summary>What every private page is given: who looks at it, and what its forms carry so that they are known to be ours.</summary>
/// <param name="Account">Null for somebody who is not signed in.</param>
/// <param name="Fictional">The database holds the fictional city.</param>
/// <param name="Path">The address that was asked for.</param>
/// <param name="Acting">For which of several organisations they act; null for somebody who has no choice.</param>
public sealed record Visit(Account? Account, bool Fictional, string FormField, string FormSeal, string Path, Acting? Acting = null)
{
    /// <summary>For a page that is the same for everybody: no form, no cookie.</summary>
    internal static Visit OfNobody(HttpContext http) => new(null, http.Service<Store>().Holding is Holding.FictionalCity, "", "", http.Request.Path);

    internal static Visit Of(HttpContext http)
    {
        var tokens = http.Service<IAntiforgery>().GetAndStoreTokens(http);
        return new(
            http.Features.Get<RecogniseSession.SignedIn>()?.Account, http.Service<Store>().Holding is Holding.FictionalCity,
            tokens.FormFieldName, tokens.RequestToken!, http.Request.Path, http.Features.Get<Acting>());
    }
}

/// <summary>A page of the private part.</summary>
public abstract class PrivatePage : ComponentBase
{
    [Parameter, EditorRequired]
    public required Visit Visit { get; set; }
}

/// <summary>Answers with a page made for this one request.</summary>
internal static class Html
{
    public static async Task AnswerAsync<TPage>(HttpContext http, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) where TPage : PrivatePage
    {
        var bytes = Encoding.UTF8.GetBytes(await RenderAsync<TPage>(http, parameters));
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    public static Task AnswerJsonAsync(HttpContext http, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    /// <summary>How long to wait, in whole seconds, for programs that read it.</summary>
    public static void WaitFor(this HttpContext http, TimeSpan wait) =>
        http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The address of this page is a secret: no request that starts from it may carry it along.</summary>
    public static void TellNobodyTheAddress(this HttpContext http) => http.Response.Headers["Referrer-Policy"] = "no-referrer";

    public static async Task<string> RenderAsync<TPage>(HttpContext http, Dictionary<string, object?> parameters) where TPage : PrivatePage
    {
        if (!parameters.ContainsKey(nameof(PrivatePage.Visit))) parameters[nameof(PrivatePage.Visit)] = Visit.Of(http);
        await using var renderer = new HtmlRenderer(http.RequestServices, http.Service<ILoggerFactory>());
        string html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return html.TrimStart() + "\n";
    }

    public static void SendTo(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
    }
}
