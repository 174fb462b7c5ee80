using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
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
        endpoints.MapMethods(here, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync<CertificatePage>(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn, ownProof);
        endpoints.MapMethods(here + "/record", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync<CertificateRecordPage>(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn, ownProof);
        Send("", form => new FollowCertificate.Deed.Register(Forms.DayOf(form["registered-on"]), form["centre"], Forms.NumberOf(form["weekly-hours"]), form["payer"], form["number"]));
        Send("/units", form => UnitIn(form["unit"].ToString(), Forms.DayOf(form["begun-on"])));
        Send("/units/remove", form => new FollowCertificate.Deed.RemoveUnit(form["which"].ToString()));
        Send("/result", form => new FollowCertificate.Deed.GiveResult(form["which"].ToString(), Forms.ChoiceOf<UnitResult>(form["result"]), Forms.DayOf(form["result-on"]), form["mark"]));
        Send("/verified", form => new FollowCertificate.Deed.Verify(Forms.DayOf(form["internally"]), Forms.DayOf(form["externally"])));
        Send("/sent-in", form => new FollowCertificate.Deed.SendIn(Forms.NumberOf(form["pages"]), form["uses-stretch"] == "yes"));
        Send("/awarded", form => new FollowCertificate.Deed.Award(Forms.DayOf(form["awarded-on"])));

        void Send(string path, Func<IFormCollection, FollowCertificate.Deed> make) => endpoints.MapMethods(here + path, [HttpMethods.Post], http => FollowAsync(http, make)).WithMetadata(RoutePolicy.SignedIn, ownProof);
    }

    /// <summary>A choice is sent as code/version.</summary>
    private static FollowCertificate.Deed.AddUnit UnitIn(string unit, DateOnly? on) => unit.LastIndexOf('/') is var cut and > 0 ? new(unit[..cut], Forms.NumberOf(unit[(cut + 1)..]), on) : new(null, null, on);

    private static async Task ShowAsync<TPage>(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) where TPage : CertificatePart
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var by = http.By();
        if (await http.Service<ReadPlace.Handler>().HandleAsync(new(by, id), http.RequestAborted) is not [var place]
            || await http.Service<ReadCertificate.Handler>().HandleAsync(new(by, id), http.RequestAborted) is not { } certificate)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<TPage>(http, new()
        {
            [nameof(CertificatePart.One)] = place,
            [nameof(CertificatePart.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(CertificatePart.Certificate)] = certificate,
            [nameof(CertificatePart.Wrong)] = faults,
            [nameof(CertificatePart.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task FollowAsync(HttpContext http, Func<IFormCollection, FollowCertificate.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.Service<FollowCertificate.Handler>().HandleAsync(new(http.By(), id, make(form)), http.RequestAborted))
        {
            case FollowCertificate.Outcome.Done:
                Html.SendTo(http, $"{PlacePages.Mine}/{id}/certificate");
                break;
            case FollowCertificate.Outcome.NotYet notYet:
                await ShowAsync<CertificatePage>(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
