using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Parity.Cli;

/// <summary>Runs one command: wrong usage, Ctrl-C and faults end in a sentence and an exit code, whatever the command.</summary>
internal static class CommandLine
{
    /// <summary>Set to 1 to see where in the program a fault arose.</summary>
    private const string TraceVariable = "PARITY_TRACE";

    /// <summary>Within the 20 seconds that process supervisors are promised.</summary>
    private static readonly TimeSpan ToStop = TimeSpan.FromSeconds(18);

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        if (args.Length == 0)
        {
            await root.Parse("--help").InvokeAsync();
            return ExitCode.WrongUsage;
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"parity: {error.Message}");
            string command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
            await Console.Error.WriteLineAsync($"Try: parity {command}--help");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToStop });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"parity: {refused.Message}");
            return ExitCode.Refused;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync(Describe(fault));
            return ExitCode.Fault;
        }
    }

    /// <summary>
    /// The kind and place of a fault, never its message: that may quote a person's row. The same fault always has the
    /// same reference.
    /// </summary>
    internal static string Describe(Exception fault)
    {
        string place = fault.StackTrace ?? "";
        string reference = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(fault.GetType().FullName + Methods(place))).AsSpan(0, 4));
        string told = string.Create(CultureInfo.InvariantCulture, $"parity: a fault of the program itself ({fault.GetType().Name}), reference {reference}..");
        return Environment.GetEnvironmentVariable(TraceVariable) == "1"
            ? $"{told}\n{place}"
            : $"{told} Set {TraceVariable}=1 to see where it arose.";
    }

    // Lines of source and offsets of machine code differ between builds of the same program; the methods do not.
    private static string Methods(string place) =>
        string.Join('\n', place.Split('\n').Select(line => line.Split([" in ", " + 0x"], StringSplitOptions.None)[0].Trim()));
}
