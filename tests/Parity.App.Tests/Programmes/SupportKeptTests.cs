using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

/// <summary>What employers paid, promised and lent: row by row, and until when.</summary>
public sealed class SupportKeptTests
{
    private static readonly DateOnly Noted = new(2027, 1, 18);

    [EveryDatabase]
    public async Task Each_offer_use_payment_and_promise_is_a_row_of_its_own_with_who_noted_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (rooms, _) = await GiveAsync(city);

        var support = await new ListSupport.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(default);
        var offer = support.Offers.Single(o => o.Id == rooms);
        Assert.Equal(("The Council", OfferKind.Venue, 4, "A room for twenty", "Hilda Council", (DateTimeOffset?)null), (offer.Organisation, offer.Kind, offer.Amount, offer.Note, offer.By, offer.EndedAt));
        Assert.Equal([(1, "The briefing", (string?)"Stepping Up", "Mo Manages"), (2, "A module", null, "Mo Manages")], offer.Uses.OrderBy(u => u.Amount).Select(u => (u.Amount, u.What, u.Cohort, u.By)));
        Assert.Equal(
            [(true, 250_000L, (string?)"Stepping Up", "Fees"), (true, 10_000L, null, ""), (false, 40_000L, null, ""), (false, 30_000L, "Stepping Up", "")],
            support.Sums.OrderBy(s => !s.IsPaid).ThenByDescending(s => s.Pence).Select(s => (s.IsPaid, s.Pence, s.Cohort, s.Note)));
        Assert.All(support.Sums, s => Assert.Equal(("The Council", "Mo Manages", Noted), (s.Organisation, s.By, s.On)));
    }

    [EveryDatabase]
    public async Task What_was_given_goes_six_years_after_it_was_over_and_what_still_holds_stays(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (rooms, mentors) = await GiveAsync(city);
        Assert.IsType<OfferSupport.Outcome.Done>(await new OfferSupport.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, null, null, null, rooms), default));

        // On the day six years later nothing has had its time; the day after, what ended or was paid on it and is for no cohort has.
        city.GoTo(Noted.AddYears(6));
        Assert.Equal(new ForgetSupport.Outcome(0, 0), await ForgetAsync(city));
        city.GoTo(Noted.AddYears(6).AddDays(1));
        Assert.Equal(new ForgetSupport.Outcome(1, 1), await ForgetAsync(city));
        Assert.Equal(new ForgetSupport.Outcome(0, 0), await ForgetAsync(city));
        var left = await new ListSupport.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(default);
        Assert.Equal(mentors, Assert.Single(left.Offers).Id);
        Assert.Equal([30_000L, 40_000, 250_000], left.Sums.Select(s => s.Pence).Order());
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<OfferUse>().CountAsync()));

        // The cohort ended on 14 April 2028: what was paid and promised for it goes six years after that.
        city.GoTo(new(2034, 4, 14));
        Assert.Equal(new ForgetSupport.Outcome(0, 0), await ForgetAsync(city));
        city.GoTo(new(2034, 4, 15));
        Assert.Equal(new ForgetSupport.Outcome(2, 0), await ForgetAsync(city));

        // A promise that holds, for no single cohort, stays until six years after it is taken back.
        var promise = Assert.Single((await new ListSupport.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(default)).Sums);
        Assert.Equal(40_000, promise.Pence);
        Assert.IsType<NoteSupport.Outcome.Done>(await NoteAsync(city, new NoteSupport.Deed.EndPromise(promise.Id)));
        city.GoTo(new(2040, 4, 15));
        Assert.Equal(new ForgetSupport.Outcome(0, 0), await ForgetAsync(city));
        city.GoTo(new(2040, 4, 16));
        Assert.Equal(new ForgetSupport.Outcome(1, 0), await ForgetAsync(city));
    }

    [EveryDatabase]
    public async Task An_offer_that_ended_stays_while_a_use_of_it_is_younger_and_every_day_sees_to_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (rooms, _) = await GiveAsync(city);
        Assert.IsType<OfferSupport.Outcome.Done>(await new OfferSupport.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, null, null, null, rooms), default));
        city.GoTo(new(2027, 2, 1));
        Assert.IsType<NoteSupport.Outcome.Done>(await NoteAsync(city, new NoteSupport.Deed.Used(rooms, new(2027, 2, 1), 1, "What was agreed before")));
        city.GoTo(new(2033, 2, 1));
        Assert.Equal(0, (await ForgetAsync(city)).Offers);
        city.GoTo(new(2033, 2, 2));
        Assert.Contains("0 sums and 1 offers of employers, ", await new ProgrammeDay(city.Store, city.Accounts, city.Clock).RunAsync(default), StringComparison.Ordinal);
    }

    /// <summary>On one day: rooms used twice and mentors never, a payment and a promise for the cohort and one of each for none.</summary>
    private static async Task<(Guid Rooms, Guid Mentors)> GiveAsync(ProgrammeCity city)
    {
        var offers = new OfferSupport.Handler(city.Store, city.Clock);
        Assert.IsType<OfferSupport.Outcome.Done>(await offers.HandleAsync(new(city.HrLead, city.Council, OfferKind.Venue, 4, "A room for twenty"), default));
        Assert.IsType<OfferSupport.Outcome.Done>(await offers.HandleAsync(new(city.HrLead, city.Council, OfferKind.Mentor, 2, "Two heads of service"), default));
        var made = await city.Store.ReadAsync(records => records.Set<OfferInKind>().ToDictionaryAsync(o => o.Kind, o => o.Id));
        foreach (var deed in (NoteSupport.Deed[])
        [
            new NoteSupport.Deed.Used(made[OfferKind.Venue], Noted, 1, "The briefing", city.Cohort), new NoteSupport.Deed.Used(made[OfferKind.Venue], Noted, 2, "A module"),
            new NoteSupport.Deed.Paid(city.Council, city.Cohort, PaymentKind.Fee, 250_000, Noted, "Fees"), new NoteSupport.Deed.Paid(city.Council, null, PaymentKind.Sponsorship, 10_000, Noted, null),
            new NoteSupport.Deed.Promised(city.Council, city.Cohort, PaymentKind.Bursary, 30_000, Noted), new NoteSupport.Deed.Promised(city.Council, null, PaymentKind.Sponsorship, 40_000, Noted),
        ])
            Assert.IsType<NoteSupport.Outcome.Done>(await NoteAsync(city, deed));
        return (made[OfferKind.Venue], made[OfferKind.Mentor]);
    }

    private static Task<NoteSupport.Outcome> NoteAsync(ProgrammeCity city, NoteSupport.Deed deed) => new NoteSupport.Handler(city.Store, city.Partnership, city.Clock).HandleAsync(new(city.Manager, deed), default);

    private static Task<ForgetSupport.Outcome> ForgetAsync(ProgrammeCity city) => new ForgetSupport.Handler(city.Store, city.Clock).HandleAsync(default);
}
