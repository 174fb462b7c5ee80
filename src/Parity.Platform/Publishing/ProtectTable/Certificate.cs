using System.Globalization;
using System.Text;
using Parity.Disclosure;

namespace Parity.Platform.Publishing;

/// <summary>
/// Complete tables that all fit what is shown and between them prove every small count safe: anybody can check it by
/// adding up. The true table is among them, so it is as internal as the protected file.
/// </summary>
public sealed class Certificate
{
    private readonly TableSpecification specification;
    private readonly TableSystem tables;
    private readonly IReadOnlyList<int[]> people;
    private readonly bool[] withheld;
    private readonly IReadOnlyList<long[]> possible;

    internal Certificate(
        TableSpecification specification, TableSystem tables, IReadOnlyList<int[]> people, bool[] withheld, IReadOnlyList<long[]> possible) =>
        (this.specification, this.tables, this.people, this.withheld, this.possible) = (specification, tables, people, withheld, possible);

    public int Tables => possible.Count;

    /// <summary>A row for each withheld cell, or innermost combination where those are needed, and a column for each table.</summary>
    public void WriteCsv(Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(string.Join(',', ["kind", .. specification.Dimensions.Select(CodedRows.Quoted), .. Enumerable.Range(1, Tables).Select(t => t.ToString(CultureInfo.InvariantCulture))]));
        for (int cell = 0; cell < withheld.Length; cell++)
        {
            int at = cell;
            if (withheld[cell]) Write(text, "cell", d => tables.CodeOf(at, d), cell);
        }
        for (int combination = 0; combination < people.Count; combination++)
        {
            int[] codes = people[combination];
            if (possible.Any(p => p[withheld.Length + combination] > 0)) Write(text, "people", d => codes[d], withheld.Length + combination);
        }
    }

    private void Write(StreamWriter text, string kind, Func<int, int> codeOf, int at)
    {
        text.Write(kind);
        for (int d = 0; d < tables.Dimensions.Count; d++)
        {
            text.Write(',');
            text.Write(CodedRows.Quoted(tables.Dimensions[d].Codes[codeOf(d)]));
        }
        foreach (long[] table in possible)
        {
            text.Write(',');
            text.Write(table[at].ToString(CultureInfo.InvariantCulture));
        }
        text.WriteLine();
    }
}
