using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>Whoever objects to equality monitoring is in none of a programme's statistics of groups.</summary>
public sealed class ObjectionTests
{
    [EveryDatabase]
    public async Task The_answers_of_whoever_objects_are_not_counted_and_those_of_whoever_takes_it_back_are(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 30);
        var objecting = new List<PersonId>();
        for (int at = 0; at < 13; at++) objecting.Add(await city.PersonAsync($"Objecting {at}"));
        // Of 40 women 24 are shortlisted, of 40 men 16. Six women who were and seven who were not object, and one of the seven no more.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "a cohort that is decided"), records =>
        {
            for (int at = 0; at < 80; at++)
            {
                bool isWoman = at < 40, goesOn = at < 24 || at >= 64;
                var person = at is >= 18 and < 31 ? objecting[at - 18] : PersonId.New(city.Clock);
                var one = new Application { Id = ProgrammeApplicationId.New(city.Clock), Cohort = city.Cohort, Person = person, State = ApplicationState.Draft, BegunAt = city.Clock.GetUtcNow(), SentAt = city.Clock.GetUtcNow(), Route = ApplicationRoute.NoApproval };
                records.Add(one);
                one.Move(records, city.Clock, ApplicationDeed.Submit, Doer.Applicant);
                if (goesOn) one.Move(records, city.Clock, ApplicationDeed.Shortlist, Doer.Team);
                one.Move(records, city.Clock, ApplicationDeed.NotSelect, Doer.Team);
                byte[] subject = MonitoringAnswers.SubjectOf(city.Store.Key, one.Id);
                records.Add(new MonitoringAnswers { Subject = subject, Cohort = city.Cohort, Sealed = MonitoringAnswers.Seal(city.Store.Key, subject, new Dictionary<string, string> { ["sex"] = isWoman ? "F" : "M" }), SavedOn = London.Today(city.Clock) });
            }

            return Task.FromResult(true);
        }, default);
        var objects = new ObjectToMonitoring.Handler(city.Store, city.Clock);
        foreach (var person in objecting) await objects.HandleAsync(new(person, true), default);
        await objects.HandleAsync(new(objecting[^1], false), default);

        // What is counted once is counted for the team alone.
        Assert.IsType<ReadAdverseImpact.Outcome.NoSuchCohort>(await new ReadAdverseImpact.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Cohort), default));
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<ShownGroups>().CountAsync()));
        var shown = Assert.IsType<ReadAdverseImpact.Outcome.Shown>(await new ReadAdverseImpact.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort), default));
        var shortlisted = shown.Questions.Single(q => q.Code == "sex").Steps[1];
        Assert.Equal([("F", 18, 28), ("M", 16, 40), (ReadAdverseImpact.NotAnswered, 6, 12)], shortlisted.Groups.Select(g => (g.Code, g.Through, g.Of)).OrderBy(g => g.Code, StringComparer.Ordinal));
        Assert.Equal((80, 0), (shown.Applied, shortlisted.Hidden));
    }
}
