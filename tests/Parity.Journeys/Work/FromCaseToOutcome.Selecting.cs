using Microsoft.Playwright;

namespace Parity.Journeys.Work;

/// <content>Until somebody has a place.</content>
public sealed partial class FromCaseToOutcome
{
    /// <summary>None of the applicants works where one of them does.</summary>
    private static readonly (string Name, string Employer)[] Assessors =
        [("Gwendolyn Osei", "Severnside Police"), ("Marek Dobrowolny", "Severnside Fire and Rescue"), ("Sunita Bhattal", "Severnside College")];

    private static readonly string[] Traits = ["motivation", "empathy", "communication", "critical-thinking", "negotiation"];

    private bool hasDisagreed;

    private async Task MakeCaseAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync("/programme/cases/new");
        await LookAsync(manager, "a new case");
        await PressAsync(manager.Locator("main button:has-text('Keep the case')").First);
        await RefusedAsync(manager, "name");
        await FillAsync(
            manager, "Keep the case", ("title", "Disabled leaders"), ("group", "Disabled people who lead."), ("grounds-low-participation", null), ("evidence", "As we found."), ("evidence-source", "Our survey"),
            ("evidence-on", Day(-100)), ("proportionate", "It reserves no post."), ("alternatives", "Open courses."), ("end-condition", "Shares agree."), ("review-on", Day(200)));
        await SaysAsync(manager, "The case holds");
        await LookAsync(manager, "a case");
    }

    private async Task MakeCohortAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync("/programme/shapes");
        await LookAsync(manager, "shapes");
        await PressAsync(manager.Locator("main a:has-text('Make a new version') >> nth=0"));
        await LookAsync(manager, "a new version");
        await FillAsync(manager, "Keep this version", ("days", "31"), ("source", "Our board"));
        await RefusedAsync(manager, "add up to 30 days, not to 31");
        await LookAsync(manager, "a version that contradicts itself");
        await FillAsync(manager, "Keep this version", ("type-4-amount", "4"));
        await SaysAsync(manager, "version 2");
        await manager.GotoAsync("/programme/cohorts/new");
        await LookAsync(manager, "a new cohort");
        await FillAsync(
            manager, "Make the cohort", ("title", Title), ("code", Code), ("summary", "For disabled people who lead."), ("case", "Disabled leaders"), ("shape", "days-30/2"), ("places", "1"),
            ("opens", Day(0)), ("closes", Day(10)), ("briefing", Day(5)), ("briefing-from", "13:30"), ("briefing-until", "15:00"), ("briefing-place", "City Hall"),
            ("interviews", Day(21)), ("interviews-until", Day(22)), ("outcomes", Day(20)), ("starts", Day(35)), ("starts-until", Day(35)), ("workshop", Day(36)), ("ends", Day(126)));
        cohort = PathOf(manager);
        await PressAsync(manager.Locator("main button:has-text('Publish it')").First);
        await RefusedAsync(manager, "Outcomes are told before the interviews are over");
        await LookAsync(manager, "a draft that contradicts itself");
        await PressAsync(manager.Locator("main a:has-text('Change the draft')").First);
        await LookAsync(manager, "a draft to change");
        await FillAsync(manager, "Keep the draft", ("outcomes", Day(24)));
        await LookAsync(manager, "a draft");
        await PressAsync(manager.Locator("main button:has-text('Publish it')").First);
        await LookAsync(manager, "an open cohort");
        await SaysAsync(manager, "None has been sent yet");
    }

    private async Task PutForwardAsync()
    {
        var visitor = await AsAsync("Arthur Penhallow");
        await visitor.GotoAsync($"/programmes/{Code}/briefing");
        await LookAsync(visitor, "briefing");
        await FillAsync(visitor, "Keep a place", ("name", "Arthur Penhallow"), ("mail", "arthur@severnside.example"));
        Assert.Equal("A place is kept for you", await visitor.InnerTextAsync("h1"));
        await visitor.GotoAsync("/register");
        await LookAsync(visitor, "registering");
        var lead = await AsAsync(AskersEmployer);
        await lead.GotoAsync("/employer");
        await LookAsync(lead, "an employer's part");
        var grounds = lead.Locator("main form", new() { HasText = "What shows it in your organisation" }).Last;
        await grounds.Locator("textarea").FillAsync("Few of our seniors are disabled.");
        await PressAsync(grounds.Locator("button"));
        await FillAsync(lead, "Put forward", ("cohort", Title), ("name", Asker), ("mail", "tom.hathersage@severnside.example"));
        await SaysAsync(lead, "Nothing that we may tell");
    }

    /// <returns>The address of the application.</returns>
    private async Task<string> ApplyAsync(string name, string employer, string route, string about, bool scripts = true)
    {
        var applicant = await AsAsync(name, scripts);
        await applicant.GotoAsync("/programmes/" + Code);
        await LookUnlessBlindAsync("a programme");
        await PressAsync(applicant.Locator("text=Apply, or go on with your application").First);
        await LookUnlessBlindAsync("beginning to apply");
        await PressAsync(applicant.Locator("main button[type=submit]").First);
        string here = PathOf(applicant);
        await LookUnlessBlindAsync("a draft application");
        await PressAsync(applicant.Locator("text=Your work, and how you apply").First);
        await LookUnlessBlindAsync("work");
        await FillAsync(applicant, "Save", ("level-team-leader", null), ("job", $"I lead a team by the {about}."), ("employer", employer), ("route-" + route, null));
        await PressAsync(applicant.Locator("text=Five questions").First);
        await LookUnlessBlindAsync("questions");
        await FillAsync(applicant, "Save", [.. Traits.Select(t => (t, (string?)$"By the {about} I did what {t} asks for."))]);
        await PressAsync(applicant.Locator("text=Whether the programme is for you").First);
        await PressAsync(applicant.Locator("main button:has-text('Save')").First);
        await RefusedAsync(applicant, "Choose");
        await LookUnlessBlindAsync("eligibility");
        await FillAsync(applicant, "Save", ("belongs-yes", null), ("agrees", null));
        if (name == Taker)
        {
            // Away, and back: what was saved is there.
            await applicant.GotoAsync("/applications");
            await LookAsync(applicant, "applications");
            await PressAsync(applicant.Locator($"main .govuk-task-list a:has-text('{Title}')").First);
            await SendAsync(applicant, here + "/questions", "main h1");
            Assert.Equal($"By the {about} I did what motivation asks for.", await applicant.InputValueAsync("#motivation"));
            await applicant.GotoAsync(here);
            await PressAsync(applicant.Locator("text=What you need in order to take part, if anything").First);
            await FillAsync(applicant, "Ask for it", ("stage-Interview", null), ("need", "A room without stairs."));
            await LookAsync(applicant, "needs");
            await applicant.GotoAsync(here + "/monitoring");
            await LookAsync(applicant, "monitoring");
            await FillAsync(applicant, "Save", ("sex", "X1"));
        }

        await applicant.GotoAsync(here + "/send");
        await LookUnlessBlindAsync("sending");
        await PressAsync(applicant.Locator("main button:has-text('Send my application')").First);
        Assert.Equal("We have your application", await applicant.InnerTextAsync("h1"));
        await LookUnlessBlindAsync("a sent application");
        return here;

        Task LookUnlessBlindAsync(string kind) => scripts ? LookAsync(applicant, kind) : Task.CompletedTask;
    }

    /// <summary>Who was told answers; who put somebody forward sees it; who is not to know learns nothing.</summary>
    private async Task AnswerForTheEmployersAsync()
    {
        var told = await AsAsync(TellersEmployer, scripts: false);
        await told.GotoAsync("/employer");
        var asked = told.Locator("main .entry", new() { HasText = Title });
        await asked.Locator("input[value=yes]").CheckAsync();
        await PressAsync(asked.Locator("button"));
        await SaysAsync(told, "You support the application.");
        await SendAsync(await AsAsync(AskersEmployer), "/employer", $"main h3:has-text('{Asker}')");
        var others = await AsAsync(TakersEmployer);
        await others.GotoAsync("/employer");
        Assert.DoesNotContain(Taker, await ReadAsync(others), StringComparison.Ordinal);
    }

    private async Task PrepareMarkingAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/assessing");
        await LookAsync(manager, "how it is marked");
        await FillAsync(manager, "Fix it", ("readers", "2"), ("tie-1", "motivation"));
        foreach (var (name, employer) in Assessors) await FillAsync(manager, "Appoint", ("person", name), ("employer", employer), ("trained", Day(-30)));
        await LookAsync(manager, "assessors and applications");
    }

    private async Task CalibrateAsync(string assessor)
    {
        var page = await AsAsync(assessor);
        await page.GotoAsync("/marking");
        await LookAsync(page, "marking");
        await PressAsync(page.Locator($"main a:has-text('{Title}')").First);
        await LookAsync(page, "before marking");
        await PressAsync(page.Locator("main a:has-text('Samples')").First);
        await LookAsync(page, "samples");
        foreach (var sample in await page.Locator("main fieldset").AllAsync()) await sample.Locator("input[value='3']").CheckAsync();
        await PressAsync(page.Locator("main button:has-text('Compare')").First);
        await LookAsync(page, "samples marked");
        if (await page.Locator("text=Try again").CountAsync() == 0) return;
        var agreed = await page.Locator("main tbody tr td:nth-of-type(2)").AllInnerTextsAsync();
        foreach (var (sample, at) in (await page.Locator("main fieldset").AllAsync()).Select((s, at) => (s, at))) await sample.Locator($"input[value='{agreed[at].Trim()}']").CheckAsync();
        await PressAsync(page.Locator("main button:has-text('Compare')").First);
        await SaysAsync(page, "That is enough");
    }

    private async Task HandOutAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/assessing");
        await PressAsync(manager.Locator("main td[data-h='What they read'] a").First);
        await LookAsync(manager, "what assessors read");
        await PressAsync(manager.Locator("main button:has-text('I have looked it over')").First);
        await manager.GotoAsync(cohort + "/assessing");
        await PressAsync(manager.Locator("main button:has-text('Hand out by the rules')").First);
        await SaysAsync(manager, "6 markings handed out");
        await LookAsync(manager, "handed out");
    }

    /// <summary>Marks what is given: who wrote of the harbour stands out, but for one answer and one assessor.</summary>
    private async Task MarkAsync(string assessor)
    {
        var page = await AsAsync(assessor);
        await page.GotoAsync("/marking");
        await PressAsync(page.Locator($"main a:has-text('{Title}')").First);
        string here = PathOf(page);
        // Applications of one employer are spread over the assessors, so that with one from each somebody may have none.
        if (await page.Locator("main a[href*='/answers/']").CountAsync() == 0) return;
        foreach (string trait in Traits)
        {
            await page.GotoAsync(here);
            await PressAsync(page.Locator($"main .govuk-task-list a[href*='/answers/{trait}/']").First);
            while (page.Url.Contains("/answers/", StringComparison.Ordinal))
            {
                await LookAsync(page, "an answer");
                string text = await page.InnerTextAsync("blockquote");
                Assert.DoesNotContain("Rahman", await page.ContentAsync(), StringComparison.Ordinal);
                bool isTakers = text.Contains("harbour", StringComparison.Ordinal), disagrees = isTakers && trait == "motivation" && !hasDisagreed;
                hasDisagreed |= disagrees;
                if (disagrees)
                {
                    await PressAsync(page.Locator("main button:has-text('Keep the mark')").First);
                    await RefusedAsync(page, "mark");
                }

                await FillAsync(page, "Keep the mark", (disagrees ? "value-3" : isTakers ? "value-5" : "value-4", null), ("comment", "Their own part is told."));
            }
        }

        await PressAsync(page.Locator("main button:has-text('Lock what is marked')").First);
        await SaysAsync(page, "locked");
        await LookAsync(page, "locked");
    }

    private async Task SettleAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/assessing");
        await PressAsync(manager.Locator("main button:has-text('Ask third persons')").First);
        await SaysAsync(manager, "Third persons were asked for 1 mark");
        foreach (var (assessor, _) in Assessors)
        {
            var page = await AsAsync(assessor);
            await page.GotoAsync("/marking");
            await PressAsync(page.Locator($"main a:has-text('{Title}')").First);
            if (await page.Locator("main a:has-text('Settle a mark')").CountAsync() == 0) continue;
            await PressAsync(page.Locator("main a:has-text('Settle a mark')").First);
            await LookAsync(page, "a mark to settle");
            await FillAsync(page, "Settle the mark", ("value-5", null), ("reason", "It shows what changed."));
            await SaysAsync(page, "Settled");
        }
    }

    /// <returns>Who of the two comes before the other.</returns>
    private async Task<string> DecideTheTieAsync()
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/meeting");
        await LookAsync(manager, "selection meeting");
        await FillAsync(manager, "Show", ("line", "2"));
        await SaysAsync(manager, "2 applicants are tied on the line");
        await FillAsync(manager, "Decide the tie", ("wish-ByProtectedCharacteristic", null));
        await RefusedAsync(manager, "Section 159");
        await LookAsync(manager, "a tie");
        await FillAsync(manager, "Decide the tie", ("wish-ByWhatWasFixed", null));
        var winner = manager.Locator("main tr:has-text('above, by the tie') a");
        Assert.StartsWith("Applicant ", await winner.InnerTextAsync(), StringComparison.Ordinal);
        await PressAsync(winner);
        return (await manager.InnerTextAsync("h1")).StartsWith(Asker, StringComparison.Ordinal) ? Asker : Teller;
    }

    private async Task DecideAsync(string name, string deed, params (string Id, string? Value)[] more)
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort);
        await PressAsync(manager.Locator($"main table a:has-text('{name}')").First);
        await LookAsync(manager, "an application");
        if (deed == "Offer")
        {
            await SaysAsync(manager, "The employer must not learn of this application");
            await PressAsync(manager.Locator("main button:has-text('Look at the declaration')"));
            await SaysAsync(manager, "has declared that they belong");
            await LookAsync(manager, "a declaration");
        }

        await FillAsync(manager, "Keep the decision", [("deed-" + deed, null), .. more]);
    }

    private async Task RefuseAsync(string name)
    {
        var manager = await AsAsync(Manager);
        await DecideAsync(name, "NotSelect");
        await RefusedAsync(manager, "reason");
        await LookAsync(manager, "a decision refused");
        await FillAsync(manager, "Keep the decision", ("deed-NotSelect", null), ("reason", "places"), ("feedback", "Say what changed."), ("next-step", "apply-again"));
        await SaysAsync(manager, "not told yet");
        Assert.DoesNotContain("Say what changed.", await ReadAsync(await AsAsync(name, scripts: false)), StringComparison.Ordinal);
    }

    private async Task TellAsync(int applicants)
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort);
        await PressAsync(manager.Locator("main button:has-text('Tell')").First);
        await SaysAsync(manager, $"{applicants} applicants were told");
        await manager.GotoAsync(cohort + "/groups");
        await LookAsync(manager, "groups before the end");
        await SaysAsync(manager, "Not before every outcome is told");
    }

    /// <summary>Times, what the applicant needs, who is free, and panels by the rules.</summary>
    private async Task InviteAsync(string second)
    {
        var manager = await AsAsync(Manager);
        await manager.GotoAsync(cohort + "/interviews");
        await LookAsync(manager, "no interviews yet");
        foreach (string from in (string[])["09:30", "10:30"]) await FillAsync(manager, "Add it", ("day", Day(21)), ("from", from), ("place", "City Hall"));
        await LookAsync(manager, "times for interviews");
        foreach (var (assessor, _) in Assessors)
        {
            var page = await AsAsync(assessor);
            await page.GotoAsync(cohort.Replace("/programme/cohorts", "/marking", StringComparison.Ordinal) + "/interviews");
            await LookAsync(page, "when assessors are free");
            foreach (var time in await page.Locator("main input[name=slot]").AllAsync()) await time.CheckAsync();
            await PressAsync(page.Locator("main button:has-text('Save')").First);
            Assert.DoesNotContain("Rahman", await ReadAsync(page), StringComparison.Ordinal);
        }

        await manager.ReloadAsync();
        await GiveAsync(Taker);
        await RefusedAsync(manager, "Arrange first");
        await PressAsync(manager.Locator($"main a:has-text('{Taker}')").First);
        await PressAsync(manager.Locator("main button:has-text('See what was asked for')").First);
        await LookAsync(manager, "what was asked for");
        var answer = manager.Locator("main form", new() { HasText = "What was arranged" });
        await answer.Locator("textarea[name=answer]").FillAsync("Room 2 is step-free.");
        await answer.Locator("textarea[name=for-panel]").FillAsync("Meet in room 2.");
        await answer.Locator("input[type=checkbox]").CheckAsync();
        await PressAsync(answer.Locator("button"));
        await manager.GotoAsync(cohort + "/interviews");
        await GiveAsync(Taker);
        await GiveAsync(second);
        await SeatAsync(0, 2);
        await RefusedAsync(manager, "Choose 3 people or more.");
        await SeatAsync(0, 3);
        await SeatAsync(1, 3);
        await SaysAsync(manager, "2 of 2 interviews have a panel");
        await LookAsync(manager, "panels");

        async Task GiveAsync(string name)
        {
            await manager.SelectOptionAsync("#application", name);
            await manager.SelectOptionAsync("#slot", new SelectOptionValue { Index = 1 });
            await PressAsync(manager.Locator("main button:has-text('Give the time')").First);
        }

        async Task SeatAsync(int slot, int people)
        {
            var entry = manager.Locator("main section.entry").Nth(slot);
            if (await entry.Locator("details").First.GetAttributeAsync("open") is null) await entry.Locator("summary").First.ClickAsync();
            var boxes = await entry.Locator("input[name=panel]").AllAsync();
            for (int at = 0; at < people; at++) await boxes[at].CheckAsync();
            await PressAsync(entry.Locator("button:has-text('Seat them')"));
        }
    }

    private async Task MarkInterviewsAsync(string assessor)
    {
        var page = await AsAsync(assessor);
        await page.GotoAsync(cohort.Replace("/programme/cohorts", "/marking", StringComparison.Ordinal) + "/interviews");
        await LookAsync(page, "own panels");
        for (int at = 0; at < 2; at++)
        {
            await PressAsync(page.Locator("main .govuk-task-list a").Nth(at));
            await LookAsync(page, "an interview");
            await page.CheckAsync("#lock");
            await PressAsync(page.Locator("main button:has-text('Save')").First);
            await RefusedAsync(page, "mark");
            string mark = await page.InnerTextAsync("h1") == Taker ? "5" : "3";
            await FillAsync(page, "Save", [.. Traits.SelectMany(t => ((string, string?)[])[($"{t}-{mark}", null), ("note-" + t, "As it was said.")]), ("lock", null)]);
            await LookAsync(page, "an interview that is locked");
            await page.GotoAsync(cohort.Replace("/programme/cohorts", "/marking", StringComparison.Ordinal) + "/interviews");
        }
    }

    private async Task MeetAsync(string second)
    {
        var manager = await AsAsync(Manager);
        // It is ten o'clock: the first was at half past nine, the second is at half past ten.
        await HeldAsync(Taker);
        await SaysAsync(manager, "Interviewed");
        await HeldAsync(second);
        await RefusedAsync(manager, "If it was held before, choose how");
        await FillAsync(manager, "The interview has taken place", ("otherwise", "It was held earlier, in a room"));
        await SaysAsync(manager, "Interviewed");

        await manager.GotoAsync(cohort + "/meeting?stage=interview&line=1");
        await LookAsync(manager, "selection meeting after interviews");
        Assert.Contains("5.00", await manager.InnerTextAsync($"main tr:has-text('{Taker}')"), StringComparison.Ordinal);
        await DecideAsync(Taker, "Offer");
        await DecideAsync(second, "PutOnReserve", ("rank", "1"));

        async Task HeldAsync(string name)
        {
            await manager.GotoAsync(cohort);
            await PressAsync(manager.Locator($"main table a:has-text('{name}')").First);
            await PressAsync(manager.Locator("main button:has-text('The interview has taken place')").First);
        }
    }
}
