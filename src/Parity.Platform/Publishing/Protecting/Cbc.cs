using System.Globalization;
using System.Runtime.InteropServices;
using Parity.Disclosure;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// The solver Cbc (COIN-OR), where the machine has it: asked only for whole numbers that no search of ours has found. What
/// it answers is checked before it is believed.
/// </summary>
internal static partial class Cbc
{
    private const string Library = "libCbcSolver.so.3";
    private const int MostSeconds = 20;

    /// <summary>Null where Cbc is not installed.</summary>
    public static WholeNumberSolver? Installed { get; } = NativeLibrary.TryLoad(Library, out _) ? Solve : null;

    private static WholeNumberAnswer? Solve(WholeNumberProblem problem, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        int counts = problem.Falls.Count;
        var (starts, rows, values) = ByCount(problem);
        double[] least = [.. problem.Falls.Select(f => -(double)f)], most = new double[counts], worth = new double[counts], zeros = new double[problem.Sums.Count];
        Array.Fill(most, 1e9);
        worth[problem.Target] = 1;
        if (problem.Distance > 0) most[problem.Target] = problem.Distance;
        else least[problem.Target] = Math.Max(least[problem.Target], problem.Distance);

        nint model = NewModel();
        try
        {
            SetParameter(model, "log", "0");
            SetParameter(model, "timeMode", "elapsed");
            SetParameter(model, "sec", MostSeconds.ToString(CultureInfo.InvariantCulture));
            LoadProblem(model, counts, problem.Sums.Count, starts, rows, values, least, most, worth, zeros, zeros);
            for (int count = 0; count < counts; count++) SetInteger(model, count);
            SetObjectiveSense(model, problem.Distance > 0 ? -1 : 1);
            Run(model);
            if (IsProvenOptimal(model) == 0 && SavedSolutions(model) == 0) return null;
            double[] solution = new double[counts];
            Marshal.Copy(ColumnSolution(model), solution, 0, counts);
            return new([.. solution.Select(s => (long)Math.Round(s))], IsProvenOptimal(model) != 0);
        }
        finally
        {
            DeleteModel(model);
        }
    }

    // Column after column, as the solver takes it.
    private static (int[] Starts, int[] Rows, double[] Values) ByCount(WholeNumberProblem problem)
    {
        int[] starts = new int[problem.Falls.Count + 1];
        foreach (var (count, _) in problem.Sums.SelectMany(s => s)) starts[count + 1]++;
        for (int count = 0; count < problem.Falls.Count; count++) starts[count + 1] += starts[count];
        int[] rows = new int[starts[^1]], next = [.. starts];
        double[] values = new double[rows.Length];
        for (int sum = 0; sum < problem.Sums.Count; sum++)
        {
            foreach (var (count, coefficient) in problem.Sums[sum])
            {
                (rows[next[count]], values[next[count]]) = (sum, coefficient);
                next[count]++;
            }
        }

        return (starts, rows, values);
    }

    [LibraryImport(Library, EntryPoint = "Cbc_newModel")]
    private static partial nint NewModel();

    [LibraryImport(Library, EntryPoint = "Cbc_deleteModel")]
    private static partial void DeleteModel(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_setParameter", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetParameter(nint model, string name, string value);

    [LibraryImport(Library, EntryPoint = "Cbc_loadProblem")]
    private static partial void LoadProblem(
        nint model, int columns, int rows, int[] starts, int[] indices, double[] values, double[] least, double[] most, double[] objective, double[] rowsLeast, double[] rowsMost);

    [LibraryImport(Library, EntryPoint = "Cbc_setInteger")]
    private static partial void SetInteger(nint model, int column);

    [LibraryImport(Library, EntryPoint = "Cbc_setObjSense")]
    private static partial void SetObjectiveSense(nint model, double sense);

    [LibraryImport(Library, EntryPoint = "Cbc_solve")]
    private static partial void Run(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isProvenOptimal")]
    private static partial int IsProvenOptimal(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_numberSavedSolutions")]
    private static partial int SavedSolutions(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getColSolution")]
    private static partial nint ColumnSolution(nint model);
}
