using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Parity.Platform.Foundation;

namespace Parity.Journeys.Work;

/// <content>From the first day to what came of it.</content>
public sealed partial class FromCaseToOutcome
{
    private async Task TakePlaceAsync(string application)
    {
        var taker = await AsAsync(Taker);
        await taker.GotoAsync(application);
        await LookAsync(taker, "an offer");
        await PressAsync(taker.Locator("main button:has-text('Take the place')").First);
        await RefusedAsync(taker, "Tick the box");
        await FillAsync(taker, "Take the place", ("tell", null));
        Assert.Equal("You have a place", await taker.InnerTextAsync("h1"));
        await SendAsync(await AsAsync(TakersEmployer), "/employer", $"main h3:has-text('{Taker}')");
    }

    /// <returns>The address of the participant's place.</returns>
    private async Task<string> BeginAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort);
        await PressAsync(manager.Locator("main button:has-text('The programme begins')").First);
        await SaysAsync(manager, "1 participant on the programme");
        await manager.GotoAsync(cohort + "/running");
        await LookAsync(manager, "a cohort that begins");
        await FillAsync(manager, "Plan it", ("day-title", "Leading yourself"), ("kind", "modules"), ("module", "1"), ("on", Day(40)), ("place", "Harbour office"));
        await FillAsync(manager, "Plan it", ("day-title", "Seeing the whole"), ("kind", "modules"), ("module", "1"), ("on", Day(41)), ("place", "Harbour office"));
        await FillAsync(manager, "Set it", ("milestone", "Plan written"), ("milestone-due", Day(50)));
        await LookAsync(manager, "a cohort that runs");

        var lead = await AsAsync(TakersEmployer);
        await lead.GotoAsync("/employer");
        var place = lead.Locator("main .entry", new() { HasText = Taker });
        await place.Locator("select").SelectOptionAsync(LineManager);
        await PressAsync(place.Locator("button:has-text('Keep it')"));
        await place.Locator("summary:has-text('Agree to release')").ClickAsync();
        await place.Locator("textarea[name=agreement]").FillAsync("Tuesdays; the team covers.");
        await PressAsync(place.Locator("button:has-text('Agree')"));
        await SaysAsync(lead, "Tuesdays; the team covers.");
        await LookAsync(lead, "an employer with a participant");

        var taker = await AsAsync(Taker);
        await taker.GotoAsync("/places");
        await PressAsync(taker.Locator($"main a:has-text('{Title}')").First);
        await LookAsync(taker, "a place");
        return PathOf(taker);
    }

    /// <summary>The plan, a need for coaching, the first form, own time, and the calendar that a program fetches.</summary>
    private async Task PlanAsync(string place)
    {
        var taker = await AsAsync(Taker);
        await taker.GotoAsync(place + "/plan");
        await LookAsync(taker, "an empty plan");
        await PressAsync(taker.Locator("main button:has-text('Keep it')").First);
        await RefusedAsync(taker, "Choose");
        await FillAsync(taker, "Keep it", ("part", "Goal"), ("text", "Chair a board."), ("due", Day(100)));
        await FillAsync(taker, "Keep it", ("part", "Need"), ("text", "I fall silent."), ("support", "Coaching"));
        await PressAsync(taker.Locator("main button:has-text('Ask for coaching')").First);
        await LookAsync(taker, "a plan");
        await taker.GotoAsync(place + "/evaluation");
        await LookAsync(taker, "the first form");
        await AnswerFormAsync(taker, "2");
        await taker.GotoAsync(place + "/feedback");
        await FillAsync(taker, "Ask this colleague", ("mail", "colleague@severnside.example"));
        await SaysAsync(taker, "Asked: 1 colleague");
        await LookAsync(taker, "how others see somebody");
        await taker.GotoAsync(place);
        await FillAsync(taker, "Enter it", ("kind", "mentoring"), ("on", Day(40)), ("hours", "25"), ("what", "Met my mentor"));
        await RefusedAsync(taker, "hours");
        await FillAsync(taker, "Enter it", ("kind", "mentoring"), ("on", Day(40)), ("hours", "1.5"), ("what", "Meet my mentor by the water"));
        await PressAsync(taker.Locator("main button:has-text('Make an address')").First);
        string calendar = await (await taker.Context.APIRequest.GetAsync(await taker.InnerTextAsync("main code"))).TextAsync();
        Assert.Contains("Development day", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Leading yourself", calendar, StringComparison.Ordinal);
        await LookAsync(taker, "a place with own time");

        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/running");
        await SaysAsync(manager, "I fall silent.");
        Assert.DoesNotContain("Chair a board.", await ReadAsync(manager), StringComparison.Ordinal);
        var asked = manager.Locator("main .entry", new() { HasText = "I fall silent." });
        await asked.Locator("textarea").FillAsync("Eleanor will ring you.");
        await PressAsync(asked.Locator("button"));
        await SendAsync(taker, place + "/plan", "text=Eleanor will ring you.");
    }

    private static async Task AnswerFormAsync(IPage page, string mark)
    {
        foreach (var question in await page.Locator("main fieldset").AllAsync()) await question.Locator($"input[value='{mark}']").CheckAsync();
        await PressAsync(page.Locator("main button:has-text('Keep my answers')").First);
    }

    /// <summary>An offer, a choice, a match, a contract whose signatures are void when a word changes, and four signatures.</summary>
    /// <returns>The address of the assignment.</returns>
    private async Task<string> AgreeOnAssignmentAsync(string place)
    {
        var host = await AsAsync(AskersEmployer);
        await host.GotoAsync("/hosting");
        await LookAsync(host, "hosting");
        await FillAsync(host, "Offer it", ("title", "One front door"), ("about", "Bring three teams to one way."), ("places", "1"), ("from", Day(38)), ("until", Day(120)));
        var taker = await AsAsync(Taker);
        await taker.GotoAsync(place + "/stretch");
        await LookAsync(taker, "assignments to choose");
        await FillAsync(taker, "Keep my choices", ("choice-1", "One front door (Severnside Teaching Hospitals)"));
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/stretch");
        await LookAsync(manager, "matching");
        await FillAsync(manager, "Match them", ("participant", Taker), ("offer", "One front door (Severnside Teaching Hospitals), 1 left"));
        string here = PathOf(manager);
        await LookAsync(manager, "an empty contract");

        await taker.GotoAsync(here);
        (string, string?)[] terms =
        [
            ("purpose", "To lead people who are not mine."), ("deliverables", "Three proposals."), ("supervisor", "The director's deputy"), ("contract-from", Day(38)), ("contract-until", Day(100)), ("pattern", "Wednesdays"),
            ("where", "On site"), ("presentation-on", Day(100)), ("audience", "the senior board"), ("arrangements", "The host pays travel."), ("early-end", "Any of the four ends it with two weeks' notice."),
            ("home-manager", "The head of their service"), ("contract-adjustments", "Nothing is needed."), ("talk-days", Text(WorkingDays.OnOrAfter(began.AddDays(50)))),
        ];
        await FillAsync(taker, "Keep it as a new version", [.. terms, ("contract-days", "6")]);
        await RefusedAsync(taker, "The shape asks for 15 days");
        await LookAsync(taker, "a contract refused");
        await FillAsync(taker, "Keep it as a new version", ("contract-days", "15"));
        await PressAsync(taker.Locator("main button:has-text('Sign version 1')").First);
        await host.GotoAsync(here);
        await FillAsync(host, "Keep it as a new version", ("supervisor", "The director"));
        await SaysAsync(host, "Version 1 of");
        foreach (string name in (string[])[Taker, AskersEmployer, TakersEmployer, Manager])
        {
            var party = await AsAsync(name);
            await party.GotoAsync(here);
            await LookAsync(party, "a contract to sign");
            await PressAsync(party.Locator("main button:has-text('Sign version 2')").First);
        }

        await SaysAsync(manager, "All four have signed");
        return here;
    }

    /// <summary>Somebody was there, or made it up; the line manager sees that and milestones, and nothing that was written.</summary>
    private async Task AttendAsync(string place, string assignment)
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/running");
        var day = manager.Locator("main .entry", new() { HasText = "Leading yourself" });
        await day.Locator("summary").ClickAsync();
        await day.Locator("select").SelectOptionAsync("Missed it");
        await PressAsync(day.Locator("button:has-text('Keep it')"));
        await day.Locator("summary").ClickAsync();
        await day.Locator("select").SelectOptionAsync("Has made it up");
        await PressAsync(day.Locator("button:has-text('Keep it')"));
        await SaysAsync(manager, "Has made it up: 1");
        var second = manager.Locator("main .entry", new() { HasText = "Seeing the whole" });
        await second.Locator("summary").ClickAsync();
        await second.Locator("select").SelectOptionAsync("Was there");
        await PressAsync(second.Locator("button:has-text('Keep it')"));
        foreach (string folded in (string[])["Note which line managers", "Plan written"])
        {
            var box = manager.Locator("main details", new() { HasText = folded }).First;
            await box.Locator("summary").ClickAsync();
            await box.Locator("input[type=checkbox]").CheckAsync();
            await PressAsync(box.Locator("button"));
        }

        await LookAsync(manager, "attendance");
        var lead = await AsAsync(LineManager);
        await lead.GotoAsync("/team");
        await LookAsync(lead, "a line manager's people");
        var own = lead.Locator("main section.entry", new() { HasText = Taker });
        string told = await own.InnerTextAsync();
        foreach (string words in (string[])["You came on", "Tuesdays; the team covers.", "Made up", "Plan written, reached"]) Assert.Contains(words, told, StringComparison.Ordinal);
        foreach (string words in (string[])["water", "silent", "Chair a board"]) Assert.DoesNotContain(words, told, StringComparison.Ordinal);

        var host = await AsAsync(AskersEmployer);
        await host.GotoAsync(assignment);
        await FillAsync(host, "Keep it", ("check-on", Day(40)), ("found", "Has met all three teams."));
        await LookAsync(host, "an assignment under way");
        var employer = await AsAsync(TakersEmployer);
        await employer.GotoAsync(assignment);
        Assert.DoesNotContain("Has met all three teams.", await ReadAsync(employer), StringComparison.Ordinal);

        var taker = await AsAsync(Taker);
        await ReactAsync(taker, place);
        await taker.GotoAsync(place);
        await FillAsync(taker, "Enter it", ("kind", "stretch"), ("on", Day(39)), ("hours", "8"), ("what", "At the host's"));
        await SaysAsync(taker, "waits to be confirmed");
        await manager.GotoAsync(cohort + "/running");
        await PressAsync(manager.Locator("main button:has-text('Confirm')").First);
        Assert.DoesNotContain("At the host's", await ReadAsync(manager), StringComparison.Ordinal);
    }

    /// <summary>From what comes next to the form about the module that has just ended; sent with a question left out first.</summary>
    private async Task ReactAsync(IPage taker, string place)
    {
        await taker.GotoAsync(place);
        await PressAsync(taker.Locator("main a:has-text('How you found')").First);
        await LookAsync(taker, "a form about a module");
        await PressAsync(taker.Locator("main button:has-text('Keep my answers')").First);
        await RefusedAsync(taker, "Choose a mark");
        await taker.FillAsync("[id='comment']", "More time in threes.");
        await AnswerFormAsync(taker, "4");
        await PressAsync(taker.Locator("main a:has-text('How you found')").First);
        Assert.Equal("More time in threes.", await taker.InputValueAsync("[id='comment']"));
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/modules");
        Assert.DoesNotContain("More time in threes.", await ReadAsync(manager), StringComparison.Ordinal);
    }

    private async Task FollowCertificateAsync(string place)
    {
        var manager = await AsAsync(Manager);
        foreach (string unit in (string[])["U2", "U3"])
        {
            await manager.GotoAsync("/programme/units/new");
            await FillAsync(
                manager, "Keep it", ("certificate", "ILM Level 5 Certificate in Management and Leadership"), ("code", unit), ("title", "Unit " + unit), ("level", "5"), ("credits", "4"), ("total-hours", "40"), ("guided-hours", "10"), ("from", Day(30)),
                ("source", "The centre's list"));
        }

        await LookAsync(manager, "units of certificates");
        var taker = await AsAsync(Taker);
        await taker.GotoAsync(place + "/certificate");
        await LookAsync(taker, "no certificate yet");
        await FillAsync(taker, "Keep it", ("registered-on", Day(40)), ("centre", "Severnside College"), ("weekly-hours", "5"), ("payer", "My employer"));
        // The city's own is mandatory.
        foreach (string unit in (string[])["SEV-01", "U2", "U3"])
        {
            await FillAsync(taker, "Add it", ("unit", unit + "/1"), ("begun-on", Day(40)));
            await FillAsync(taker, "Note the result", ("result-" + unit, "Passed"), ("result-on-" + unit, Day(41)));
        }

        await FillAsync(taker, "Keep it", ("pages", "9"), ("uses-stretch", null));
        await SaysAsync(taker, "Everything the certificate asks for is there");
        await LookAsync(taker, "a certificate");
    }

    /// <summary>Presented, closed, completed with a word on what is lacking, and finished; the second form; nobody is left waiting.</summary>
    private async Task EndAsync(string place, string assignment, string second)
    {
        var host = await AsAsync(AskersEmployer);
        await host.GotoAsync(assignment);
        await FillAsync(host, "Keep it", ("presented-on", Day(100)), ("feedback", "Clear and brave."));
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(assignment);
        await PressAsync(manager.Locator("main button:has-text('Close the assignment')").First);
        await SaysAsync(manager, "The assignment is closed");
        await LookAsync(manager, "a closed assignment");
        await DecideAsync(second, "NotSelect", ("reason", "places"), ("feedback", "Say what changed."), ("next-step", "apply-again"));
        await manager.GotoAsync(cohort);
        await PressAsync(manager.Locator("main button:has-text('Tell')").First);

        await manager.GotoAsync(cohort + "/running");
        await manager.ClickAsync($"main summary:has-text('Change the place of {Taker}')");
        var complete = manager.Locator("main form", new() { HasText = "Completed on" });
        await complete.Locator("input[type=date]").FillAsync(Day(126));
        await PressAsync(complete.Locator("button"));
        await RefusedAsync(manager, "of the days are not done");
        await LookAsync(manager, "days are lacking");
        await complete.Locator("input[type=date]").FillAsync(Day(126));
        await complete.Locator("input[type=checkbox]").CheckAsync();
        await PressAsync(complete.Locator("button"));
        await manager.GotoAsync(cohort);
        await PressAsync(manager.Locator("main button:has-text('The programme is finished')").First);
        await SaysAsync(manager, "1 participant completed it");
        await manager.GotoAsync(cohort + "/groups");
        await LookAsync(manager, "groups");
        await SaysAsync(manager, "Too few people to show any group");

        var taker = await AsAsync(Taker);
        await taker.GotoAsync(place + "/evaluation");
        await AnswerFormAsync(taker, "4");
        await LookAsync(taker, "a place that is over");
    }

    /// <summary>On the first working day after it falls due it has been asked; the answer is given, once with a step up.</summary>
    private async Task FollowUpAsync(string place, int months)
    {
        await OnAsync(WorkingDays.After(began.AddDays(126).AddMonths(months), 1));
        var taker = await AsAsync(Taker);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await taker.GotoAsync(place + "/follow-up");
        while (await taker.Locator("main button:has-text('Send my answer')").CountAsync() == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await taker.GotoAsync(place + "/follow-up");
        }

        await LookAsync(taker, "a follow-up");
        await PressAsync(taker.Locator("main button:has-text('Send my answer')").First);
        await RefusedAsync(taker, "Choose");
        await FillAsync(taker, "Send my answer", months < 12 ? [("same-employer-yes", null), ("move-none", null)] : [("same-employer-no", null), ("move-promotion", null), ("moved-on", Text(Today.AddDays(-30))), ("civic-Trustee", null)]);
        await SaysAsync(taker, $"{(months == 0 ? "At the end" : $"After {months} months")}: answered on");
        if (months == 12) await LookAsync(taker, "follow-ups so far");
    }

    /// <summary>Every number of the report leads to how many of how many; what one person did cannot be worked out of it.</summary>
    private async Task TraceAsync()
    {
        await OnAsync(Today.AddDays(95));
        var evaluator = await AsAsync(Evaluator);
        await evaluator.GotoAsync("/outcomes");
        await LookAsync(evaluator, "outcomes");
        // The city's own 6 of 12 were told before. One more told of a permanent rise, and to say 7 of 13 would say so.
        Assert.StartsWith("6 of 12 moved to a more significant role, 50%, as at ", await evaluator.InnerTextAsync("h1"), StringComparison.Ordinal);
        await SaysAsync(evaluator, Title);
        var download = await evaluator.RunAndWaitForDownloadAsync(() => evaluator.ClickAsync("text=Every number as a file"));
        string[] lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        string[] heads = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => CsvLine().Matches(line).Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups[2].Value).ToArray()).ToList();
        string Of(string[] row, string head) => row[Array.IndexOf(heads, head)];
        double Number(string[] row, string head) => double.Parse(Of(row, head), CultureInfo.InvariantCulture);
        Assert.All(rows, row => Assert.Equal(heads.Length, row.Length));
        Assert.All(rows, row => Assert.True(Of(row, "definition").Length > 20 && Of(row, "as_at").Length == 10));
        var shown = rows.FindAll(row => Of(row, "share").Length > 0 && !Of(row, "code").StartsWith("time", StringComparison.Ordinal));
        Assert.NotEmpty(shown);
        Assert.All(shown, row => Assert.Equal(Number(row, "numerator") / Number(row, "denominator"), Number(row, "share"), 4));
        // Of organisations all are counted: chance has no part in it, and no interval is given.
        Assert.All(shown, row => Assert.Equal(Of(row, "code").StartsWith("strategy-", StringComparison.Ordinal), Of(row, "interval_from").Length == 0));
        Assert.All(shown.FindAll(row => Of(row, "interval_from").Length > 0), row => Assert.InRange(Number(row, "share"), Number(row, "interval_from"), Number(row, "interval_until")));
        var own = rows.FindAll(row => Of(row, "scope") == Title);
        Assert.NotEmpty(own);
        string newest = rows.Max(row => Of(row, "as_at"))!;
        foreach (string[] one in own)
        {
            string[] Beside(string scope) => Assert.Single(rows, row => Of(row, "code") == Of(one, "code") && Of(row, "figure") == Of(one, "figure") && Of(row, "scope").StartsWith(scope, StringComparison.Ordinal));
            foreach (string count in (string[])["numerator", "denominator", "asked"])
            {
                if (Of(one, count) is { Length: > 0 } told) Assert.Equal("0", told);
                else Assert.Contains("", ((string[][])[Beside("All cohorts"), Beside("Stepping Up, first")]).Select(row => Of(row, "as_at") == newest ? Of(row, count) : ""));
            }
        }

        var employer = await AsAsync(TakersEmployer);
        await employer.GotoAsync("/employer");
        await SaysAsync(employer, "completed");
        var statement = await employer.RunAndWaitForDownloadAsync(() => employer.ClickAsync("a[href=\"/employer/statement.csv\"]"));
        Assert.Contains("own people,participants who completed,", await File.ReadAllTextAsync((await statement.PathAsync())!), StringComparison.Ordinal);
    }

    /// <summary>A field of a line, in quotes or not.</summary>
    [GeneratedRegex("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")]
    private static partial Regex CsvLine();
}
