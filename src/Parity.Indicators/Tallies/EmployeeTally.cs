using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>The yes and no counts of the employees table.</summary>
internal enum Tick { People, Bonus, TrainingYes, TrainingNo, MandatoryYes, MandatoryNo, PdpYes, PdpNo, AppraisalYes, AppraisalNo }

/// <summary>
/// Counts of the employees table. One pass sorts rows into cells of people alike in directorate, grade, ethnicity, sex and
/// disability, and into a small cube of age, orientation and religion; tables by part are then folded from the cells.
/// </summary>
internal sealed class EmployeeTally
{
    private const int Ticks = 10;
    private readonly Counts[] counts;

    public EmployeeTally(Return source)
    {
        var columns = source.Employees;
        int directorates = source.Directorates.Count, grades = source.Grades.Count;
        counts = [.. Enumerable.Range(0, Ticks).Select(_ => new Counts(directorates))];
        Pay = new(directorates);
        Bonus = new(directorates);
        Sickness = new(directorates);
        GradePeople = new long[grades, Slot.Count];

        var main = new Cells();
        var other = new Cells();
        Gather(columns, grades, main, other);
        CountGradesOfWhole(columns);

        for (int cell = 0; cell < main.Length; cell++)
        {
            long key = main.Keys[cell];
            int disability = (int)(key % 4), sex = (int)(key / 4 % 5), ethnicity = (int)(key / 20 % 26), grade = (int)(key / 520 % grades);
            var place = new Place((int)source.Grades[grade].Band, (int)(key / 520 / grades) - 1, (Ethnicity)ethnicity, (Sex)sex, (Disability)disability);
            for (int tick = 0; tick < Ticks; tick++) counts[tick].Add(place, main.Count(cell, tick));
            Pay.Add(place, main.Pay(cell));
            Bonus.Add(place, main.Bonus(cell));
            Sickness.Add(place, main.Sickness(cell));
            long people = main.Count(cell, (int)Tick.People);
            GradePeople[grade, ethnicity] += people;
            GradePeople[grade, Slot.Sex + sex] += people;
            GradePeople[grade, Slot.Disability + disability] += people;
        }
        for (int cell = 0; cell < other.Length; cell++)
        {
            long key = other.Keys[cell];
            ReadOnlySpan<int> slots = [Slot.Religion + (int)(key % 10), Slot.Orientation + (int)(key / 10 % 6), Slot.Age + (int)(key / 60)];
            foreach (int slot in slots)
            {
                for (int tick = 0; tick < Ticks; tick++) counts[tick].AddAt(Part.Whole, slot, other.Count(cell, tick));
                Pay.AddWhole(slot, other.Pay(cell));
                Bonus.AddWhole(slot, other.Bonus(cell));
                Sickness.AddWhole(slot, other.Sickness(cell));
            }
        }
        for (int grade = 0; grade < grades; grade++)
            for (int slot = Slot.Age; slot < Slot.Count; slot++)
                counts[(int)Tick.People].AddAt(Part.Of(source.Grades[grade].Band), slot, GradePeople[grade, slot]);
        Seen = Enumerable.Range(0, Slot.Count).Where(s => Of(Tick.People, Part.Whole, 1UL << s) > 0).Aggregate(0UL, (mask, s) => mask | 1UL << s);
    }

    /// <summary>Codes that at least one person has.</summary>
    public ulong Seen { get; }

    public MomentTable Pay { get; }
    public MomentTable Bonus { get; }
    public MomentTable Sickness { get; }

    /// <summary>People by the employer's own grade and code.</summary>
    public long[,] GradePeople { get; }

    public long Of(Tick tick, int part, ulong codes) => counts[(int)tick].Of(part, codes);

    private static void Gather(EmployeeColumns rows, int grades, Cells main, Cells other)
    {
        for (int row = 0; row < rows.Rows; row++)
        {
            long key = (((((long)(rows.Directorate[row] + 1) * grades) + rows.Grade[row]) * 26) + (int)rows.Ethnicity[row]) * 20 + ((int)rows.Sex[row] * 4) + (int)rows.Disability[row];
            int a = main.At(key);
            int b = other.At((((int)rows.AgeBand[row] * 6) + (int)rows.Orientation[row]) * 10 + (int)rows.Religion[row]);
            long weight = rows.WeightOf(row);

            Add(Tick.People);
            Answer(rows.DevelopmentTraining[row], Tick.TrainingYes, Tick.TrainingNo);
            Answer(rows.MandatoryTraining[row], Tick.MandatoryYes, Tick.MandatoryNo);
            Answer(rows.Pdp[row], Tick.PdpYes, Tick.PdpNo);
            Answer(rows.Appraisal[row], Tick.AppraisalYes, Tick.AppraisalNo);
            if (rows.FullPay[row] && rows.HourlyPay[row] >= 0)
            {
                main.Pay(a).Add(weight, rows.HourlyPay[row]);
                other.Pay(b).Add(weight, rows.HourlyPay[row]);
            }
            if (rows.BonusPay[row] > 0)
            {
                Add(Tick.Bonus);
                main.Bonus(a).Add(weight, rows.BonusPay[row]);
                other.Bonus(b).Add(weight, rows.BonusPay[row]);
            }
            if (rows.SicknessDays[row] >= 0 && rows.WorkingDays[row] >= 0)
            {
                main.Sickness(a).Add(weight, rows.SicknessDays[row], rows.WorkingDays[row]);
                other.Sickness(b).Add(weight, rows.SicknessDays[row], rows.WorkingDays[row]);
            }

            void Add(Tick tick)
            {
                main.Count(a, (int)tick) += weight;
                other.Count(b, (int)tick) += weight;
            }

            void Answer(YesNo answer, Tick yes, Tick no)
            {
                if (answer is YesNo.Yes) Add(yes);
                else if (answer is YesNo.No) Add(no);
            }
        }
    }

    /// <summary>Age, orientation and religion are told apart by grade for people only: no other count of them is given by part.</summary>
    private void CountGradesOfWhole(EmployeeColumns rows)
    {
        for (int row = 0; row < rows.Rows; row++)
        {
            int grade = rows.Grade[row], weight = rows.WeightOf(row);
            GradePeople[grade, Slot.Age + (int)rows.AgeBand[row]] += weight;
            GradePeople[grade, Slot.Orientation + (int)rows.Orientation[row]] += weight;
            GradePeople[grade, Slot.Religion + (int)rows.Religion[row]] += weight;
        }
    }

    /// <summary>Cells that exist, numbered in the order they are met.</summary>
    private sealed class Cells
    {
        private const int Direct = 1 << 16;
        private readonly int[] direct = new int[Direct];
        private readonly Dictionary<long, int> far = [];
        private long[] keys = new long[64];
        private long[] counts = new long[64 * Ticks];
        private Moments[] moments = new Moments[64 * 3];

        public int Length { get; private set; }
        public ReadOnlySpan<long> Keys => keys.AsSpan(0, Length);

        public ref long Count(int cell, int tick) => ref counts[(cell * Ticks) + tick];
        public ref Moments Pay(int cell) => ref moments[cell * 3];
        public ref Moments Bonus(int cell) => ref moments[(cell * 3) + 1];
        public ref Moments Sickness(int cell) => ref moments[(cell * 3) + 2];

        public int At(long key)
        {
            if (key < Direct)
            {
                int known = direct[key];
                return known > 0 ? known - 1 : (direct[key] = Next(key) + 1) - 1;
            }
            if (!far.TryGetValue(key, out int cell)) far[key] = cell = Next(key);
            return cell;
        }

        private int Next(long key)
        {
            if (Length == keys.Length)
            {
                Array.Resize(ref keys, Length * 2);
                Array.Resize(ref counts, Length * 2 * Ticks);
                Array.Resize(ref moments, Length * 2 * 3);
            }
            keys[Length] = key;
            return Length++;
        }
    }
}
