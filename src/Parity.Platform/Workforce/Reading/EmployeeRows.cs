using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>Employee columns as arrays that can be made, moved within and cut to size.</summary>
internal static class EmployeeRows
{
    public static EmployeeColumns Allocate(int rows) => new()
    {
        Rows = rows,
        Directorate = new int[rows],
        Grade = new ushort[rows],
        Ethnicity = new Ethnicity[rows],
        Sex = new Sex[rows],
        Disability = new Disability[rows],
        AgeBand = new AgeBand[rows],
        Orientation = new Orientation[rows],
        Religion = new Religion[rows],
        HourlyPay = Filled(rows, -1L),
        FullPay = Filled(rows, true),
        SicknessDays = Filled(rows, -1),
        WorkingDays = Filled(rows, -1),
        DevelopmentTraining = new YesNo[rows],
        MandatoryTraining = new YesNo[rows],
        Pdp = new YesNo[rows],
        Appraisal = new YesNo[rows],
    };

    public static int[] Weights(int rows) => Filled(rows, 1);

    public static long[] Bonuses(int rows) => Filled(rows, -1L);

    public static EmployeeColumns Resize(EmployeeColumns from, int rows) => new()
    {
        Rows = rows,
        Weight = from.Weight is null ? null : Resized(from.Weight, rows, 1),
        Directorate = Resized(from.Directorate, rows),
        Grade = Resized(from.Grade, rows),
        Ethnicity = Resized(from.Ethnicity, rows),
        Sex = Resized(from.Sex, rows),
        Disability = Resized(from.Disability, rows),
        AgeBand = Resized(from.AgeBand, rows),
        Orientation = Resized(from.Orientation, rows),
        Religion = Resized(from.Religion, rows),
        HourlyPay = Resized(from.HourlyPay, rows, -1),
        FullPay = Resized(from.FullPay, rows, true),
        BonusPay = from.BonusPay is null ? null : Resized(from.BonusPay, rows, -1),
        SicknessDays = Resized(from.SicknessDays, rows, -1),
        WorkingDays = Resized(from.WorkingDays, rows, -1),
        DevelopmentTraining = Resized(from.DevelopmentTraining, rows),
        MandatoryTraining = Resized(from.MandatoryTraining, rows),
        Pdp = Resized(from.Pdp, rows),
        Appraisal = Resized(from.Appraisal, rows),
    };

    /// <summary>Moves rows towards the beginning.</summary>
    public static void Move(EmployeeColumns columns, int from, int to, int count)
    {
        foreach (var column in Arrays(columns)) Array.Copy(column, from, column, to, count);
    }

    private static IEnumerable<Array> Arrays(EmployeeColumns c)
    {
        if (c.Weight is not null) yield return c.Weight;
        if (c.BonusPay is not null) yield return c.BonusPay;
        Array[] all =
        [
            c.Directorate, c.Grade, c.Ethnicity, c.Sex, c.Disability, c.AgeBand, c.Orientation, c.Religion, c.HourlyPay, c.FullPay,
            c.SicknessDays, c.WorkingDays, c.DevelopmentTraining, c.MandatoryTraining, c.Pdp, c.Appraisal,
        ];
        foreach (var column in all) yield return column;
    }

    private static T[] Filled<T>(int rows, T value)
    {
        var column = new T[rows];
        Array.Fill(column, value);
        return column;
    }

    private static T[] Resized<T>(T[] from, int rows, T rest = default!)
    {
        int kept = Math.Min(from.Length, rows);
        Array.Resize(ref from, rows);
        if (rows > kept) Array.Fill(from, rest, kept, rows - kept);
        return from;
    }
}
