using System.Globalization;

namespace Parity.Platform.Foundation;

/// <summary>
/// Days on which people here work: not Saturdays, Sundays or the bank holidays of England and Wales. Beyond the last
/// year on file only weekends are known.
/// </summary>
public static class WorkingDays
{
    private const string Resource = "reference/bank-holidays-england-and-wales.csv";
    private static readonly Lazy<HashSet<DateOnly>> Holidays = new(Read);

    public static bool IsOne(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Value.Contains(day);

    /// <summary>How many working days lie after <paramref name="from"/> up to and with <paramref name="to"/>; negative when <paramref name="to"/> is earlier.</summary>
    public static int Between(DateOnly from, DateOnly to)
    {
        if (to < from) return -Between(to, from);
        int days = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            if (IsOne(day)) days++;
        return days;
    }

    /// <summary>The working day that is so many working days after <paramref name="from"/>.</summary>
    public static DateOnly After(DateOnly from, int days)
    {
        var day = from;
        while (days > 0)
        {
            day = day.AddDays(1);
            if (IsOne(day)) days--;
        }

        return day;
    }

    /// <summary>The day itself where people work on it, else the next on which they do.</summary>
    public static DateOnly OnOrAfter(DateOnly day) => IsOne(day) ? day : After(day, 1);

    private static HashSet<DateOnly> Read()
    {
        using var lines = new StreamReader(typeof(WorkingDays).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the build."));
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => DateOnly.ParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture))];
    }
}

/// <summary>People's dates are London's; instants are stored in UTC.</summary>
public static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    public static DateOnly Today(TimeProvider clock) => DayOf(clock.GetUtcNow());

    /// <summary>Why a time that somebody typed cannot be kept to, and what to do: on that day clocks skip it, or it comes twice. Null for every other.</summary>
    public static string? Doubt(DateOnly? day, TimeOnly? time)
    {
        if (day is not { } on || time is not { } at) return null;
        var local = on.ToDateTime(at, DateTimeKind.Unspecified);
        return Zone.IsInvalidTime(local) ? "Clocks go forward on this day, and this time does not exist. Choose one before 01:00, or from 02:00 on."
            : Zone.IsAmbiguousTime(local) ? "Clocks go back on this day, and this time comes twice. Choose one before 01:00, or from 02:00 on." : null;
    }

    /// <summary>For what the program works out itself. What somebody typed is asked about with <see cref="Doubt"/> first.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
