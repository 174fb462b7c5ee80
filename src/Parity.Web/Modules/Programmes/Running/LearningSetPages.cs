using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Running;

/// <summary>Where the programme's team makes learning sets and puts a cohort's participants into them.</summary>
internal static class LearningSetPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/sets", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        Send("/sets", form => new KeepLearningSets.Deed.Keep(Forms.GuidOf(form["which"]), form["set-title"], form["facilitator"], TypedId.TryParse<OrganisationId>(form["facilitator-of"], out var of) ? of : null));
        Send("/sets/remove", form => new KeepLearningSets.Deed.Remove(Forms.GuidOf(form["which"]) ?? Guid.Empty));
        Send("/sets/members", form => new KeepLearningSets.Deed.Place(Placed(form)));

        void Send(string path, Func<IFormCollection, KeepLearningSets.Deed> make) => endpoints.MapMethods(CohortPages.Folder + "/{id}" + path, [HttpMethods.Post], async http =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await KeepAsync(http, form, make(form));
        }).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        if (await http.Service<ReadLearningSets.Handler>().HandleAsync(new(id), http.RequestAborted) is not { } sets)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<LearningSetsPage>(http, new()
        {
            [nameof(LearningSetsPage.Cohort)] = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(id), http.RequestAborted)).Single(),
            [nameof(LearningSetsPage.Sets)] = sets,
            [nameof(LearningSetsPage.Employers)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
            [nameof(LearningSetsPage.IsSuggested)] = http.Request.Query["suggest"] == "yes",
            [nameof(LearningSetsPage.Wrong)] = faults,
            [nameof(LearningSetsPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task KeepAsync(HttpContext http, IFormCollection form, KeepLearningSets.Deed deed)
    {
        var cohort = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<KeepLearningSets.Handler>().HandleAsync(new(http.By(), cohort, deed), http.RequestAborted))
        {
            case KeepLearningSets.Outcome.Done:
                Html.SendTo(http, $"{CohortPages.Folder}/{cohort}/sets{(deed is KeepLearningSets.Deed.Place ? "#members" : "")}");
                break;
            case KeepLearningSets.Outcome.NotYet notYet:
                // The fields of each set are on the page: a mistake stands with the one that was sent.
                string of = deed is KeepLearningSets.Deed.Keep { Set: { } set } ? $"-{set:D}" : "";
                await ShowAsync(http, Faults.Of(notYet.Mistakes.Select(m => (m.Field + of, m.Advice))), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static Dictionary<ParticipantId, Guid?> Placed(IFormCollection form)
    {
        var placed = new Dictionary<ParticipantId, Guid?>();
        foreach (var field in form.Where(f => f.Key.StartsWith("in-", StringComparison.Ordinal)))
            if (TypedId.TryParse<ParticipantId>(field.Key["in-".Length..], out var who)) placed[who] = string.IsNullOrEmpty(field.Value) ? null : Forms.GuidOf(field.Value) ?? Guid.Empty;
        return placed;
    }
}
