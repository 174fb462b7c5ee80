using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.TakingPart;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Stretch;

/// <summary>The management certificate beside the programme, for those who work for it.</summary>
internal static class CertificatePages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        const string here = PlacePages.Mine + "/{id}/certificate";
        var ownProof = new FreshProof(_ => PlacePages.Mine, OnceIsEnough: true);
        endpoints.MapMethods(here, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn, ownProof);
        Send("", form => new FollowCertificate.Deed.Register(Forms.DayOf(form["registered-on"]), form["centre"], Number(form["weekly-hours"]), form["payer"]));
        Send("/units", form => new FollowCertificate.Deed.AddUnit(form["unit"], form["unit-title"], Number(form["unit-credits"])));
        Send("/units/remove", form => new FollowCertificate.Deed.RemoveUnit(form["which"].ToString()));
        Send("/passed", form => new FollowCertificate.Deed.PassUnit(form["which"].ToString(), Forms.DayOf(form["passed"])));
        Send("/sent-in", form => new FollowCertificate.Deed.SendIn(Number(form["pages"]), form["uses-stretch"] == "yes"));
        Send("/awarded", form => new FollowCertificate.Deed.Award(Forms.DayOf(form["awarded-on"])));

        void Send(string path, Func<IFormCollection, FollowCertificate.Deed> make) => endpoints.MapMethods(here + path, [HttpMethods.Post], http => FollowAsync(http, make)).WithMetadata(RoutePolicy.SignedIn, ownProof);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var by = http.SignedIn().Account.Id;
        if (await http.RequestServices.GetRequiredService<ReadPlace.Handler>().HandleAsync(new(by, id), http.RequestAborted) is not [var place]
            || await http.RequestServices.GetRequiredService<ReadCertificate.Handler>().HandleAsync(new(by, id), http.RequestAborted) is not { } certificate)
        {
            await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound);
            return;
        }

        await Html.AnswerAsync<CertificatePage>(http, new()
        {
            [nameof(CertificatePage.One)] = place,
            [nameof(CertificatePage.Today)] = London.Today(http.RequestServices.GetRequiredService<TimeProvider>()),
            [nameof(CertificatePage.Certificate)] = certificate,
            [nameof(CertificatePage.Wrong)] = faults,
            [nameof(CertificatePage.Sent)] = sent,
        }, faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task FollowAsync(HttpContext http, Func<IFormCollection, FollowCertificate.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.RequestServices.GetRequiredService<FollowCertificate.Handler>().HandleAsync(new(http.SignedIn().Account.Id, id, make(form)), http.RequestAborted))
        {
            case FollowCertificate.Outcome.Done:
                Html.SendTo(http, $"{PlacePages.Mine}/{id}/certificate");
                break;
            case FollowCertificate.Outcome.NotYet notYet:
                await ShowAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault(m.Field, m.Advice))], form);
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound);
                break;
        }
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
