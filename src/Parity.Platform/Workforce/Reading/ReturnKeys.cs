using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>What the tables of one return refer to: grades, directorates, people, ethnicity codes and its dates.</summary>
internal sealed class ReturnKeys
{
    public KeyTable Grades { get; } = new();

    /// <summary>False when grades.csv could not be read: unknown grades are then not reported a second time.</summary>
    public bool GradesKnown { get; set; }
    public KeyTable Directorates { get; } = new();
    public KeyTable People { get; set; } = new();

    /// <summary>False when employees.csv could not be read.</summary>
    public bool PeopleKnown { get; set; }

    /// <summary>The employee row of each person who has one, by the person's key.</summary>
    public int[] EmployeeRow { get; set; } = [];
    public int EmployeePeople { get; set; }
    public EthnicityCodes Ethnicities { get; set; } = new(null);

    /// <summary>Day numbers, 0 when the return's own date could not be read.</summary>
    public int Snapshot { get; set; }
    public int PeriodStart { get; set; }
    public int PeriodEnd { get; set; }
    public SicknessUnit? SicknessUnit { get; set; }
}
