using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Keeps who was refused what for their role: a row for each person, day and kind of address, however often they ask.</summary>
public static class NoteRefusals
{
    /// <param name="Address">Method and pattern; no id.</param>
    public sealed record Refusal(PersonId Person, string Address, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

    public sealed record Request(IReadOnlyList<Refusal> Refusals);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Refusals.Count == 0) return Task.FromResult(false);
            var change = new Change(new Actor.TheSystem("gate"), ChangeKind.AccessRefused, "noted who asked for what is for other roles");
            return store.WriteAsync(change, async records =>
            {
                foreach (var one in request.Refusals)
                {
                    var day = London.DayOf(one.FirstAt);
                    if (await records.Set<RefusedAccess>().SingleOrDefaultAsync(r => r.Person == one.Person && r.Day == day && r.Address == one.Address, stop) is { } known)
                        (known.Times, known.LastAt) = (known.Times + one.Times, one.LastAt > known.LastAt ? one.LastAt : known.LastAt);
                    else records.Add(new RefusedAccess { Id = TypedId.NewValue(clock), Person = one.Person, Day = day, Address = one.Address, FirstAt = one.FirstAt, LastAt = one.LastAt, Times = one.Times });
                }

                return true;
            }, stop);
        }
    }
}

/// <summary>Tells an auditor who asked for what is for other roles, newest first.</summary>
public static class ReadRefusals
{
    public const int OnAPage = 50;

    /// <param name="Page">From 1.</param>
    public sealed record Request(int Page);

    public sealed record Line(string Who, string Address, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

    public sealed record Outcome(IReadOnlyList<Line> Lines, int Pages);

    public sealed class Handler(Store store)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var lines = from refused in records.Set<RefusedAccess>()
                        join person in records.Set<Person>() on refused.Person equals person.Id
                        orderby refused.LastAt descending, refused.Person, refused.Address
                        select new Line(person.Name, refused.Address, refused.FirstAt, refused.LastAt, refused.Times);
            int pages = Math.Max(1, (await records.Set<RefusedAccess>().CountAsync(stop) + OnAPage - 1) / OnAPage);
            return new Outcome(await lines.Skip((Math.Clamp(request.Page, 1, pages) - 1) * OnAPage).Take(OnAPage).ToListAsync(stop), pages);
        });
    }
}
