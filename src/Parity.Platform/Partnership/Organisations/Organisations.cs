using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Partnership.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Partnership;

/// <summary>The register of the partnership: who is part of it, who was, what became of them.</summary>
public static class ReadOrganisations
{
    /// <param name="Only">This one; null: all.</param>
    public sealed record Request(OrganisationId? Only = null);

    public sealed record Part(Guid Id, string Name, DateOnly From, DateOnly? Until);

    /// <param name="Band">A band of the return format.</param>
    public sealed record Rung(Guid Id, string Name, int Rank, string Band, DateOnly From, DateOnly? Until);

    public sealed record Happening(DateOnly Day, string Kind, string? Before, string? After);

    public sealed record Listed(
        Partner Partner, DateOnly JoinedOn, DateOnly? LeftOn, string? BecamePartOf, IReadOnlyList<Part> Directorates, IReadOnlyList<Rung> Grades, IReadOnlyList<Happening> History);

    public sealed class Handler(Store store)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var names = await records.Set<Organisation>().ToDictionaryAsync(o => o.Id, o => o.Name, stop);
            var asked = request.Only is { } only ? records.Set<Organisation>().Where(o => o.Id == only) : records.Set<Organisation>();
            var found = await asked.OrderBy(o => o.Name).ToListAsync(stop);
            var parts = (await records.Set<Directorate>().Where(d => asked.Any(o => o.Id == d.Organisation)).OrderBy(d => d.Name).ToListAsync(stop)).ToLookup(d => d.Organisation);
            var rungs = (await records.Set<OrganisationGrade>().Where(g => asked.Any(o => o.Id == g.Organisation)).OrderBy(g => g.Rank).ToListAsync(stop)).ToLookup(g => g.Organisation);
            var history = (await records.Set<OrganisationEvent>().Where(e => asked.Any(o => o.Id == e.Organisation)).ToListAsync(stop)).ToLookup(e => e.Organisation);
            return found.ConvertAll(o => new Listed(
                Partner.Of(o), o.JoinedOn, o.LeftOn, o.MergedInto is { } into ? names[into] : null,
                [.. parts[o.Id].Select(d => new Part(d.Id, d.Name, d.FromOn, d.UntilOn))],
                [.. rungs[o.Id].Select(g => new Rung(g.Id, g.Name, g.Rank, g.Band, g.FromOn, g.UntilOn))],
                [.. history[o.Id].OrderByDescending(e => e.Day).ThenByDescending(e => e.Id).Select(e => new Happening(e.Day, e.Kind, e.Before, e.After))]));
        });
    }
}

/// <summary>Takes an organisation into the partnership.</summary>
public static class AdmitOrganisation
{
    public sealed record Request(PersonId By, string? Code, string? Name, string? Sector, DateOnly? On);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Admitted(OrganisationId Id) : Outcome;

        /// <summary>Whoever asks does not keep the partnership's organisations, or no longer.</summary>
        public sealed record NotYours : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var mistakes = new List<(string Field, string Advice)>();
            string? code = OrganisationWords.Code(request.Code), name = OrganisationWords.Name(request.Name);
            if (code is null) mistakes.Add(("code", "Enter a code of letters, digits and hyphens, as the organisation's returns give it."));
            if (name is null) mistakes.Add(("name", OrganisationWords.NameAdvice));
            if (!OrganisationWords.IsSector(request.Sector)) mistakes.Add(("sector", "Choose a sector."));
            if (request.On is not { } on || on > clock.Today()) mistakes.Add(("on", OrganisationWords.DayAdvice));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);

            var change = new Change(new Actor.Someone(request.By), ChangeKind.OrganisationAdmitted, $"the organisation {code} joined the partnership");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.KeepsPartnershipAsync(records, clock, request.By)) return new Outcome.NotYours();
                if (await records.Set<Organisation>().AnyAsync(o => o.Code == code)) return new Outcome.NotYet([("code", "Choose another code: an organisation has or had this one.")]);
                return new Outcome.Admitted(PartnershipDoor.Admit(records, clock, code!, name!, request.Sector!, request.On!.Value));
            }, stop);
        }
    }
}

/// <summary>What happens to an organisation after it has joined. Nothing is overwritten without its history being kept.</summary>
public static class ChangeOrganisation
{
    public abstract record Deed
    {
        private Deed() { }

        public sealed record Rename(string? Name) : Deed;

        public sealed record MoveSector(string? Sector) : Deed;

        public sealed record AddDirectorate(string? Name) : Deed;

        public sealed record EndDirectorate(Guid Id) : Deed;

        public sealed record AddGrade(string? Name, int? Rank, string? Band) : Deed;

        public sealed record EndGrade(Guid Id) : Deed;

        /// <summary>Roles and seats held in it end on that day.</summary>
        public sealed record Leave(DateOnly? On) : Deed;

        /// <summary>It becomes part of another one: its roles and seats go on there.</summary>
        public sealed record Merge(OrganisationId? Into, DateOnly? On) : Deed;
    }

    public sealed record Request(PersonId By, OrganisationId Organisation, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <summary>Whoever asks does not keep the partnership's organisations, or no longer.</summary>
        public sealed record NotYours : Outcome;

        public sealed record NoSuchOrganisation : Outcome;

        public sealed record NotPossible(string Field, string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int MostRank = 99;

        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.Leave => (ChangeKind.OrganisationLeft, "an organisation left the partnership; roles and seats in it ended"),
                Deed.Merge => (ChangeKind.OrganisationMerged, "an organisation became part of another; roles and seats went on there"),
                _ => (ChangeKind.OrganisationChanged, $"changed an organisation: {Words(request.Deed)}"),
            };
            return store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why, request.Organisation), async records =>
            {
                if (!await AccountsDoor.KeepsPartnershipAsync(records, clock, request.By)) return new Outcome.NotYours();
                var organisation = await records.Set<Organisation>().SingleOrDefaultAsync(o => o.Id == request.Organisation, stop);
                if (organisation is null) return new Outcome.NoSuchOrganisation();
                return organisation.LeftOn is null ? await DoAsync(records, request.By, organisation, request.Deed) : new Outcome.NotPossible("", "Nothing can be changed: this organisation has left.");
            }, stop);
        }

        private static string Words(Deed deed) => deed switch
        {
            Deed.Rename => "its name",
            Deed.MoveSector => "its sector",
            Deed.AddDirectorate or Deed.EndDirectorate => "its directorates",
            _ => "its grades",
        };

        private async Task<Outcome> DoAsync(Records records, PersonId by, Organisation organisation, Deed deed)
        {
            var today = clock.Today();
            switch (deed)
            {
                case Deed.Rename { Name: var given }:
                    if (OrganisationWords.Name(given) is not { } name) return new Outcome.NotPossible("name", OrganisationWords.NameAdvice);
                    if (name == organisation.Name) return new Outcome.Done();
                    Note(records, organisation, today, "renamed", organisation.Name, name);
                    organisation.Name = name;
                    return new Outcome.Done();
                case Deed.MoveSector { Sector: var sector }:
                    if (!OrganisationWords.IsSector(sector)) return new Outcome.NotPossible("sector", "Choose a sector.");
                    if (sector == organisation.Sector) return new Outcome.Done();
                    Note(records, organisation, today, "moved to another sector", organisation.Sector, sector);
                    organisation.Sector = sector!;
                    return new Outcome.Done();
                case Deed.AddDirectorate { Name: var given }:
                    if (OrganisationWords.Name(given) is not { } directorate) return new Outcome.NotPossible("directorate", "Enter the directorate's name.");
                    if (await records.Set<Directorate>().AnyAsync(d => d.Organisation == organisation.Id && d.Name == directorate && d.UntilOn == null)) return new Outcome.NotPossible("directorate", "Choose another name: there is a directorate of this one.");
                    records.Add(new Directorate { Id = TypedId.NewValue(clock), Organisation = organisation.Id, Name = directorate, FromOn = today });
                    return new Outcome.Done();
                case Deed.EndDirectorate { Id: var id }:
                    if (await records.Set<Directorate>().SingleOrDefaultAsync(d => d.Id == id && d.Organisation == organisation.Id && d.UntilOn == null) is not { } ending) return new Outcome.NoSuchOrganisation();
                    ending.UntilOn = today;
                    return new Outcome.Done();
                case Deed.AddGrade { Name: var given, Rank: var rank, Band: var band }:
                    if (OrganisationWords.Name(given) is not { } grade) return new Outcome.NotPossible("grade", "Enter the grade's name.");
                    if (rank is not (> 0 and <= MostRank)) return new Outcome.NotPossible("rank", $"Enter a whole number from 1, the lowest, to {MostRank}.");
                    if (!OrganisationWords.IsBand(band)) return new Outcome.NotPossible("band", "Choose a band.");
                    records.Add(new OrganisationGrade { Id = TypedId.NewValue(clock), Organisation = organisation.Id, Name = grade, Rank = rank.Value, Band = band!, FromOn = today });
                    return new Outcome.Done();
                case Deed.EndGrade { Id: var id }:
                    if (await records.Set<OrganisationGrade>().SingleOrDefaultAsync(g => g.Id == id && g.Organisation == organisation.Id && g.UntilOn == null) is not { } gone) return new Outcome.NoSuchOrganisation();
                    gone.UntilOn = today;
                    return new Outcome.Done();
                case Deed.Leave { On: var day }:
                    return await GoAsync(records, by, organisation, day, null);
                case Deed.Merge { Into: var into, On: var day }:
                    if (into is not { } target || target == organisation.Id || await records.Set<Organisation>().SingleOrDefaultAsync(o => o.Id == target && o.LeftOn == null) is not { } taking)
                        return new Outcome.NotPossible("into", "Choose another organisation of the partnership.");
                    return await GoAsync(records, by, organisation, day, taking);
                default:
                    throw new InvalidOperationException("A deed without its doing.");
            }
        }

        private async Task<Outcome> GoAsync(Records records, PersonId by, Organisation organisation, DateOnly? day, Organisation? into)
        {
            if (day is not { } on || on > clock.Today() || on < organisation.JoinedOn) return new Outcome.NotPossible("on", OrganisationWords.DayAdvice);
            (organisation.LeftOn, organisation.MergedInto) = (on, into?.Id);
            Note(records, organisation, on, into is null ? "left" : "merged", organisation.Name, into?.Name);
            if (into is not null) Note(records, into, on, "took in", null, organisation.Name);
            foreach (var seat in await records.Set<Seat>().Where(Seat.IsOpenOn(on)).Where(s => s.Organisation == organisation.Id).ToListAsync())
            {
                // It goes on the day after, so that on no day two are counted, and until the day that was agreed.
                var until = seat.UntilOn;
                var from = Seat.End(records, seat, on, clock.Today());
                if (into is not null && !(until < from)) PartnershipDoor.Seat(records, clock, seat.Group, into.Id, seat.Person, seat.Title, from, until);
            }

            await AccountsDoor.EndRolesInAsync(records, store.Key, clock, by, organisation.Id, into?.Id);
            return new Outcome.Done();
        }

        private void Note(Records records, Organisation organisation, DateOnly day, string kind, string? before, string? after) =>
            records.Add(new OrganisationEvent { Id = TypedId.NewValue(clock), Organisation = organisation.Id, Day = day, Kind = kind, Before = before, After = after });
    }
}
