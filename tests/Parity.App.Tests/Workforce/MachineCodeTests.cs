using System.Diagnostics;

namespace Parity.App.Tests.Workforce;

/// <summary>
/// <c>check</c> and <c>indicators</c> are compiled twice (decision 31); both programs must say the same, to the byte.
/// <c>PARITY_TEST_MACHINE_CODE</c> names the one that <c>./test</c> has made; without a C compiler there is none.
/// </summary>
public sealed class MachineCodeTests
{
    private const string Variable = "PARITY_TEST_MACHINE_CODE";

    [MachineCodeFact]
    public async Task The_machine_code_and_the_ordinary_program_say_the_same_of_good_and_bad_returns_and_of_wrong_usage()
    {
        using var good = new SampleReturn();
        using var faulty = new SampleReturn();
        faulty.With("employees.csv", 2, "grade", "G9").With("employees.csv", 3, "hourly_pay", "1e3").WithHeader("board.csv", "voting", "vote").With("colour", "blue");
        using var formula = new SampleReturn();
        formula.With("grades.csv", 2, "title", "=1+1");
        Assert.True(good.Check().Accepted);
        Assert.False(faulty.Check().Accepted);
        Assert.False(formula.Check().Accepted);
        string goodFolder = good.Folder, faultyFolder = faulty.Folder, formulaFolder = formula.Folder;
        foreach (string[] usage in (string[][])
                 [
                     ["check", goodFolder], ["check", goodFolder, "--format", "json"], ["check", faultyFolder], ["check", faultyFolder, "--format", "json"], ["check", formulaFolder, "--format", "json"],
                     ["check", "/no/such/return"], ["check"], ["check", goodFolder, "--format", "xml"], ["check", "--help"],
                     ["indicators", goodFolder], ["indicators", goodFolder, "--format", "json"], ["indicators", goodFolder, "--format", "csv", "--reference", "white-british"], ["indicators", goodFolder, "--reference", "B1"],
                     ["indicators", faultyFolder, "--format", "json"], ["indicators", goodFolder, "--reference", "purple"], ["indicators", "--help"],
                 ])
        {
            var ordinary = await RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "parity.dll"), .. usage]);
            var machine = await RunAsync(Environment.GetEnvironmentVariable(Variable)!, usage);
            Assert.True(ordinary == machine, $"{string.Join(' ', usage)}: the ordinary program ended with {ordinary.Code}, machine code with {machine.Code}\n{ordinary.Told}\n{machine.Told}\n{FirstDifference(ordinary.Output, machine.Output)}");
        }
    }

    private static string FirstDifference(string one, string other)
    {
        int at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{one[Math.Max(0, at - 60)..Math.Min(one.Length, at + 60)]} | {other[Math.Max(0, at - 60)..Math.Min(other.Length, at + 60)]}";
    }

    private static async Task<(int Code, string Output, string Told)> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var told = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await told);
    }

    private sealed class MachineCodeFactAttribute : FactAttribute
    {
        public MachineCodeFactAttribute() => Skip = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : $"{Variable} names no program";
    }
}
