using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Platform.Workforce.Model;

namespace Parity.App.Tests.Workforce;

/// <summary>Until when people's rows of a return are kept.</summary>
public sealed class RowsKeptTests
{
    [EveryDatabase]
    public async Task Peoples_rows_are_deleted_when_their_time_is_over_and_counts_stay(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (_, kept) = await city.CollectAsync("First edition", 2025, 100);
        var replaced = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 101)).Id;
        Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 102));
        var delete = new DeleteRows.Handler(city.Store, city.Clock);
        async Task<long> PartsAsync() => Convert.ToInt64(await city.Database.AskAsync("select count(*) from workforce_return_parts"), CultureInfo.InvariantCulture);

        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        Assert.Equal(3, await PartsAsync());
        city.Clock.Pass(TimeSpan.FromDays(31));
        Assert.Equal(1, (await delete.HandleAsync(default)).Returns);
        Assert.NotNull((await new ReadReturns.Handler(city.Store).HandleAsync(new(city.Organisation, replaced), default)).Single().RowsDeletedAt);
        await city.Database.ExecuteAsync($"update workforce_rounds set published_at = {Instant.ToMicroseconds(city.Clock.GetUtcNow())}");
        city.Clock.Pass(TimeSpan.FromDays(89));
        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        city.Clock.Pass(TimeSpan.FromDays(2));

        Assert.Equal(2, (await delete.HandleAsync(default)).Returns);

        Assert.Equal(0, await PartsAsync());
        var comparison = await new CompareReturn.Handler(city.Store).HandleAsync(new(city.Organisation, kept), default);
        Assert.Equal(100, comparison!.Lines[0].Total.Now);
    }

    [EveryDatabase]
    public async Task Rows_of_a_version_stay_for_their_days_after_a_later_one_took_its_place_however_old_they_were(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (_, first) = await city.CollectAsync("First edition", 2025, 100);
        var delete = new DeleteRows.Handler(city.Store, city.Clock);
        city.Clock.Pass(TimeSpan.FromDays(31));
        var second = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 101)).Id;
        city.Clock.Pass(TimeSpan.FromDays(31));
        // Only sent, not yet submitted: the first one still counts.
        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        Assert.IsType<ConfirmReturn.Outcome.Submitted>(await city.ConfirmAsync(second));
        city.Clock.Pass(TimeSpan.FromDays(31));
        // Submitted, not yet signed off: the same.
        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        Assert.IsType<SignOffReturn.Outcome.SignedOff>(await city.SignOffAsync(second));
        city.Clock.Pass(TimeSpan.FromDays(29));
        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        city.Clock.Pass(TimeSpan.FromDays(2));

        Assert.Equal(1, (await delete.HandleAsync(default)).Returns);

        var versions = await city.Store.ReadAsync(records => records.Set<SubmittedReturn>().ToDictionaryAsync(r => r.Id, r => r.RowsDeletedAt));
        Assert.NotNull(versions[first]);
        Assert.Null(versions[second]);
    }

    [EveryDatabase]
    public async Task Rows_without_an_edition_go_a_year_after_the_round_closed_or_after_they_came_where_it_never_does(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (closed, _) = await city.CollectAsync("Closed late", 2025, 100);
        var delete = new DeleteRows.Handler(city.Store, city.Clock);
        city.Clock.Pass(TimeSpan.FromDays(200));
        await city.CloseRound.HandleAsync(new(city.Manager, closed), default);
        city.Clock.Pass(TimeSpan.FromDays(364));
        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(1, (await delete.HandleAsync(default)).Returns);

        await city.CollectAsync("Never closed", 2026, 100);
        city.Clock.Pass(TimeSpan.FromDays(364));
        Assert.Equal(0, (await delete.HandleAsync(default)).Returns);
        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(1, (await delete.HandleAsync(default)).Returns);
    }
}
