using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>Somebody to shadow, or a mentor inside: asked of one's own employer, which may offer it or not.</summary>
public sealed class InternalSupportTests
{
    [EveryDatabase]
    public async Task An_employer_reads_the_one_need_for_which_it_is_asked_and_its_answer_stands_in_the_plan(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var write = new WritePlan.Handler(city.Store, city.Clock);
        async Task AddAsync(string text, SupportKind support) => Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Need, text, support, null, null)), default));
        await AddAsync("Courage before the okapi board", SupportKind.Coaching);
        await AddAsync("Watch a zebra director at work", SupportKind.Shadowing);
        await AddAsync("Somebody inside to think with", SupportKind.Mentor);
        async Task<ReadPlace.Part> PartAsync(SupportKind kind) => (await TakingPartTests.PlaceAsync(city, ama)).Plan.Single(p => p.Support == kind);
        var ask = new AskEmployer.Handler(city.Store, city.Accounts, city.Clock);
        var read = new ReadAsked.Handler(city.Store, city.Accounts);
        Assert.True((await TakingPartTests.PlaceAsync(city, ama)).HasEmployer);

        Assert.IsType<AskEmployer.Outcome.NotYet>(await ask.HandleAsync(new(ama, place, (await PartAsync(SupportKind.Coaching)).Id), default));
        Assert.IsType<AskEmployer.Outcome.NotYours>(await ask.HandleAsync(new(city.Manager, place, (await PartAsync(SupportKind.Shadowing)).Id), default));
        Assert.Empty(await read.HandleAsync(new(city.Council), default));
        int letters = await LettersAsync(city, city.HrLead);
        var need = await PartAsync(SupportKind.Shadowing);
        Assert.IsType<AskEmployer.Outcome.Done>(await ask.HandleAsync(new(ama, place, need.Id), default));
        Assert.IsType<AskEmployer.Outcome.NotYet>(await ask.HandleAsync(new(ama, place, need.Id), default));
        Assert.Equal((1, 0), (await LettersAsync(city, city.HrLead) - letters, await LettersAsync(city, city.OtherHrLead)));
        Assert.True((await PartAsync(SupportKind.Shadowing)).EmployerAsked);
        Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Remove(need.Id)), default));

        // The employer reads that need and no other; another employer reads nothing, and answers nothing.
        var asked = Assert.Single(await read.HandleAsync(new(city.Council), default));
        Assert.Equal(("Ama", SupportKind.Shadowing, "Watch a zebra director at work", null), (asked.Name, asked.Kind, asked.Need, asked.Answer));
        Assert.Empty(await read.HandleAsync(new(city.Hospital), default));
        var answer = new AnswerAsked.Handler(city.Store, city.Clock);
        Assert.IsType<AnswerAsked.Outcome.NothingThere>(await answer.HandleAsync(new(city.OtherHrLead, city.Hospital, asked.Id, "We offer it."), default));
        Assert.Equal("support-answer", Assert.IsType<AnswerAsked.Outcome.NotYet>(await answer.HandleAsync(new(city.HrLead, city.Council, asked.Id, " "), default)).Field);
        letters = await LettersAsync(city, ama);
        Assert.IsType<AnswerAsked.Outcome.Done>(await answer.HandleAsync(new(city.HrLead, city.Council, asked.Id, "Two days beside the gnu director in June."), default));
        Assert.Equal(1, await LettersAsync(city, ama) - letters);
        Assert.Equal("Two days beside the gnu director in June.", (await PartAsync(SupportKind.Shadowing)).EmployersAnswer);
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Remove(need.Id)), default));

        string everything = await Dump.EverythingAsync(city.Database);
        Assert.All((string[])["zebra", "okapi", "gnu"], word => Assert.DoesNotContain(word, everything, StringComparison.Ordinal));
        Assert.Contains(await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default), h => h.Value == "Watch a zebra director at work; answered: Two days beside the gnu director in June.");

        // Where the employer may not know of the place, nobody is asked, and nobody reads.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "as if it had not been told"), async records => (await records.Set<Application>().SingleAsync()).AgreedToTellAt = null, default);
        Assert.IsType<AskEmployer.Outcome.NotYet>(await ask.HandleAsync(new(ama, place, (await PartAsync(SupportKind.Mentor)).Id), default));
        Assert.Empty(await read.HandleAsync(new(city.Council), default));
        Assert.IsType<AnswerAsked.Outcome.NothingThere>(await answer.HandleAsync(new(city.HrLead, city.Council, asked.Id, "Again."), default));

        // It goes with the other words of the plan.
        city.Clock.Pass(TimeSpan.FromDays(1200));
        await new ForgetParticipants.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal(0, await city.Database.CountAsync("select count(*) from programmes_internal_support"));
    }

    private static Task<int> LettersAsync(ProgrammeCity city, PersonId who) => city.Store.ReadAsync(records => Task.FromResult(records.Set<Mail>().Count(m => m.Person == who)));
}
