using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Programmes;

namespace Parity.App.Tests.Programmes;

/// <summary>Whoever tries a colleague's address learns neither from the answer nor from what is free after it whether it had booked.</summary>
public sealed class BookedAgainTests
{
    private const string Colleague = "cole@example.org";

    [EveryDatabase]
    public async Task The_last_place_tells_nobody_whether_an_address_had_booked(Engine engine)
    {
        var answers = new List<string>();
        foreach (string had in (string[])[Colleague, "stranger@example.org"])
        {
            await using var city = await ProgrammeCity.MakeAsync(engine);
            Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync(city, "First", had, []));
            answers.Add(string.Join(", ", (await BookAsync(city, "Cole", Colleague, [])).GetType().Name, (await BookAsync(city, "Prober", "prober@example.org", [])).GetType().Name));
        }

        Assert.Equal(["Booked, Full", "Booked, Full"], answers);
    }

    [EveryDatabase]
    public async Task Whoever_books_again_is_written_that_they_have_one_more_place_and_gives_back_that_one(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var secrets = new List<string>();
        Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync(city, "Cole", Colleague, secrets));
        Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync(city, "Somebody", "COLE@example.org", secrets));
        Assert.Equal([("Cole", false), ("Somebody", true)], await ListAsync(city));
        var letters = await city.Store.ReadAsync(async records => (await records.Set<Mail>().OrderBy(m => m.Id).ToListAsync()).ConvertAll(m => m.Open(city.Store.Key)!.ToString()));
        foreach (var (secret, again) in secrets.Zip([false, true]))
            Assert.Equal(again, Assert.Single(letters, l => l.Contains(secret, StringComparison.Ordinal)).Contains("had a place already", StringComparison.Ordinal));

        Assert.IsType<CancelBriefing.Outcome.Done>(await new CancelBriefing.Handler(city.Store, city.Clock).HandleAsync(new(secrets[1]), default));
        Assert.Equal([("Cole", false)], await ListAsync(city));
        Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync(city, "Bea", "bea@example.org", secrets));
    }

    private static async Task<IEnumerable<(string, bool)>> ListAsync(ProgrammeCity city) => (await new ReadBookings.Handler(city.Store).HandleAsync(new(city.Manager, city.Cohort), default)).Select(b => (b.Name, b.Again));

    private static Task<BookBriefing.Outcome> BookAsync(ProgrammeCity city, string name, string mail, List<string> secrets) => new BookBriefing.Handler(city.Store, city.Clock).HandleAsync(
        new(ProgrammeCity.Code, name, mail, null, secret =>
        {
            secrets.Add(secret);
            return new("https://parity.example/back/" + secret);
        }), default);
}
