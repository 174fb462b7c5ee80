using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Modules.Workforce.UploadReturn;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.ReadProblems;

/// <summary>Every problem of a refused file: as pages that can be narrowed down, and as one CSV file.</summary>
internal static class ProblemsPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var either = RoutePolicy.For(Role.HrAnalyst, Role.HrLead);
        endpoints.MapMethods("/returns/problems/{id}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(either);
        endpoints.MapMethods("/returns/problems/{id}/problems.csv", [HttpMethods.Get, HttpMethods.Head], DownloadAsync).WithMetadata(either);
    }

    private static async Task ShowAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<ProblemsPage>(http, new()
        {
            [nameof(ProblemsPage.Found)] = found,
            [nameof(ProblemsPage.File)] = http.Request.Query["file"].ToString(),
            [nameof(ProblemsPage.Code)] = http.Request.Query["code"].ToString(),
            [nameof(ProblemsPage.Page)] = Forms.PageOf(http),
            [nameof(ProblemsPage.MaySend)] = http.SignedIn().Account.Has(Role.HrAnalyst),
        });
    }

    private static async Task DownloadAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var text = new StringBuilder("file,line,column,code,advice\r\n");
        foreach (var problem in found.Problems)
            text.AppendJoin(',', new[] { problem.File, problem.Line?.ToString(CultureInfo.InvariantCulture), problem.Column, problem.Code, problem.Advice }.Select(Cell)).Append("\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"problems.csv\"";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static Task<Platform.Workforce.ReadProblems.Found?> FindAsync(HttpContext http) => http.Service<Platform.Workforce.ReadProblems.Handler>()
        .HandleAsync(new(http.ActsFor(), Forms.IdIn<RefusalId>(http, "id") ?? default), http.RequestAborted);

    /// <summary>Quoted, so that commas stay; the words are ours, and none of them begins as a formula does, but a column's name may.</summary>
    private static string Cell(string? value)
    {
        string safe = value is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + value : value ?? "";
        return "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
