using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Gives applications that were sent to assessors by the rules; what was given before stays. It can be run again.</summary>
public static class HandOutApplications
{
    public sealed record Request(PersonId By, CohortId Cohort);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Short">Applications that still have too few readers.</param>
        public sealed record Done(int Given, int Short) : Outcome;

        /// <summary>How ties are decided is not fixed yet.</summary>
        public sealed record NothingFixed : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            var flags = new IdentityFlags(people.Values.Select(a => a.Name), (await partnership.AllAsync(stop)).Select(o => o.Name));
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MarkingGiven, "applications were handed out to assessors"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort, stop)) return new Outcome.NoSuchCohort();
                var desk = await MarkingDesk.AtAsync(records, store.Key, request.Cohort, people, stop);
                if (desk.Rule is null) return new Outcome.NothingFixed();
                var proposed = desk.Propose();
                foreach (var one in proposed)
                {
                    var application = new ProgrammeApplicationId(one.Application);
                    foreach (var person in one.Given)
                        records.Add(new Marking { Application = application, Assessor = person, Stage = MarkingStage.Reading, GivenAt = clock.GetUtcNow(), GivenBy = request.By, IsByHand = false });
                    if (one.Given.Count > 0) await Masking.CoverAsync(records, store.Key, clock, application, flags, stop);
                }

                await NeutralLetter.SendAsync(records, store.Key, clock, $"marking {request.Cohort} {NeutralLetter.Now(clock)}", proposed.SelectMany(p => p.Given));
                return new Outcome.Done(proposed.Sum(p => p.Given.Count), proposed.Count(p => p.Short > 0));
            }, stop);
        }
    }
}

/// <summary>Gives one application to one assessor by hand, or takes it off; the rules are the same.</summary>
public static class GiveByHand
{
    public sealed record Request(PersonId By, CohortId Cohort, ProgrammeApplicationId? Application, PersonId? Assessor, bool TakeOff = false);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record Barred(Bar Bar) : Outcome;

        /// <summary>It has it already, or has locked its marks.</summary>
        public sealed record NotPossible(string Advice) : Outcome;

        public sealed record NoSuch : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            var flags = new IdentityFlags(people.Values.Select(a => a.Name), (await partnership.AllAsync(stop)).Select(o => o.Name));
            var change = request.TakeOff ? new Change(new Actor.Someone(request.By), ChangeKind.MarkingEnded, "an application was taken off an assessor") : new Change(new Actor.Someone(request.By), ChangeKind.MarkingGiven, "an application was given to an assessor by hand");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuch();
                var desk = await MarkingDesk.AtAsync(records, store.Key, request.Cohort, people, stop);
                if (desk.ToMark.FirstOrDefault(a => a.Application == request.Application?.Value) is not { } one || desk.Readers.FirstOrDefault(r => r.Person == request.Assessor) is not { } reader) return new Outcome.NoSuch();
                var id = new ProgrammeApplicationId(one.Application);
                var held = await records.Set<Marking>().SingleOrDefaultAsync(m => m.Application == id && m.Assessor == reader.Person && m.Stage == MarkingStage.Reading, stop);
                if (request.TakeOff)
                {
                    if (held is null or { EndedAt: not null }) return new Outcome.NoSuch();
                    if (held.LockedAt is not null) return new Outcome.NotPossible("These marks are locked and stay.");
                    (held.EndedAt, held.EndedBy) = (clock.GetUtcNow(), MarkingEnd.TakenOff);
                    return new Outcome.Done();
                }

                if (desk.Rule is null) return new Outcome.NotPossible("Fix first how the cohort is marked and ties are decided.");
                if (held is { EndedAt: null }) return new Outcome.NotPossible("This assessor has it already.");
                if (HandOut.BarOf(one, reader) is { } bar) return new Outcome.Barred(bar);
                records.Add(new Marking { Application = id, Assessor = reader.Person, Stage = MarkingStage.Reading, GivenAt = clock.GetUtcNow(), GivenBy = request.By, IsByHand = true });
                await Masking.CoverAsync(records, store.Key, clock, id, flags, stop);
                await NeutralLetter.SendAsync(records, store.Key, clock, $"marking {request.Cohort} {NeutralLetter.Now(clock)}", [reader.Person]);
                return new Outcome.Done();
            }, stop);
        }
    }
}
