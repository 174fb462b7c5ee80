using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;

namespace Parity.App.Tests.Publishing;

/// <summary>People of the demonstration, signed in, and what they do.</summary>
internal sealed partial class CityAtWork(HttpClient client, IReadOnlyList<CityPerson> people)
{
    public required string First { get; init; }
    public required string Second { get; init; }
    public required string Analyst { get; init; }
    public required string Lead { get; init; }
    public required string Head { get; init; }
    public required string HeadName { get; init; }
    public required string Outsider { get; init; }
    public IReadOnlyList<CityPerson> Analysts => [.. people.Where(p => p.ApiToken is not null)];

    public static async Task<CityAtWork> ArriveAsync(HttpClient client)
    {
        var people = await client.PeopleAsync();
        var analysts = people.Where(p => p.ApiToken is not null).ToList();
        var head = people.First(p => p.Roles.Contains("organisation-lead") && p.Organisation == analysts[0].Organisation);
        var publishers = people.Where(p => p.Roles.Contains("publisher")).ToList();
        return new(client, people)
        {
            First = await client.SignInAsync(publishers[0]),
            Second = await client.SignInAsync(publishers[1]),
            Analyst = await client.SignInAsync(analysts[0]),
            Lead = await client.SignInAsync(LeadOf(people, analysts[0])),
            Head = await client.SignInAsync(head),
            HeadName = head.Name,
            Outsider = await client.SignInAsync(LeadOf(people, analysts[^1])),
        };
    }

    private static CityPerson LeadOf(IEnumerable<CityPerson> people, CityPerson analyst) => people.First(p => p.Roles.Contains("hr-lead") && p.Organisation == analyst.Organisation);

    public async Task<string> SubmitAsync(int which, int count)
    {
        var (status, text) = await client.SubmitAsync(Analysts[which], Analysts[which].Return(count, extra: "Libraries,G1,B1,100\nLibraries,G1,A1,100\n"), $"{which} {count}");
        Assert.Equal(HttpStatusCode.Created, status);
        return "/returns/" + text.Text("id");
    }

    public async Task SubmitAndSignOffAsync(int organisations, int counted)
    {
        for (int which = 0; which < organisations; which++)
        {
            string receipt = await SubmitAsync(which, counted + (10 * which));
            var (signed, _) = await client.SendFormAsync(receipt, receipt + "/sign-off", await client.SignInAsync(LeadOf(people, Analysts[which])));
            using (signed) Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        }
    }

    /// <summary>Something of every kind: three returns signed off and published, another with its preview, one refused.</summary>
    public async Task WorkAsync()
    {
        await SubmitAndSignOffAsync(3, counted: 400);
        string page = await AssembleAsync("3");
        await UntilReadyAsync(page);
        await ApproveByBothAsync(page);
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(page, "publish", First, ("when", "now")));
        string preview = await SubmitAsync(0, 420) + "/preview";
        var (asked, _) = await client.SendFormAsync(preview, preview, Analyst);
        using (asked) Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        await UntilAsync(preview, Analyst, text => !text.Contains("data-waiting", StringComparison.Ordinal));
        using (await client.UploadAsync(Analyst, Analysts[0].Return(extra: string.Concat(Enumerable.Repeat("Libraries,Unknown,W1,3\n", 60))))) { }
        await UntilAsync("/data/editions.json", "", text => text.Contains("/editions/3/", StringComparison.Ordinal));
    }

    public async Task<string> AssembleAsync(string name)
    {
        string round = Round().Match(await ReadAsync("/publishing", First)).Groups[1].Value;
        var (made, _) = await client.SendFormAsync("/publishing", "/publishing", First, ("round", round), ("name", name), ("title", "Third edition"), ("threshold", ""));
        using (made) return made.Headers.Location!.ToString();
    }

    public async Task<string> AgainAsync(string page, string why, params (string, string)[] design)
    {
        var (made, _) = await client.SendFormAsync(page, page + "/again", First, [("why", why), .. design]);
        using (made) return made.Headers.Location!.ToString();
    }

    /// <summary>What the page of two versions side by side says of one measure: shown by both, by this version only, by the other only.</summary>
    public static (int Both, int Here, int There) RowOf(string page, string measure)
    {
        var numbers = Regex.Match(page, $"<th scope=\"row\">{Regex.Escape(measure)}</th><td class=\"n\">([0-9,]+)</td><td class=\"n\">([0-9,]+)</td><td class=\"n\">([0-9,]+)</td></tr>");
        Assert.True(numbers.Success, $"no row of {measure}");
        int Number(int at) => int.Parse(numbers.Groups[at].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        return (Number(1), Number(2), Number(3));
    }

    public static string ArchiveOn(string page) => Archive().Match(page).Groups[1].Value;

    public async Task ApproveByBothAsync(string page)
    {
        string archive = ArchiveOn(await ReadAsync(page, First));
        foreach (string who in (string[])[First, Second]) Assert.Equal(HttpStatusCode.SeeOther, await PostAsync(page, "approve", who, ("archive", archive), ("approve-why", "We looked at every page.")));
    }

    public Task UntilReadyAsync(string page) => UntilAsync(page, First, text => !text.Contains("data-waiting", StringComparison.Ordinal));

    public async Task UntilAsync(string path, string who, Func<string, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!isSo(await ReadAsync(path, who))) await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
    }

    public async Task<HttpStatusCode> PostAsync(string page, string action, string who, params (string, string)[] fields)
    {
        var (answer, _) = await client.SendFormAsync(page, $"{page}/{action}", who, fields);
        using (answer) return answer.StatusCode;
    }

    public async Task<string> ReadAsync(string path, string who)
    {
        using var answer = await GetAsync(path, who);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<HttpStatusCode> StatusAsync(string path, string who)
    {
        using var answer = await GetAsync(path, who);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (who.Length > 0) request.Headers.Add("Cookie", who);
        return await client.SendAsync(request);
    }

    [GeneratedRegex("name=\"archive\" value=\"([^\"]+)\"")]
    private static partial Regex Archive();

    [GeneratedRegex("<option value=\"([0-9a-f-]{36})\"")]
    private static partial Regex Round();
}
