using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Running;

/// <summary>Where the programme's team names participants' mentors.</summary>
internal static class MentorPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/mentors", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/mentors", [HttpMethods.Post], NameAsync).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        if (await http.Service<ReadMentors.Handler>().HandleAsync(new(id), http.RequestAborted) is not { } mentors)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<MentorsPage>(http, new()
        {
            [nameof(MentorsPage.Cohort)] = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(id), http.RequestAborted)).Single(),
            [nameof(MentorsPage.Mentors)] = mentors,
            [nameof(MentorsPage.Employers)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
            [nameof(MentorsPage.Reactions)] = await http.Service<ReadReactions.Handler>().HandleAsync(new(id, ReactionKind.Mentoring), http.RequestAborted),
            [nameof(MentorsPage.Wrong)] = faults,
            [nameof(MentorsPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task NameAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var cohort = Forms.IdIn<CohortId>(http, "id") ?? default;
        var wished = new Dictionary<ParticipantId, PersonId?>();
        foreach (var field in form.Where(f => f.Key.StartsWith("mentor-", StringComparison.Ordinal)))
            if (TypedId.TryParse<ParticipantId>(field.Key["mentor-".Length..], out var who)) wished[who] = string.IsNullOrEmpty(field.Value) ? null : TypedId.TryParse<PersonId>(field.Value, out var mentor) ? mentor : default(PersonId);
        switch (await http.Service<NameMentors.Handler>().HandleAsync(new(http.By(), cohort, wished), http.RequestAborted))
        {
            case NameMentors.Outcome.Done:
                Html.SendTo(http, $"{CohortPages.Folder}/{cohort}/mentors");
                break;
            case NameMentors.Outcome.Wrong wrong:
                await ShowAsync(http, [.. wrong.Barred.SelectMany(b => b.Bars.Select(bar => new FieldFault($"mentor-{b.Participant}", Advice(bar))))], form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static string Advice(MentorBar bar) => bar switch
    {
        MentorBar.Oneself => "Nobody mentors themselves. Choose another mentor.",
        MentorBar.OwnEmployer => "This mentor is of the participant's own employer. Choose one of another organisation.",
        MentorBar.FormerEmployer => "These two were of one organisation not long ago. Choose another mentor.",
        MentorBar.Line => "One of the two leads the other, or did not long ago. Choose another mentor.",
        MentorBar.DeclaredLink => "One of these two has said, as an assessor, that they are linked. Choose another mentor.",
        MentorBar.Judged => "This mentor had the application to mark or sat in the panel. Choose another.",
        MentorBar.EndedBefore => "These two were a pair before, and it ended. Choose another mentor.",
        _ => "This mentor has as many participants as a mentor may have. Choose another.",
    };
}
