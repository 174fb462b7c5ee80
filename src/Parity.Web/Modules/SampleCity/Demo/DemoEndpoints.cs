using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.SampleCity;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.SampleCity.Demo;

/// <summary>One-click sign-in as the fictional city's people. Mapped in a demonstration only.</summary>
internal static class DemoEndpoints
{
    public const string Page = "/demo";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, StatusCodes.Status200OK)).WithMetadata(RoutePolicy.Demo);
        endpoints.MapMethods("/demo/people.json", [HttpMethods.Get, HttpMethods.Head], ListAsync).WithMetadata(RoutePolicy.Demo);
        endpoints.MapMethods("/demo/sign-in", [HttpMethods.Post], SignInAsync).WithMetadata(RoutePolicy.Demo);
    }

    private static async Task ShowAsync(HttpContext http, int status)
    {
        var people = await http.Service<ListPeople.Handler>().HandleAsync(http.RequestAborted);
        await Html.AnswerAsync<DemoPage>(http, new()
        {
            [nameof(DemoPage.People)] = people.Where(p => !p.Roles.Contains(Role.Disabled)).ToList(),
            [nameof(DemoPage.Refused)] = status != StatusCodes.Status200OK,
        }, status);
    }

    private static async Task SignInAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (TypedId.TryParse<PersonId>(form["person"], out var person)
            && await http.Service<BeginSession.Handler>().HandleAsync(new(person), http.RequestAborted) is BeginSession.Outcome.Begun begun)
        {
            SessionCookie.Write(http, begun.Secret, begun.EndsAt);
            Html.SendTo(http, "/home");
            return;
        }

        await ShowAsync(http, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var people = await http.Service<ListPeople.Handler>().HandleAsync(http.RequestAborted);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var person in people) Write(json, person);
            json.WriteEndArray();
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, ListPeople.Listed person)
    {
        json.WriteStartObject();
        json.WriteString("id", person.Id.ToString());
        json.WriteString("name", person.Name);
        json.WriteString("organisation", person.Organisation);
        json.WriteStartArray("roles");
        foreach (var role in person.Roles) json.WriteStringValue(role.Word());
        json.WriteEndArray();
        if (person.Submitting is { } submitting)
        {
            json.WriteString("apiToken", submitting.ApiToken);
            json.WriteString("snapshotDate", Day(submitting.SnapshotDate));
            json.WriteString("periodStart", Day(submitting.PeriodStart));
            json.WriteString("periodEnd", Day(submitting.PeriodEnd));
        }

        json.WriteEndObject();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
