using Parity.Indicators.Returns;
using Parity.Platform.SampleCity.Model;

namespace Parity.Platform.SampleCity;

/// <summary>What is fixed about Severnside, whatever the seed: its first sixteen employers and the days its editions look at.</summary>
public static class TheCity
{
    /// <param name="Sector">As in the return format.</param>
    public sealed record CityEmployer(string Code, string Name, string Sector);

    public static IReadOnlyList<CityEmployer> Employers { get; } = [.. Model.Employers.First(16).Select(e => new CityEmployer(e.Code, e.Name, e.Sector.Code()))];

    public static DateOnly SnapshotOf(int edition) => new DateOnly(2025, 3, 31).AddYears(edition - 1);

    public static DateOnly PeriodStartOf(int edition) => SnapshotOf(edition - 1).AddDays(1);
}
