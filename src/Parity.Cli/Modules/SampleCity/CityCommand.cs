using System.CommandLine;
using Parity.Platform.SampleCity;

namespace Parity.Cli.Modules.SampleCity;

internal static class CityCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "Where to write the city; made if it is missing." };
        var organisations = new Option<int>("--organisations") { Description = "How many employers.", DefaultValueFactory = _ => 16 };
        var employees = new Option<int>("--employees") { Description = "How many people at the first snapshot.", DefaultValueFactory = _ => 45_000 };
        var editions = new Option<int>("--editions") { Description = "How many yearly editions, up to 6.", DefaultValueFactory = _ => 2 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
        var command = new Command("city", "Write a fictional city's returns, for demonstrations, tests and measurements.") { folder, organisations, employees, editions, seed };
        command.SetAction((parsed, stop) =>
        {
            var request = new WriteCity.Request(
                parsed.GetRequiredValue(folder), parsed.GetValue(organisations), parsed.GetValue(employees), parsed.GetValue(editions), parsed.GetValue(seed));
            return Task.FromResult(Run(request, stop));
        });
        return command;
    }

    private static int Run(WriteCity.Request request, CancellationToken stop)
    {
        Action<string>? progress = Console.IsErrorRedirected ? null : name => Console.Error.WriteLine($"  {name}");
        switch (WriteCity.Handler.Handle(request, progress, stop))
        {
            case WriteCity.Outcome.NotPossible refused:
                Console.Error.WriteLine(refused.Reason);
                return ExitCode.WrongUsage;
            case WriteCity.Outcome.Written written:
                for (int i = 0; i < written.EditionFiles.Count; i++)
                    Console.WriteLine($"{written.EditionFiles[i]}  {written.People[i]} people, {request.Organisations} returns");
                return ExitCode.Done;
            default:
                throw new InvalidOperationException("An outcome without an exit code.");
        }
    }
}
