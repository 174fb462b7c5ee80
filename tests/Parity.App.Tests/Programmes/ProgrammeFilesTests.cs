using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed partial class ProgrammeFilesTests
{
    [Fact]
    public async Task What_the_team_sees_on_its_pages_it_can_take_along_as_files_that_say_the_same()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string manager = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("programme-manager")));
        var overview = new HtmlParser().ParseDocument(await TextAsync("/programme"));
        string[] addresses = [.. overview.QuerySelectorAll("main a[href^='/programme/cohorts/0']").Select(a => a.GetAttribute("href")!).Distinct()];
        var cohorts = await RowsAsync("/programme/cohorts.csv");
        Assert.Equal(addresses.Length, cohorts.Count);
        Assert.Equal(overview.QuerySelectorAll("main a[href^='/programme/cases/0']").Length, (await RowsAsync("/programme/cases.csv")).Count);

        int participants = 0, days = 0, reached = 0, assignments = 0, inSets = 0, ahead = 0, toMakeUp = 0;
        foreach (string cohort in addresses)
        {
            var people = await RowsAsync(cohort + "/participants.csv");
            var running = new HtmlParser().ParseDocument(await TextAsync(cohort + "/running"));
            Assert.Equal(running.QuerySelector("#people ~ table")?.QuerySelectorAll("tbody tr").Length ?? 0, people.Select(r => r["participant"]).Distinct().Count());
            participants += people.Select(r => r["participant"]).Distinct().Count();
            days += (await RowsAsync(cohort + "/days.csv")).Count;
            reached += (await RowsAsync(cohort + "/milestones.csv")).Count(r => r["reached"] == "yes");
            assignments += (await RowsAsync(cohort + "/assignments.csv")).Count;
            inSets += (await RowsAsync(cohort + "/sets.csv")).Count(r => r["set"].Length > 0);
            ahead += (await RowsAsync(cohort + "/forecast.csv")).Count;
            toMakeUp += (await RowsAsync(cohort + "/modules.csv")).Count(r => r["state"] == "To make up");
            await RowsAsync(cohort + "/interviews.csv");
            await RowsAsync(cohort + "/groups.csv");
        }

        Assert.All((int[])[participants, days, reached, assignments, inSets, ahead, toMakeUp], count => Assert.True(count > 0));

        Task<string> TextAsync(string path) => ReadAsync(server, manager, path);

        async Task<List<Dictionary<string, string>>> RowsAsync(string path) => RowsOf(await TextAsync(path));
    }

    /// <summary>What is in no file, and why.</summary>
    private static readonly Dictionary<string, string> InNoFile = new(StringComparer.Ordinal)
    {
        ["programmes_adjustments"] = "what somebody needs: looked at one by one, each look noted",
        ["programmes_answers"] = "applicants' own words: read on the application's page",
        ["programmes_assessor_links"] = "names of third persons; assessors.csv says how many",
        ["programmes_bookings"] = "what somebody needs at the briefing: each look noted",
        ["programmes_calendars"] = "the hash of a secret address",
        ["programmes_career_moves"] = "a participant's own word; figures.csv counts them through the release gate",
        ["programmes_civic_roles"] = "a participant's own word; figures.csv counts them through the release gate",
        ["programmes_coaching"] = "a need of a participant's own plan: the team answers it on its page",
        ["programmes_eligibility"] = "the declaration: looked at one by one, each look noted",
        ["programmes_evaluations"] = "a participant's own word; figures.csv counts them through the release gate",
        ["programmes_feedback"] = "how others see a participant: theirs alone",
        ["programmes_follow_ups"] = "a participant's own word; figures.csv counts them through the release gate",
        ["programmes_internal_support"] = "what a participant asked of their own employer: between the two",
        ["programmes_masked_answers"] = "applicants' own words, covered: read one by one",
        ["programmes_meeting_logs"] = "sealed for an auditor, who has the meeting made again; what it holds is in marks.csv and meeting.csv",
        ["programmes_monitoring"] = "monitoring answers: counted for groups alone",
        ["programmes_plan_parts"] = "a participant's own plan",
        ["programmes_plan_reviews"] = "a participant's own plan",
        ["programmes_reactions"] = "how somebody found a module, an assignment or a meeting: averages of five people and more on their pages",
        ["programmes_releases"] = "what an employer agreed with its own participant; forecast.csv has the clashes",
    };

    /// <summary>The file that has each table's rows, or what they add up to.</summary>
    private static readonly Dictionary<string, string> FileOf = new(StringComparer.Ordinal)
    {
        ["programmes_applications"] = "applications.csv",
        ["programmes_assessors"] = "assessors.csv",
        ["programmes_assignments"] = "assignments.csv",
        ["programmes_attendances"] = "days.csv",
        ["programmes_calibrations"] = "calibrations.csv",
        ["programmes_case_bases"] = "/programme/case-reviews.csv",
        ["programmes_case_reviews"] = "/programme/case-reviews.csv",
        ["programmes_case_versions"] = "/programme/case-versions.csv",
        ["programmes_cases"] = "/programme/cases.csv",
        ["programmes_certificate_units"] = "units.csv",
        ["programmes_certificates"] = "certificates.csv",
        ["programmes_check_ins"] = "talks.csv",
        ["programmes_cohort_days"] = "days.csv",
        ["programmes_cohorts"] = "/programme/cohorts.csv",
        ["programmes_comparison_agreements"] = "/outcomes/comparison/figures.csv",
        ["programmes_comparison_grounds"] = "/outcomes/comparison/figures.csv",
        ["programmes_comparisons"] = "/outcomes/comparison/figures.csv",
        ["programmes_contracts"] = "contracts.csv",
        ["programmes_decisions"] = "decisions.csv",
        ["programmes_deviations"] = "deviations.csv",
        ["programmes_due_regards"] = "/programme/due-regard.csv",
        ["programmes_earlier_cohorts"] = "/outcomes/figures.csv",
        ["programmes_endorsements"] = "endorsements.csv",
        ["programmes_in_learning_sets"] = "sets.csv",
        ["programmes_learning_sets"] = "sets.csv",
        ["programmes_markings"] = "markings.csv",
        ["programmes_marks"] = "marks.csv",
        ["programmes_milestones"] = "milestones.csv",
        ["programmes_milestones_reached"] = "milestones.csv",
        ["programmes_moderations"] = "marks.csv",
        ["programmes_moves"] = "steps.csv",
        ["programmes_named_mentors"] = "mentors.csv",
        ["programmes_network_wishes"] = "networks.csv",
        ["programmes_networks"] = "networks.csv",
        ["programmes_nominations"] = "nominations.csv",
        ["programmes_offer_uses"] = "/programme/employers/in-kind.csv",
        ["programmes_offers"] = "/programme/employers/in-kind.csv",
        ["programmes_own_days"] = "participants.csv",
        ["programmes_participants"] = "participants.csv",
        ["programmes_payments"] = "/programme/employers/money.csv",
        ["programmes_pledges"] = "/programme/employers/support.csv",
        ["programmes_promised_sums"] = "/programme/employers/money.csv",
        ["programmes_selection_rules"] = "ties.csv",
        ["programmes_shapes"] = "/programme/shapes.csv",
        ["programmes_shown_groups"] = "groups.csv",
        ["programmes_signatures"] = "signatures.csv",
        ["programmes_slot_free"] = "interviews.csv",
        ["programmes_slots"] = "interviews.csv",
        ["programmes_strategy_reviews"] = "/programme/employers/support.csv",
        ["programmes_stretch_choices"] = "choices.csv",
        ["programmes_stretch_offers"] = "offers.csv",
        ["programmes_tie_breaks"] = "ties.csv",
        ["programmes_told_outcomes"] = "/outcomes/figures.csv",
        ["programmes_units"] = "/programme/units.csv",
        ["programmes_window_changes"] = "changes.csv",
    };

    [Fact]
    public void Every_table_of_the_programme_is_in_a_file_or_there_is_a_reason_why_not() => Assert.Equal(
        DataInventory.Columns.Select(c => c.Table).Where(t => t.StartsWith("programmes_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal),
        FileOf.Keys.Concat(InNoFile.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Whatever_a_table_holds_its_file_has_rows_of_and_every_file_stands_on_the_page_of_files()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string manager = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("programme-manager")));
        string[] cohorts = [.. new HtmlParser().ParseDocument(await ReadAsync(server, manager, "/programme")).QuerySelectorAll("main a[href^='/programme/cohorts/0']").Select(a => a.GetAttribute("href")!).Distinct()];
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string cohort in cohorts)
        {
            var page = new HtmlParser().ParseDocument(await ReadAsync(server, manager, cohort + "/files"));
            string[] files = [.. page.QuerySelectorAll("main li a").Select(a => a.GetAttribute("href")!)];
            Assert.Empty(FileOf.Values.Select(f => f[0] == '/' ? f : $"{cohort}/{f}").Except(files));
            foreach (string file in files)
            {
                string name = file.StartsWith(cohort, StringComparison.Ordinal) ? file[(cohort.Length + 1)..] : file;
                rows[name] = rows.GetValueOrDefault(name) + RowsOf(await ReadAsync(server, manager, file)).Count;
            }
        }

        // How groups fared is counted also where no group is large enough to be shown.
        foreach (var (table, file) in FileOf.Where(f => f.Key != "programmes_shown_groups"))
            Assert.True(rows[file] > 0 || await database.CountAsync($"select count(*) from {table}") == 0, $"{table} has rows, and {file} none");
    }

    [Fact]
    public async Task Files_of_a_selection_say_who_decided_what_and_why_and_nothing_of_drafts_or_of_whoever_has_not_applied()
    {
        await using var city = await ProgrammeCity.MakeAsync(Engine.Sqlite);
        Assert.IsType<GiveBasis.Outcome.Done>(await new GiveBasis.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, city.Case, "Few of our leaders are from these groups."), default));
        Assert.IsType<NominatePerson.Outcome.Nominated>(await new NominatePerson.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, city.Cohort, "Nominated Nora", "nora@example.org", code => new("https://example.org/" + code)), default));
        var application = await city.ApplyAsync(await city.PersonAsync("Sent Samira"), ApplicationRoute.NoApproval, city.Council);
        await city.FillInAsync(await city.PersonAsync("Draft Dana"), ApplicationRoute.NoApproval, city.Council);
        await city.DecideAsync(application, ApplicationDeed.NotSelect);

        var record = await new ReadSelectionRecord.Handler(city.Store, city.Accounts).HandleAsync(new(city.Cohort), default);

        var decided = Assert.Single(record.Decisions);
        Assert.Equal(("Sent Samira", false, ApplicationDeed.NotSelect, "places", "Mo Manages"), (decided.Name, decided.EmployerMayKnow, decided.Deed, decided.Reason, decided.By));
        Assert.Null(decided.ToldAt);
        Assert.All(record.Steps, s => Assert.Equal("Sent Samira", s.Name));
        var put = Assert.Single(record.Nominations);
        Assert.Equal(city.Council, put.Employer);
        Assert.Null(put.Name);
    }

    private static async Task<string> ReadAsync(RunningServer server, string cookies, string path)
    {
        using var answer = await server.GetAsync(path, ("Cookie", cookies));
        Assert.True(answer.StatusCode is HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<Dictionary<string, string>> RowsOf(string text)
    {
        var rows = Row().Matches(text).Select(row => Cell().Matches(row.Value).Select(c => c.Groups[1].Success ? c.Groups[1].Value : c.Groups[2].Value).ToList()).ToList();
        string[] heads = [.. rows[0].Select(h => h.TrimStart('\uFEFF'))];
        Assert.All(rows, row => Assert.Equal(heads.Length, row.Count));
        return [.. rows.Skip(1).Select(row => heads.Zip(row).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))];
    }

    /// <summary>A line, with breaks inside quotation marks.</summary>
    [GeneratedRegex("(?:\"(?:[^\"]|\"\")*\"|[^\"\r])+(?=\r\n)")]
    private static partial Regex Row();

    [GeneratedRegex("(?<=^|,|\n)(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(?=,|$)")]
    private static partial Regex Cell();
}
