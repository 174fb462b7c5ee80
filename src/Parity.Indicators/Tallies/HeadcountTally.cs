using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>Average headcount of a group in a part. Doubled, so that half people stay whole numbers.</summary>
/// <param name="Doubled">Null where the group's headcount is not known.</param>
/// <param name="IsSnapshot">True where no average could be made and the snapshot stands in.</param>
internal readonly record struct AverageHeadcount(long? Doubled, bool IsSnapshot);

/// <summary>Counts of the headcount table, one for the average and one for the opening.</summary>
internal sealed class HeadcountTally
{
    private readonly Counts[] people, rows;
    private readonly bool[] any = new bool[2], sex = new bool[2], directorate = new bool[2], grade = new bool[2];

    public HeadcountTally(Return source)
    {
        people = [new(source.Directorates.Count), new(source.Directorates.Count)];
        rows = [new(source.Directorates.Count), new(source.Directorates.Count)];
        foreach (var row in source.Headcount)
        {
            int at = (int)row.At;
            var place = new Place(row.Grade < 0 ? -1 : (int)source.Grades[row.Grade].Band, row.Directorate, row.Ethnicity, row.Sex, Disability.X9);
            people[at].Add(place, row.Count);
            rows[at].Add(place, 1);
            any[at] = true;
            sex[at] |= row.Sex is not Sex.X9;
            directorate[at] |= row.Directorate >= 0;
            grade[at] |= row.Grade >= 0;
            Seen |= 1UL << (int)row.Ethnicity;
        }
    }

    public ulong Seen { get; }

    /// <summary>
    /// The group's own average row; else half of opening and closing, the opening from this table (a group without a row in it is not
    /// known), or the closing less starters plus leavers where the events have any; else the snapshot.
    /// </summary>
    public AverageHeadcount Of(EmployeeTally employees, EventTally events, PartKind kind, int part, Characteristic characteristic, ulong codes)
    {
        const int opening = (int)HeadcountAt.Opening, average = (int)HeadcountAt.Average;
        if (Tells(average, kind, characteristic) && rows[average].Of(part, codes) > 0) return new(2 * people[average].Of(part, codes), false);

        long closing = employees.Of(Tick.People, part, codes);
        if (Tells(opening, kind, characteristic))
            return rows[opening].Of(part, codes) > 0 ? new(people[opening].Of(part, codes) + closing, false) : new(null, false);
        if (events.AnyMovement)
            return new((2 * closing) - events.People(Happening.Starter, part, codes) + events.People(Happening.Leaver, part, codes), false);
        return new(2 * closing, true);
    }

    /// <summary>
    /// True where the table could hold a column for this and leaves it empty: then nothing can be said about such groups, for the whole
    /// has an average that its parts do not.
    /// </summary>
    public bool IsSilentOn(PartKind kind, Characteristic characteristic)
    {
        bool could = kind is not PartKind.Disability && characteristic is Characteristic.Ethnicity or Characteristic.Sex;
        return could && (any[0] || any[1]) && !Tells(0, kind, characteristic) && !Tells(1, kind, characteristic);
    }

    private bool Tells(int at, PartKind kind, Characteristic characteristic) =>
        any[at]
        && characteristic switch { Characteristic.Ethnicity => true, Characteristic.Sex => sex[at], _ => false }
        && kind switch
        {
            PartKind.Whole => true,
            PartKind.Band => grade[at],
            PartKind.Sex => sex[at],
            PartKind.Directorate => directorate[at],
            _ => false,
        };
}
