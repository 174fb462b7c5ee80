using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Programmes;
using Parity.Platform.SampleCity.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.SampleCity;

/// <summary>
/// Puts the city's organisations, people and open round into a database that holds the fictional city, once: a start
/// that was cut off has left nothing, and a later one finds them there.
/// </summary>
public static class LoadPeople
{
    /// <summary>The city's two published editions are behind it; the third is being collected.</summary>
    private const int EditionCollected = 3;

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<bool> HandleAsync(CancellationToken stop)
        {
            if (store.Holding is not Holding.FictionalCity) throw new InvalidOperationException("The fictional city is never loaded into a real partnership's database.");
            var change = new Change(new Actor.TheSystem("demo"), ChangeKind.DemoLoaded, "the fictional city is set up for a demonstration");
            bool isNew = await store.WriteAsync(change, async records =>
            {
                if (await PartnershipDoor.HasAnyAsync(records)) return false;
                await LoadAsync(records);
                return true;
            }, stop);
            if (!isNew) return false;
            // What the story's older cohorts would have lost by now is gone from the start, and what the lot fell on is there.
            await new ForgetApplications.Handler(store, clock).HandleAsync(stop);
            await new DrawSightings.Handler(store, clock).HandleAsync(stop);
            return true;
        }

        /// <summary>Some weeks from now, so that a visitor finds work that is not late yet.</summary>
        private DateOnly DueOn() => London.Today(clock).AddDays(42);

        private async Task LoadAsync(Records records)
        {
            var joined = TheCity.SnapshotOf(0);
            OrganisationId[] organisations = [.. TheCity.Employers.Select(e => PartnershipDoor.Admit(records, clock, e.Code, e.Name, e.Sector, joined))];
            var round = WorkforceDoor.OpenRound(records, clock, "Third edition", TheCity.SnapshotOf(EditionCollected), TheCity.PeriodStartOf(EditionCollected), TheCity.SnapshotOf(EditionCollected), DueOn(), organisations);
            var groups = Cast.Groups.ToDictionary(g => g.Kind, g => PartnershipDoor.Form(records, clock, g.Name, g.Kind, g.Purpose, joined));
            var cast = new List<(Cast.Part Part, SampleProgrammes.One One)>();
            foreach (var part in Cast.All)
            {
                OrganisationId? organisation = part.Employer < 0 ? null : organisations[part.Employer];
                var person = AccountsDoor.Enrol(records, clock, part.Name, organisation is { } at ? new HeldRole(part.Role, at) : new HeldRole(part.Role));
                cast.Add((part, new(person, part.Name, organisation)));
                if (Cast.GroupOf(part) is { } kind)
                    PartnershipDoor.Seat(records, clock, groups[kind], organisation, person, part.Role is Role.OrganisationLead && part.Employer == 0 ? "Chair" : "Seat", joined);
                // The heads of the first five look after the shared programme too.
                if (part.Role is Role.OrganisationLead && part.Employer < 5) PartnershipDoor.Seat(records, clock, groups[GroupKind.Board], organisation, person, "Seat", joined);
                if (part.Role is not Role.HrAnalyst) continue;
                var token = TokenId.New(clock);
                WorkforceDoor.IssueToken(records, clock, token, CityToken.SecretOf(store.Key, token), person, organisation!.Value, round);
            }

            List<SampleProgrammes.One> Those(Func<Cast.Part, bool> which) => [.. cast.Where(c => which(c.Part)).Select(c => c.One)];
            bool Later(Cast.Part part) => Cast.Graduates.Contains(part.Name) || Cast.Unplaced.Contains(part.Name);
            await new SampleProgrammes(records, store.Key, clock, new(
                Those(p => p.Role is Role.ProgrammeManager)[0].Person, Those(p => p.Role is Role.Evaluator)[0].Person, Those(p => p.Role is Role.OrganisationLead), Those(p => Cast.Graduates.Contains(p.Name)),
                Those(p => p.Role is Role.Participant && !Later(p)), Those(p => p.Role is Role.Applicant && !Later(p)), Those(p => Cast.Unplaced.Contains(p.Name)), Those(p => p.Role is Role.LineManager), Those(p => p.Role is Role.Assessor), Those(p => p.Role is Role.Mentor))).LoadAsync();
        }
    }
}
