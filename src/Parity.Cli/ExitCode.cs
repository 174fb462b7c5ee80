namespace Parity.Cli;

/// <summary>What a command says to the program that started it; the whole list is in docs/operate/exit-codes.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The input was refused, with reasons.</summary>
    public const int Refused = 1;

    public const int WrongUsage = 2;

    /// <summary>The data cannot lawfully or safely be released.</summary>
    public const int NotReleasable = 3;

    /// <summary>A fault of the program itself; the number sysexits.h gives it.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl-C before it was done; the number shells give it.</summary>
    public const int Interrupted = 130;
}
