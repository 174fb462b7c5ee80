using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>A run of rows of the employees table, counted by what people have in common.</summary>
internal sealed class EmployeeStretch
{
    private const int Ethnicities = 26, Sexes = 5, Disabilities = 4, Bands = 6, Religions = 10, Orientations = 6, Ages = 8;

    private readonly EmployeeColumns rows;

    public EmployeeStretch(Return source, int from, int to)
    {
        rows = source.Employees;
        Crossed = new((long)(source.Directorates.Count + 1) * Bands * Ethnicities * Sexes * Disabilities);
        Uncrossed = new(Ages * Orientations * Religions);
        GradePeople = new long[source.Grades.Count * Slot.Count];
        int[] bands = [.. source.Grades.Select(g => (int)g.Band)];
        for (int row = from; row < to; row++)
        {
            Add(row, Crossed.At(KeyOf(row, bands[rows.Grade[row]])));
            Add(row, Uncrossed.At((((int)rows.AgeBand[row] * Orientations) + (int)rows.Orientation[row]) * Religions + (int)rows.Religion[row]));
            CountGrade(row);
        }
    }

    /// <summary>People alike in directorate, band, ethnicity, sex and disability.</summary>
    public EmployeeCells Crossed { get; }

    /// <summary>People alike in age, orientation and religion, which are not crossed with anything.</summary>
    public EmployeeCells Uncrossed { get; }

    /// <summary>People by grade and code slot.</summary>
    public long[] GradePeople { get; }

    /// <summary>Where the people of a cell of <see cref="Crossed"/> stand.</summary>
    public static Place PlaceOf(long key)
    {
        (key, long disability) = Math.DivRem(key, Disabilities);
        (key, long sex) = Math.DivRem(key, Sexes);
        (key, long ethnicity) = Math.DivRem(key, Ethnicities);
        (long directorate, long band) = Math.DivRem(key, Bands);
        return new((int)band, (int)directorate - 1, (Ethnicity)ethnicity, (Sex)sex, (Disability)disability);
    }

    /// <summary>The code slots of the people of a cell of <see cref="Uncrossed"/>.</summary>
    public static int[] SlotsOf(long key) =>
        [Slot.Religion + (int)(key % Religions), Slot.Orientation + (int)(key / Religions % Orientations), Slot.Age + (int)(key / Religions / Orientations)];

    private long KeyOf(int row, int band)
    {
        long key = ((long)(rows.Directorate[row] + 1) * Bands) + band;
        key = (key * Ethnicities) + (int)rows.Ethnicity[row];
        key = (key * Sexes) + (int)rows.Sex[row];
        return (key * Disabilities) + (int)rows.Disability[row];
    }

    private void Add(int row, EmployeeCell cell)
    {
        long weight = rows.WeightOf(row);
        cell.Counts[(int)Tick.People] += weight;
        Answer(rows.DevelopmentTraining[row], Tick.TrainingYes, Tick.TrainingNo);
        Answer(rows.MandatoryTraining[row], Tick.MandatoryYes, Tick.MandatoryNo);
        Answer(rows.Pdp[row], Tick.PdpYes, Tick.PdpNo);
        Answer(rows.Appraisal[row], Tick.AppraisalYes, Tick.AppraisalNo);
        if (rows.FullPay[row] && rows.HourlyPay[row] >= 0) cell.Pay.Add(weight, rows.HourlyPay[row]);
        long bonus = rows.BonusOf(row);
        if (bonus > 0)
        {
            cell.Counts[(int)Tick.Bonus] += weight;
            cell.Bonus.Add(weight, bonus);
        }
        if (rows.SicknessDays[row] >= 0 && rows.WorkingDays[row] >= 0)
            cell.Sickness.Add(weight, rows.SicknessDays[row], rows.WorkingDays[row]);

        void Answer(YesNo answer, Tick yes, Tick no)
        {
            if (answer is YesNo.Yes) cell.Counts[(int)yes] += weight;
            else if (answer is YesNo.No) cell.Counts[(int)no] += weight;
        }
    }

    private void CountGrade(int row)
    {
        var counts = GradePeople.AsSpan(rows.Grade[row] * Slot.Count, Slot.Count);
        int weight = rows.WeightOf(row);
        counts[(int)rows.Ethnicity[row]] += weight;
        counts[Slot.Sex + (int)rows.Sex[row]] += weight;
        counts[Slot.Disability + (int)rows.Disability[row]] += weight;
        counts[Slot.Age + (int)rows.AgeBand[row]] += weight;
        counts[Slot.Orientation + (int)rows.Orientation[row]] += weight;
        counts[Slot.Religion + (int)rows.Religion[row]] += weight;
    }
}
