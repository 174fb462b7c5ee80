using Parity.Indicators.Outcomes;
using Parity.Indicators.Returns;

namespace Parity.Platform.Programmes.Rules;

/// <summary>Somebody in a comparison: what has to be the same, what has to be near, and whether they were promoted.</summary>
/// <param name="Near">Age band and disability, as <see cref="ComparedStaff.Distances"/> turns them into numbers.</param>
/// <param name="Moved">Null where it is not known.</param>
public sealed record ComparedOne(string Exact, AgeBand Age, Disability Disability, bool? Moved)
{
    public Comparable ToComparable() => new(Exact, ComparedStaff.Distances(Age, Disability));
}

/// <summary>
/// The staff of a return as those with whom participants are compared: one line a person, with the band they were in when
/// the period began.
/// </summary>
public static class ComparedStaff
{
    /// <summary>Organisation, band, broad ethnic group and sex: coarse, so that most participants find somebody.</summary>
    public static string ExactOf(Guid organisation, Band band, BroadGroup group, Sex sex) => $"{organisation:N} {band.Code()} {group} {sex}";

    /// <summary>An age band apart is one, and so is another answer about disability.</summary>
    public static double[] Distances(AgeBand age, Disability disability) => [(double)age, disability is Disability.Y ? 1 : 0, disability is Disability.X1 or Disability.X9 ? 1 : 0];

    /// <summary>Whether a return names people one by one, so that who was promoted is known of each.</summary>
    public static bool NamesPeople(Return source) => source.Employees.Weight is null && source.RowOfPerson.Count > 0;

    /// <summary>Everybody whose band, broad group, sex and age band are known.</summary>
    public static List<ComparedOne> Of(Return source, Guid organisation)
    {
        var people = source.Employees;
        var promoted = new Dictionary<int, int>();
        foreach (var e in source.Events)
            if (e.Kind is EventKind.Promotion && e.Person >= 0 && e.Person < source.RowOfPerson.Count && InPeriod(source.Header, e)) promoted.TryAdd(source.RowOfPerson[e.Person], e.GradeFrom);

        var found = new List<ComparedOne>();
        for (int row = 0; row < people.Rows; row++)
        {
            bool moved = promoted.TryGetValue(row, out int from);
            // Whoever rose stood lower before: without that grade nobody knows beside whom they belong.
            int grade = moved ? from : people.Grade[row];
            if (grade < 0 || people.Ethnicity[row].Broad() is BroadGroup.X || people.Sex[row] is Sex.X1 or Sex.X9 || people.AgeBand[row] is AgeBand.X1 or AgeBand.X9) continue;
            found.Add(new(ExactOf(organisation, source.Grades[grade].Band, people.Ethnicity[row].Broad(), people.Sex[row]), people.AgeBand[row], people.Disability[row], moved));
        }

        return found;
    }

    /// <summary>
    /// Participants are on the staff list too, and nothing says which row is theirs. For each of them one row like theirs is
    /// taken out, so that nobody is compared with themselves; rows alike in every trait and in the outcome are interchangeable.
    /// Those whose outcome is not known come last, and take any that is alike.
    /// </summary>
    public static List<ComparedOne> Without(IEnumerable<ComparedOne> staff, IEnumerable<ComparedOne> participants)
    {
        var left = staff.ToList();
        foreach (var one in participants.OrderBy(p => p.Moved is null))
        {
            int at = left.FindIndex(s => s with { Moved = null } == one with { Moved = null } && (one.Moved is null || s.Moved == one.Moved));
            if (at >= 0) left.RemoveAt(at);
        }

        return left;
    }

    /// <summary>By the day it began, else the day it ended; what has no day counts (docs/methods/promotion-likelihood.md).</summary>
    private static bool InPeriod(ReturnHeader header, EventRow e)
    {
        int day = e.Opened != 0 ? e.Opened : e.Closed;
        return day == 0 || (day >= header.PeriodStart.DayNumber && day <= header.PeriodEnd.DayNumber);
    }
}
