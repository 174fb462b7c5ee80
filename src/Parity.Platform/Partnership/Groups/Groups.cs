using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Partnership.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Partnership;

/// <summary>The bodies of the partnership and who sits in them, now, earlier and from a day to come.</summary>
public static class ReadGroups
{
    public sealed record Request(GroupId? Only = null);

    public enum Time
    {
        Now,
        ToCome,
        Over,
    }

    /// <param name="Person">Who sits there; null for a vacant seat.</param>
    /// <param name="Until">Its last day; null for one without an end in sight.</param>
    public sealed record Chair(Guid Id, string Title, OrganisationId? Organisation, string? OrganisationName, PersonId? Person, DateOnly From, DateOnly? Until, Time Time);

    public sealed record Listed(GroupId Id, string Name, GroupKind Kind, string Purpose, DateOnly From, DateOnly? Until, IReadOnlyList<Chair> Seats);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var asked = request.Only is { } only ? records.Set<Group>().Where(g => g.Id == only) : records.Set<Group>();
            var found = await asked.OrderBy(g => g.Name).ToListAsync(stop);
            var names = await records.Set<Organisation>().ToDictionaryAsync(o => o.Id, o => o.Name, stop);
            var seats = (await records.Set<Seat>().Where(s => asked.Any(g => g.Id == s.Group)).OrderBy(s => s.FromOn).ToListAsync(stop)).ToLookup(s => s.Group);
            return found.ConvertAll(g => new Listed(g.Id, g.Name, g.Kind, g.Purpose, g.FromOn, g.UntilOn,
                [.. seats[g.Id].Select(s => new Chair(s.Id, s.Title, s.Organisation, s.Organisation is { } at ? names[at] : null, s.Person, s.FromOn, s.UntilOn, TimeOf(s)))]));
        });

        private Time TimeOf(Seat seat) => seat.UntilOn < clock.Today() ? Time.Over : seat.FromOn > clock.Today() ? Time.ToCome : Time.Now;
    }
}

/// <summary>Sets a new group up.</summary>
public static class FormGroup
{
    public sealed record Request(PersonId By, string? Name, GroupKind? Kind, string? Purpose, DateOnly? On);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Formed(GroupId Id) : Outcome;

        /// <summary>Whoever asks does not keep the partnership's groups, or no longer.</summary>
        public sealed record NotYours : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int LongestPurpose = 300;

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var mistakes = new List<(string Field, string Advice)>();
            string? name = OrganisationWords.Name(request.Name), purpose = request.Purpose?.Trim();
            if (name is null) mistakes.Add(("name", OrganisationWords.NameAdvice));
            if (request.Kind is null) mistakes.Add(("kind", "Choose what kind of group it is."));
            if (purpose is not { Length: > 0 and <= LongestPurpose }) mistakes.Add(("purpose", $"Say in a sentence what it is for, in at most {LongestPurpose} characters."));
            if (request.On is null) mistakes.Add(("on", "Enter the day from which it meets."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.GroupFormed, "formed a group");
            return await store.WriteAsync<Outcome>(change, async records => await AccountsDoor.KeepsPartnershipAsync(records, clock, request.By)
                ? new Outcome.Formed(PartnershipDoor.Form(records, clock, name!, request.Kind!.Value, purpose!, request.On!.Value)) : new Outcome.NotYours(), stop);
        }
    }
}

/// <summary>Who sits in a group changes, or the group ends.</summary>
public static class ChangeGroup
{
    public abstract record Deed
    {
        private Deed() { }

        /// <param name="Until">The last day, where it is agreed already; it may be ended sooner.</param>
        public sealed record Fill(string? Title, OrganisationId? Organisation, PersonId? Person, DateOnly? From, DateOnly? Until = null) : Deed;

        public sealed record EndSeat(Guid Id, DateOnly? On) : Deed;

        /// <summary>Its seats end with it.</summary>
        public sealed record End(DateOnly? On) : Deed;
    }

    public sealed record Request(PersonId By, GroupId Group, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <summary>Whoever asks does not keep this group, or no longer.</summary>
        public sealed record NotYours : Outcome;

        public sealed record NoSuchGroup : Outcome;

        public sealed record NotPossible(string Field, string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int LongestTitle = 60;

        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var (kind, why) = request.Deed switch
            {
                Deed.Fill => (ChangeKind.SeatFilled, "gave a seat in a group"),
                Deed.EndSeat => (ChangeKind.SeatEnded, "ended a seat in a group"),
                _ => (ChangeKind.GroupEnded, "ended a group and its seats"),
            };
            return store.WriteAsync(new Change(new Actor.Someone(request.By), kind, why, (request.Deed as Deed.Fill)?.Organisation), async records =>
            {
                if (!await AccountsDoor.KeepsPartnershipAsync(records, clock, request.By, request.Group)) return new Outcome.NotYours();
                var group = await records.Set<Group>().SingleOrDefaultAsync(g => g.Id == request.Group, stop);
                if (group is null) return new Outcome.NoSuchGroup();
                return group.UntilOn is null ? await DoAsync(records, group, request.Deed) : new Outcome.NotPossible("", "Nothing can be changed: this group has ended.");
            }, stop);
        }

        private async Task<Outcome> DoAsync(Records records, Group group, Deed deed)
        {
            switch (deed)
            {
                case Deed.Fill fill:
                    if (fill.Title?.Trim() is not { Length: > 0 and <= LongestTitle } title) return new Outcome.NotPossible("title", "Say what the seat is, such as chair or seat.");
                    if (fill.From is not { } from || from < group.FromOn) return new Outcome.NotPossible("from", "Enter a day on which the group met already.");
                    if (fill.Until < from) return new Outcome.NotPossible("until", "Choose a last day that is not before the first, or leave it empty.");
                    if (fill.Organisation is { } at && !await records.Set<Organisation>().AnyAsync(o => o.Id == at && o.LeftOn == null)) return new Outcome.NotPossible("organisation", "Choose an organisation of the partnership.");
                    PartnershipDoor.Seat(records, clock, group.Id, fill.Organisation, fill.Person, title, from, fill.Until);
                    return new Outcome.Done();
                case Deed.EndSeat { Id: var id, On: var day }:
                    if (await records.Set<Seat>().Where(Seat.IsOpenOn(clock.Today())).SingleOrDefaultAsync(s => s.Id == id && s.Group == group.Id) is not { } seat) return new Outcome.NoSuchGroup();
                    if (day is not { } on || on < seat.FromOn) return new Outcome.NotPossible("", "Enter a day that is not before the seat began.");
                    seat.UntilOn = on;
                    return new Outcome.Done();
                case Deed.End { On: var day }:
                    if (day is not { } last || last < group.FromOn) return new Outcome.NotPossible("on", "Enter a day that is not before the group began.");
                    group.UntilOn = last;
                    foreach (var open in await records.Set<Seat>().Where(Seat.IsOpenOn(last)).Where(s => s.Group == group.Id).ToListAsync()) Seat.End(records, open, last, clock.Today());
                    return new Outcome.Done();
                default:
                    throw new InvalidOperationException("A deed without its doing.");
            }
        }
    }
}
