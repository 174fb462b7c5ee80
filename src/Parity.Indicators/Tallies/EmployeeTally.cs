using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>The yes and no counts of the employees table.</summary>
internal enum Tick { People, Bonus, TrainingYes, TrainingNo, MandatoryYes, MandatoryNo, PdpYes, PdpNo, AppraisalYes, AppraisalNo }

/// <summary>
/// Counts of the employees table. One pass sorts rows into cells of people alike (<see cref="EmployeeCells"/>), in stretches of
/// rows side by side; tables by part are then folded from the cells. All sums are whole numbers, so neither the order of rows
/// nor where the stretches end can change a figure.
/// </summary>
internal sealed class EmployeeTally
{
    public const int Ticks = 10;

    /// <summary>Fewer rows than this are counted before another thread would have begun.</summary>
    private const int LeastRows = 20_000;

    private readonly Counts[] counts;

    public EmployeeTally(Return source)
    {
        int directorates = source.Directorates.Count;
        counts = [.. Enumerable.Range(0, Ticks).Select(_ => new Counts(directorates))];
        Pay = new(directorates);
        Bonus = new(directorates);
        Sickness = new(directorates);
        GradePeople = new long[source.Grades.Count, Slot.Count];
        foreach (var stretch in Gather(source))
        {
            Fold(stretch.Crossed);
            FoldWhole(stretch.Uncrossed);
            for (int grade = 0; grade < source.Grades.Count; grade++)
                for (int slot = 0; slot < Slot.Count; slot++)
                    GradePeople[grade, slot] += stretch.GradePeople[(grade * Slot.Count) + slot];
        }

        // Age, orientation and religion are told apart by band for people only: no other count of them is given by part.
        for (int grade = 0; grade < source.Grades.Count; grade++)
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

    private static EmployeeStretch[] Gather(Return source)
    {
        int rows = source.Employees.Rows;
        var stretches = new EmployeeStretch[Math.Clamp(rows / LeastRows, 1, Environment.ProcessorCount)];
        Parallel.For(0, stretches.Length, i =>
            stretches[i] = new EmployeeStretch(source, (int)((long)rows * i / stretches.Length), (int)((long)rows * (i + 1) / stretches.Length)));
        return stretches;
    }

    private void Fold(EmployeeCells cells)
    {
        foreach (var cell in cells.Met)
        {
            var place = EmployeeStretch.PlaceOf(cell.Key);
            for (int tick = 0; tick < Ticks; tick++) counts[tick].Add(place, cell.Counts[tick]);
            Pay.Add(place, cell.Pay.Moments);
            Bonus.Add(place, cell.Bonus.Moments);
            Sickness.Add(place, cell.Sickness);
        }
    }

    private void FoldWhole(EmployeeCells cells)
    {
        foreach (var cell in cells.Met)
            foreach (int slot in EmployeeStretch.SlotsOf(cell.Key))
            {
                for (int tick = 0; tick < Ticks; tick++) counts[tick].AddAt(Part.Whole, slot, cell.Counts[tick]);
                Pay.AddWhole(slot, cell.Pay.Moments);
                Bonus.AddWhole(slot, cell.Bonus.Moments);
                Sickness.AddWhole(slot, cell.Sickness);
            }
    }
}
