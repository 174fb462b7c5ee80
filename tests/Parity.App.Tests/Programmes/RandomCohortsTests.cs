using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>Cohorts made by chance, from a fixed seed, whose people do whatever they can: no rule is ever broken.</summary>
public sealed class RandomCohortsTests
{
    [Fact]
    public void In_a_thousand_random_cohorts_no_rule_is_broken()
    {
        var random = new Random(20171228);
        int accepted = 0, refused = 0;
        for (int cohort = 0; cohort < 1000; cohort++)
        {
            int places = random.Next(1, 6), taken = 0;
            var people = Enumerable.Range(0, random.Next(5, 30)).Select(_ => new Someone(Pick<EmployerStanding>(random))).ToList();
            foreach (var one in people)
            {
                var open = ApplicationRoutes.For(one.Standing);
                one.Route = open[random.Next(open.Count)];
                if (one.Route is ApplicationRoute.NoApproval) Assert.True(one.Standing is EmployerStanding.WaivesApproval or EmployerStanding.None);
            }

            for (int step = 0; step < people.Count * 25; step++)
            {
                var one = people[random.Next(people.Count)];
                var doer = Pick<Doer>(random);
                // Half of the time something that is possible, else anything at all.
                var possible = ApplicationMoves.Open(one.State, doer);
                var deed = possible.Count > 0 && random.Next(4) > 0 ? possible[random.Next(possible.Count)] : Pick<ApplicationDeed>(random);
                // Few withdraw: else hardly anybody comes as far as a place.
                if (deed is ApplicationDeed.Withdraw && random.Next(20) > 0) continue;
                bool had = ApplicationMoves.TakesPlace(one.State);
                var before = one.State;
                if (ApplicationMoves.After(one.State, deed, doer) is not { } to)
                {
                    Assert.DoesNotContain(deed, ApplicationMoves.Open(one.State, doer));
                    continue;
                }

                // The rule that accepting an offer and taking up a place ask, and nothing of this test, keeps the cohort to its places.
                if (ApplicationMoves.IsFull(before, to, taken, places))
                {
                    refused++;
                    continue;
                }

                one.State = to;
                one.WasSent |= deed is ApplicationDeed.Submit;
                one.Agreed = deed is ApplicationDeed.Accept ? one.Route is ApplicationRoute.NoApproval : one.Agreed && deed is not ApplicationDeed.Withdraw;
                if (deed is ApplicationDeed.Accept) accepted++;
                taken += (ApplicationMoves.TakesPlace(to) ? 1 : 0) - (had ? 1 : 0);

                // Nobody has a place who was not offered one, nobody was offered one who was not seen, and nobody goes back to a draft that was sent.
                if (to is ApplicationState.Accepted) Assert.Equal(ApplicationState.Offered, before);
                if (to is ApplicationState.Offered) Assert.Contains(before, (ApplicationState[])[ApplicationState.Interviewed, ApplicationState.Reserve, ApplicationState.Declined, ApplicationState.OfferLapsed, ApplicationState.OfferWithdrawn]);
                if (to is ApplicationState.Draft) Assert.False(one.WasSent);
                Assert.InRange(taken, 0, places);
                if (one.Route is ApplicationRoute.NoApproval && ApplicationRoutes.EmployerMayKnow(one.Route, one.State, one.WasSent, one.Agreed)) Assert.True(ApplicationMoves.TakesPlace(one.State) || one.State is ApplicationState.Deferred);
                if (!one.WasSent) Assert.False(ApplicationRoutes.EmployerMayKnow(one.Route, one.State, one.WasSent, one.Agreed));
            }
        }

        Assert.True(accepted > 100 && refused > 10, $"{accepted} accepted, {refused} refused: too few to mean anything");
    }

    /// <summary>More offers than places, as a reserve list that is reached for may leave; accepted, given back, put off and taken up by chance, through the slices that people use.</summary>
    [EveryDatabase]
    public async Task However_offers_are_accepted_given_back_put_off_and_taken_up_no_cohort_has_more_people_than_places(Engine engine)
    {
        var random = new Random(20270418);
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 3);
        var later = Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, null, "Later", "later", "For people who lead.", city.Case, "days-27/1", 2, ProgrammeCity.Dates, false), default)).Id;
        var change = new ChangeCohort.Handler(city.Store, city.Clock);
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, later, new ChangeCohort.Deed.Publish()), default));
        city.Clock.Pass(London.At(ProgrammeCity.Dates.StartsOn, new(9, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, later, new ChangeCohort.Deed.Start()), default));
        var offered = new Dictionary<ProgrammeApplicationId, PersonId>();
        foreach (int at in Enumerable.Range(0, 12))
        {
            var person = await city.PersonAsync($"Offered {at}");
            var id = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "an offer for a test"), records =>
            {
                var one = new Application { Id = ProgrammeApplicationId.New(city.Clock), Cohort = city.Cohort, Person = person, State = ApplicationState.Offered, BegunAt = city.Clock.GetUtcNow(), SentAt = city.Clock.GetUtcNow(), Route = ApplicationRoute.NoApproval, Employer = city.Council };
                records.Add(one);
                return Task.FromResult(one.Id);
            }, default);
            offered.Add(id, person);
        }

        int accepted = 0, noPlace = 0, takenUp = 0, noPlaceThere = 0;
        var move = new MoveParticipant.Handler(city.Store, city.Clock);
        for (int step = 0; step < 160; step++)
        {
            var (id, person) = offered.ElementAt(random.Next(offered.Count));
            var (here, there) = await TakenAsync();
            switch (random.Next(8))
            {
                case < 4:
                    var answer = await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true);
                    if (answer is AnswerOffer.Outcome.NoPlaceLeft) Assert.Equal(3, here);
                    (accepted, noPlace) = (accepted + (answer is AnswerOffer.Outcome.Done ? 1 : 0), noPlace + (answer is AnswerOffer.Outcome.NoPlaceLeft ? 1 : 0));
                    break;
                case 4 when step % 3 == 0:
                    await city.AnswerAsync(person, id, AnswerOffer.Wish.Withdraw);
                    break;
                case 5 or 6 when await PlaceAsync(id) is { } place:
                    await move.HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Defer()), default);
                    break;
                case 7 when await PlaceAsync(id) is { } place:
                    bool wasDeferred = await StateAsync(id) is ApplicationState.Deferred;
                    var moved = await move.HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.TakeUp(later)), default);
                    if (wasDeferred) Assert.Equal(there < 2, moved is MoveParticipant.Outcome.Done);
                    (takenUp, noPlaceThere) = (takenUp + (wasDeferred && there < 2 ? 1 : 0), noPlaceThere + (wasDeferred && there == 2 ? 1 : 0));
                    break;
            }

            (here, there) = await TakenAsync();
            Assert.InRange(here, 0, 3);
            Assert.InRange(there, 0, 2);
        }

        Assert.True(accepted > 3 && noPlace > 0 && takenUp == 2 && noPlaceThere > 0, $"{accepted} accepted, {noPlace} without a place, {takenUp} taken up, {noPlaceThere} not: too few to mean anything");

        // Counted apart from how the product counts: from who has a place and in which cohort it is.
        Task<(int Here, int There)> TakenAsync() => city.Store.ReadAsync(async records =>
        {
            var places = await records.Set<Participant>().Join(records.Set<Application>(), p => p.Application, a => a.Id, (p, a) => new { p.Cohort, a.State }).ToListAsync();
            return (places.Count(p => p.Cohort == city.Cohort && ApplicationMoves.TakesPlace(p.State)), places.Count(p => p.Cohort == later && ApplicationMoves.TakesPlace(p.State)));
        });
        Task<ParticipantId?> PlaceAsync(ProgrammeApplicationId id) => city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Application == id).Select(p => (ParticipantId?)p.Id).SingleOrDefaultAsync());
        Task<ApplicationState> StateAsync(ProgrammeApplicationId id) => city.Store.ReadAsync(records => records.Set<Application>().Where(a => a.Id == id).Select(a => a.State).SingleAsync());
    }

    /// <summary>
    /// Applications handed out and panels made by chance: nobody marks or interviews where a bar stands, nobody is left out
    /// for whom somebody could be found, and what an assessor is given is the same when nobody at their employer applies.
    /// </summary>
    [Fact]
    public void In_a_thousand_random_cohorts_no_rule_of_marking_or_panels_is_broken()
    {
        int cohorts = Battery.Size(200, 1000), given = 0, missing = 0, panels = 0;
        var random = new Random(20180111);
        for (int cohort = 0; cohort < cohorts; cohort++)
        {
            int employers = random.Next(2, 9), each = random.Next(1, 4), seed = random.Next();
            var readers = Enumerable.Range(0, random.Next(2, 14)).Select(r => SelectionRulesTests.Reader(r, random.Next(5) == 0 ? null : SelectionRulesTests.Organisation(random.Next(employers))) with { IsCalibrated = random.Next(8) > 0, HasEnded = random.Next(12) == 0 }).ToList();
            var applications = Enumerable.Range(0, random.Next(1, 40)).Select(a => new ToMark(SelectionRulesTests.Id((cohort * 100) + a), random.Next(30) == 0 ? readers[0].Person : new(SelectionRulesTests.Id(90_000 + a)), random.Next(6) == 0 ? null : SelectionRulesTests.Organisation(random.Next(employers)), [])).ToList();
            readers = readers.ConvertAll(r => r with { Linked = applications.Where(_ => random.Next(25) == 0).Select(a => a.Application).ToHashSet(), SteppedBackFrom = applications.Where(_ => random.Next(40) == 0).Select(a => a.Application).ToHashSet() });

            var handed = HandOut.Of(applications, readers, each, seed);
            Assert.Equal(applications.Count, handed.Count);
            foreach (var one in handed)
            {
                var application = applications.Single(a => a.Application == one.Application);
                Assert.Equal(one.Given.Count, one.Given.Distinct().Count());
                Assert.All(one.Given, person => Assert.Null(HandOut.BarOf(application, readers.Single(r => r.Person == person))));
                Assert.Equal(Math.Min(each, readers.Count(r => HandOut.BarOf(application, r) is null)), one.Given.Count);
                Assert.Equal(each - one.Given.Count, one.Short);
                if (one.Short > 0) Assert.Equal(readers.Count - one.Given.Count, one.Bars.Values.Sum());
                (given, missing) = (given + one.Given.Count, missing + one.Short);
            }

            // Within an employer's applications, loads of those who may have all of them differ by one at most.
            foreach (var employer in applications.GroupBy(a => a.Employer))
            {
                var free = readers.Where(r => employer.All(a => HandOut.BarOf(a, r) is null)).ToList();
                var loads = free.ConvertAll(r => handed.Count(h => employer.Any(a => a.Application == h.Application) && h.Given.Contains(r.Person)));
                if (free.Count == readers.Count(r => employer.Any(a => HandOut.BarOf(a, r) is null)) && loads.Count > 0) Assert.InRange(loads.Max() - loads.Min(), 0, 1);
            }

            // The other world: nobody at the first reader's employer applies.
            var colleague = readers[0];
            var without = HandOut.Of([.. applications.Where(a => a.Employer is null || !colleague.Employers.Contains(a.Employer.Value))], readers, each, seed);
            Assert.Equal(handed.Where(h => h.Given.Contains(colleague.Person)).Select(h => h.Application).Order(), without.Where(h => h.Given.Contains(colleague.Person)).Select(h => h.Application).Order());

            foreach (var interview in applications.Take(5))
            {
                var panel = readers.OrderBy(_ => random.Next()).Take(random.Next(1, 5)).Select(r => new Sitter(r, r.Employers.Select(e => (OrganisationId?)e).FirstOrDefault(), random.Next(3) == 0 ? null : "sector " + random.Next(3), random.Next(6) > 0, random.Next(6) > 0, random.Next(9) == 0)).ToList();
                if (PanelRules.Of(interview, panel, 2).Count > 0) continue;
                panels++;
                Assert.True(panel.Count >= 2);
                Assert.All(panel, p => Assert.True(p.IsTrained && p.IsFree && !p.IsElsewhereThen && !p.Reader.HasEnded && p.Reader.Person != interview.Applicant));
                Assert.All(panel, p => Assert.False((interview.Employer is { } own && p.Reader.Employers.Contains(own)) || p.Reader.Linked.Contains(interview.Application) || p.Reader.SteppedBackFrom.Contains(interview.Application)));
                Assert.Equal(panel.Count(p => p.Employer is not null), panel.Where(p => p.Employer is not null).Select(p => p.Employer).Distinct().Count());
            }
        }

        Battery.Report($"{cohorts} random cohorts: {given} markings given, {missing} missing, {panels} panels within the rules, no rule broken");
        Assert.True(given > 10 * cohorts && missing > cohorts && panels > cohorts / 4, $"{given} given, {missing} missing, {panels} panels: too few to mean anything");
    }

    private static T Pick<T>(Random random) where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        return all[random.Next(all.Length)];
    }

    private sealed class Someone(EmployerStanding standing)
    {
        public EmployerStanding Standing => standing;
        public ApplicationRoute Route { get; set; }
        public ApplicationState State { get; set; } = ApplicationState.Draft;
        public bool WasSent { get; set; }
        public bool Agreed { get; set; }
    }
}
