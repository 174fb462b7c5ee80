using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>
/// One employer's people, year after year: who is there, who leaves, who moves up, who joins. A person keeps number,
/// group and history from one edition to the next, so that opening headcount + starters - leavers is the closing
/// headcount in every ethnic group.
/// </summary>
internal sealed class Workplace
{
    private readonly Dice dice;
    private readonly Lottery<BroadGroup> minorities;
    private readonly int[] heat;
    private Person[] people;
    private int nextNumber = 1;

    public Workplace(Employer employer, int size, ulong seed, ulong stream, int firstDay)
    {
        Employer = employer;
        Size = size;
        dice = new Dice(seed, stream);
        minorities = Population.Minorities(employer.Asian);
        heat = [.. Enum.GetValues<Fate>().Select(_ => dice.Hump(65, 135))];

        Count = size - size / 70;
        people = new Person[size + size / 20 + 4];
        var levels = new Lottery<byte>([.. employer.Grades.Levels.Select((level, i) => ((byte)i, level.Share))]);
        for (int i = 0; i < Count; i++)
        {
            byte level = levels.Draw(dice);
            var group = DrawGroup(ShareOf(level));
            int years = group is BroadGroup.W ? dice.Hump(0, 22) : dice.Hump(0, 21);
            people[i] = NewPerson(group, level, firstDay - dice.Below(365) - years * 365);
            people[i].Point = (byte)Math.Min(employer.Grades.Levels[level].Points - 1, dice.Between(years / 4, years / 2));
        }
    }

    public Employer Employer { get; }
    public int Size { get; }
    public int Count { get; private set; }
    public Dice Dice => dice;
    public Span<Person> People => people.AsSpan(0, Count);

    public int Chance(Fate fate, BroadGroup group, int edition) => Story.Chance(fate, group, edition, heat[(int)fate]);

    /// <summary>Everybody flagged as leaving goes.</summary>
    public void LetLeaversGo()
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
            if (!people[i].Leaving) people[kept++] = people[i];
        Count = kept;
    }

    /// <summary>One more year in the grade: most people below the top of it move up one spine point.</summary>
    public void GiveIncrements()
    {
        foreach (ref var person in People)
            if (person.Point < Employer.Grades.Levels[person.Level].Points - 1 && dice.Chance(720_000)) person.Point++;
    }

    public Person Join(BroadGroup group, Sex? sex, byte level, int start)
    {
        if (Count == people.Length) Array.Resize(ref people, people.Length + people.Length / 8 + 8);
        var person = NewPerson(group, level, start);
        if (sex is { } known) person.Sex = known;
        person.Point = (byte)dice.Below(Math.Min(2, Employer.Grades.Levels[level].Points));
        return people[Count++] = person;
    }

    /// <summary>How many posts to fill at each grade to be <paramref name="target"/> people with the employer's shape again.</summary>
    public int[] Openings(int target)
    {
        var levels = Employer.Grades.Levels;
        var open = new int[levels.Count];
        int needed = target - Count;
        if (needed <= 0) return open;

        var missing = new long[levels.Count];
        for (int i = 0; i < levels.Count; i++) missing[i] = (long)target * levels[i].Share / 1000;
        foreach (ref var person in People) missing[person.Level]--;
        for (int i = 0; i < levels.Count; i++) missing[i] = Math.Max(missing[i], levels[i].Band <= Band.Operational ? 1 : 0);

        long total = missing.Sum();
        int given = 0;
        for (int i = 0; i < levels.Count; i++) given += open[i] = (int)(missing[i] * needed / total);
        for (int i = 0; given < needed; i = (i + 1) % levels.Count)
            if (levels[i].Band <= Band.TeamLeader) { open[i]++; given++; }
        return open;
    }

    /// <summary>The chance in a million that somebody at this grade is from an ethnic minority.</summary>
    public int ShareOf(byte level) =>
        (int)Math.Min(600_000L, (long)Population.MinorityShare(Employer.Grades.Levels[level].Band) * Employer.Minority / 100);

    public BroadGroup DrawGroup(int minorityShare) => dice.Chance(minorityShare) ? minorities.Draw(dice) : BroadGroup.W;

    private Person NewPerson(BroadGroup group, byte level, int start)
    {
        var band = Employer.Grades.Levels[level].Band;
        int startYear = DateOnly.FromDayNumber(start).Year;
        var detail = Population.Detail(group, dice);
        int roll = dice.Below(1000);
        return new Person
        {
            Number = nextNumber++,
            Start = start,
            BirthYear = (short)(startYear - dice.Hump(18 + 3 * (int)band, 50 + 2 * (int)band)),
            Group = group,
            Recorded = roll < Employer.PreferNotToSay ? Ethnicity.X1 : roll < Employer.PreferNotToSay + Employer.NotKnown ? Ethnicity.X9 : detail,
            Sex = DrawSex(band),
            Disability = Population.Disabilities.Draw(dice),
            Orientation = Population.Orientations.Draw(dice),
            Religion = Population.Faith(detail, dice),
            Contract = band >= Band.MiddleManager ? Contract.Permanent : Population.Contracts.Draw(dice),
            StaffGroup = Employer.Sector is not Sector.Health ? StaffGroup.NotKnown
                : dice.Chance(640_000) ? StaffGroup.Clinical : StaffGroup.NonClinical,
            Directorate = (byte)dice.Below(Employer.Directorates.Count),
            Level = level,
            Tenths = (byte)Population.Hours.Draw(dice),
        };
    }

    public Sex DrawSex(Band band)
    {
        int women = Math.Max(5, Employer.Women - 3 * (int)band) * 10;
        int roll = dice.Below(1000);
        return roll < 4 ? Sex.O : roll < 9 ? Sex.X1 : roll < 9 + women ? Sex.F : Sex.M;
    }
}
