using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>
/// What one return counts, ready to be pooled with others: pooled figures are computed from a list of tallies, so an edition can
/// count each return on its own and put the tallies together in any order.
/// </summary>
public sealed class Tally
{
    private Tally(Return source)
    {
        Return = source;
        Employees = new(source);
        Events = new(source);
        Headcount = new(source);
        Recruitment = new(source);
        Rows = new(source);
        HasSex = (Employees.Seen & Classification.Sex.Known) != 0;
        HasDisability = (Employees.Seen & Classification.Disability.Known) != 0;
    }

    public Return Return { get; }
    public ReturnHeader Header => Return.Header;

    internal EmployeeTally Employees { get; }
    internal EventTally Events { get; }
    internal HeadcountTally Headcount { get; }
    internal RecruitmentTally Recruitment { get; }
    internal AnswerTally Rows { get; }
    internal bool HasSex { get; }
    internal bool HasDisability { get; }

    /// <summary>Counts one return: one pass over its columns.</summary>
    public static Tally From(Return source) => new(source);
}
