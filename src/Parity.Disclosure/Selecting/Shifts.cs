namespace Parity.Disclosure.Selecting;

/// <summary>
/// One person more at an innermost code and, mostly, one less at another: by how much each code of a breakdown changes. The
/// code that the shift was asked for rises by one and is left out.
/// </summary>
/// <param name="Offsets">How far the key of each code is from that of the code asked for.</param>
/// <param name="Steps">1 or -1 for each.</param>
internal sealed record Shift(int[] Offsets, int[] Steps);

/// <summary>For each code of a breakdown the shifts that raise it by one.</summary>
/// <param name="stride">How far apart the keys of neighbouring codes are.</param>
/// <param name="people">How many people each code counts: innermost codes without any are left out.</param>
internal sealed class Shifts(Dimension dimension, int stride, long[] people)
{
    private readonly int[] leaves = [.. dimension.Leaves.Where(l => people[l] > 0).OrderByDescending(l => people[l]).ThenBy(l => l)];
    private readonly Shift[]?[] known = new Shift[dimension.Codes.Count][];

    public Shift[] Of(int code) => known[code] ??= [.. Find(code)];

    private IEnumerable<Shift> Find(int code)
    {
        foreach (int more in leaves.Where(l => dimension.Ancestry[l].Contains(code)))
        {
            yield return Between(code, more, []);
            foreach (int less in leaves.Where(l => !dimension.Ancestry[l].Contains(code)))
            {
                yield return Between(code, more, dimension.Ancestry[less]);
            }
        }
    }

    private Shift Between(int code, int more, int[] fewer)
    {
        int[] greater = dimension.Ancestry[more];
        (int Code, int Step)[] steps = [.. greater.Except(fewer).Where(c => c != code).Select(c => (c, 1)), .. fewer.Except(greater).Select(c => (c, -1))];
        return new(Array.ConvertAll(steps, s => (s.Code - code) * stride), Array.ConvertAll(steps, s => s.Step));
    }
}
