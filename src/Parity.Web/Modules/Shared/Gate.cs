using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Workforce;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// Stands in front of every endpoint: lets in whom its policy admits, sends strangers to sign-in, checks that a form was
/// one of ours, and keeps private answers out of every cache.
/// </summary>
internal static class Gate
{
    private const string NoStore = "no-store";
    private const string Bearer = "Bearer ";
    private const int MostReadForAnAnswer = 16 << 20;

    public static RequestDelegate Guard(RequestDelegate next, string signIn) => http =>
    {
        var policy = http.GetEndpoint()?.Metadata.GetMetadata<RoutePolicy>();
        if (policy is null || policy == RoutePolicy.MetricsToken || http.GetEndpoint()!.Metadata.GetMetadata<LiesReady>() is not null) return next(http);
        if (HoldsNull(http.Request.Query)) return Answers.NoticeAsync(http, StatusCodes.Status400BadRequest, Notices.NoCharacter);
        if (policy == RoutePolicy.Public) return http.Service<Strangers>().AnswerAsync(http, next);
        http.Response.Headers.CacheControl = NoStore;
        return policy == RoutePolicy.ApiToken ? WithTokenAsync(http, next) : InPersonAsync(http, policy, next, signIn);
    };

    public static ReturnSubmitter Submitter(this HttpContext http) => http.Features.GetRequiredFeature<ReturnSubmitter>();

    public static RecogniseSession.SignedIn SignedIn(this HttpContext http) => http.Features.GetRequiredFeature<RecogniseSession.SignedIn>();

    /// <summary>The signed-in person.</summary>
    public static PersonId By(this HttpContext http) => http.SignedIn().Account.Id;

    /// <summary>The organisation whose business the signed-in person does: for pages of those who act for one.</summary>
    public static OrganisationId ActsFor(this HttpContext http) => http.SignedIn().ActsFor!.Value;

    public static T Service<T>(this HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();

    private static async Task WithTokenAsync(HttpContext http, RequestDelegate next)
    {
        // Also for an answer that refuses: the sender is still sending, and would not read it if the line were cut.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        string given = http.Request.Headers.Authorization.ToString();
        RecogniseToken.Outcome who = given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await http.Service<RecogniseToken.Handler>().HandleAsync(new(given[Bearer.Length..].Trim()), http.RequestAborted)
            : new RecogniseToken.Outcome.Unknown();
        switch (who)
        {
            case RecogniseToken.Outcome.Recognised recognised:
                http.Features.Set(recognised.Submitter);
                if (await http.Service<Limits>().AdmitsAsync(http, "token " + recognised.Submitter.Token)) await next(http);
                break;
            case RecogniseToken.Outcome.NotAnAnalyst:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.TokenNotForThis);
                break;
            default:
                http.Response.Headers.WWWAuthenticate = "Bearer";
                await Answers.NoticeAsync(http, StatusCodes.Status401Unauthorized, Notices.NoToken);
                break;
        }
    }

    private static async Task InPersonAsync(HttpContext http, RoutePolicy policy, RequestDelegate next, string signIn)
    {
        if (SessionCookie.Read(http) is { } secret
            && await http.Service<RecogniseSession.Handler>().HandleAsync(new(secret), http.RequestAborted) is { } signedIn)
        {
            http.Features.Set(signedIn);
            ActingSeals.SealFor(http, signedIn, signedIn.ActsFor);
            if (!await http.Service<Limits>().AdmitsAsync(http, "person " + signedIn.Account.Id)) return;
            if (await ActingSeals.OfAsync(http, signedIn) is { } acting) http.Features.Set(acting);
            await RecognisedAsync(http, policy, next);
        }
        else if (policy.Admits is not null)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = signIn;
        }
        else
        {
            await http.Service<Strangers>().AnswerAsync(http, _ => RecognisedAsync(http, policy, next));
        }
    }

    private static async Task RecognisedAsync(HttpContext http, RoutePolicy policy, RequestDelegate next)
    {
        if (policy.Admits is { } admits && !admits(http.SignedIn().Account))
        {
            http.Service<Refusals>().Note(http);
            // A form that was opened for another organisation, where the role is another, is told so.
            var openedFor = HttpMethods.IsPost(http.Request.Method) ? await OpenedForAnotherAsync(http) : null;
            await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, openedFor is null ? Notices.OtherRole : await ActingSeals.RefusalAsync(http, openedFor));
            return;
        }

        switch (HttpMethods.IsPost(http.Request.Method) ? await LookAtFormAsync(http) : Form.Ours)
        {
            case Form.TooLong:
                await Answers.NoticeAsync(http, StatusCodes.Status413PayloadTooLarge, Notices.FormTooLong);
                return;
            case Form.Unkeepable:
                await Answers.NoticeAsync(http, StatusCodes.Status400BadRequest, Notices.NoCharacter);
                return;
            case Form.NotOurs:
                var openedFor = await OpenedForAnotherAsync(http);
                if (openedFor is not null && http.GetEndpoint()!.Metadata.GetMetadata<WhicheverOrganisation>() is not null) break;
                await Answers.NoticeAsync(http, StatusCodes.Status400BadRequest, openedFor is null ? Notices.FormTooOld : await ActingSeals.RefusalAsync(http, openedFor));
                return;
        }

        if (http.GetEndpoint()!.Metadata.GetMetadata<FreshProof>() is { } needed && !(needed.OnceIsEnough ? http.SignedIn().IsProven : http.SignedIn().IsFresh))
        {
            Html.SendTo(http, FreshProof.AddressFor(needed.Page(http)));
            return;
        }

        // A file that is sent again is recognised by what is in it; to choose an organisation again, from a tab that was left open, is meant.
        if (HttpMethods.IsPost(http.Request.Method) && http.Features.Get<RecogniseSession.SignedIn>() is not null
            && http.GetEndpoint()!.Metadata.GetMetadata<TakesFile>() is null && http.GetEndpoint()!.Metadata.GetMetadata<WhicheverOrganisation>() is null)
            await http.Service<SentForms>().OnceAsync(http, next);
        else await next(http);
    }

    private static async Task<Partner?> OpenedForAnotherAsync(HttpContext http)
    {
        try
        {
            return http.Request.HasFormContentType ? await ActingSeals.OpenedForAsync(http) : null;
        }
        catch (Exception unreadable) when (unreadable is AntiforgeryValidationException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static async Task<Form> LookAtFormAsync(HttpContext http)
    {
        try
        {
            bool takesFile = http.GetEndpoint()!.Metadata.GetMetadata<TakesFile>() is not null;
            if (!takesFile && http.Request.ContentLength is > ParityServer.LargestForm)
            {
                // Whoever is still sending would not read the answer if the line were cut.
                http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostReadForAnAnswer;
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
                return Form.TooLong;
            }

            if ((takesFile && !await SentFile.OpenAsync(http)) || !await http.Service<IAntiforgery>().IsRequestValidAsync(http)) return Form.NotOurs;
            return HoldsNull(http.Request.Form) ? Form.Unkeepable : Form.Ours;
        }
        catch (Exception unreadable) when (unreadable is AntiforgeryValidationException or InvalidDataException or IOException)
        {
            // What no browser sends for a form of ours, characters that are none, far too much, or a line that was cut.
            return (unreadable.InnerException ?? unreadable) switch
            {
                BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Form.TooLong,
                InvalidDataException => Form.Unkeepable,
                _ => Form.NotOurs,
            };
        }
    }

    private enum Form
    {
        Ours,
        NotOurs,
        TooLong,
        Unkeepable,
    }

    /// <summary>The one character that PostgreSQL keeps in no text, and that nobody types.</summary>
    private static bool HoldsNull(IEnumerable<KeyValuePair<string, StringValues>> given) => given.Any(pair => pair.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) is true));
}
