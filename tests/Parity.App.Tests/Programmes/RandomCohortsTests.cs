using Parity.Platform.Programmes.Rules;

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
                if (deed is ApplicationDeed.Accept && taken >= places)
                {
                    refused++;
                    continue;
                }

                bool had = ApplicationMoves.TakesPlace(one.State);
                var before = one.State;
                if (ApplicationMoves.After(one.State, deed, doer) is not { } to)
                {
                    Assert.DoesNotContain(deed, ApplicationMoves.Open(one.State, doer));
                    continue;
                }

                one.State = to;
                one.WasSent |= deed is ApplicationDeed.Submit;
                one.Agreed = deed is ApplicationDeed.Accept ? one.Route is ApplicationRoute.NoApproval : one.Agreed && deed is not ApplicationDeed.Withdraw;
                if (deed is ApplicationDeed.Accept) accepted++;
                taken += (ApplicationMoves.TakesPlace(to) ? 1 : 0) - (had ? 1 : 0);

                // Nobody has a place who was not offered one, nobody was offered one who was not seen, and nobody goes back to a draft that was sent.
                if (to is ApplicationState.Accepted) Assert.Equal(ApplicationState.Offered, before);
                if (to is ApplicationState.Offered) Assert.Contains(before, (ApplicationState[])[ApplicationState.Interviewed, ApplicationState.Reserve, ApplicationState.NotSelected, ApplicationState.Declined, ApplicationState.OfferLapsed, ApplicationState.OfferWithdrawn]);
                if (to is ApplicationState.Draft) Assert.False(one.WasSent);
                // A deferred place is given back and taken up again by the team, which the store counts; here it counts at once.
                if (deed is ApplicationDeed.Start && before is ApplicationState.Deferred && taken > places) (one.State, taken) = (ApplicationState.Deferred, taken - 1);
                Assert.InRange(taken, 0, places);
                if (one.Route is ApplicationRoute.NoApproval && ApplicationRoutes.EmployerMayKnow(one.Route, one.State, one.WasSent, one.Agreed)) Assert.True(ApplicationMoves.TakesPlace(one.State) || one.State is ApplicationState.Deferred);
                if (!one.WasSent) Assert.False(ApplicationRoutes.EmployerMayKnow(one.Route, one.State, one.WasSent, one.Agreed));
            }
        }

        Assert.True(accepted > 100 && refused > 100, $"{accepted} accepted, {refused} refused: too few to mean anything");
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
