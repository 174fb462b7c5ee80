using System.Runtime.ExceptionServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parity.Platform.SampleCity.Model;

namespace Parity.Platform.SampleCity;

/// <summary>
/// Writes Severnside, a fictional city: an edition file and a folder of returns for each edition, the same bytes from the
/// same seed on every machine. No figure in it belongs to a real organisation.
/// </summary>
public static class WriteCity
{
    public const int MaxOrganisations = 500;

    /// <param name="Employees">People of the whole city at the snapshot of the first edition; later editions drift a little.</param>
    public sealed record Request(string Folder, int Organisations = 16, int Employees = 45_000, int Editions = 2, ulong Seed = 1);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="EditionFiles">Paths of the edition files, first edition first.</param>
        /// <param name="People">Employees in the returns, by edition.</param>
        public sealed record Written(IReadOnlyList<string> EditionFiles, IReadOnlyList<long> People) : Outcome;

        public sealed record NotPossible(string Reason) : Outcome;
    }

    public static class Handler
    {
        /// <summary>Each employer has random numbers of its own. Another number here would be another city: with this one, seed 1 tells the story well.</summary>
        private const ulong FirstStream = 1400;

        private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];
        private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        /// <param name="progress">Told the name of each employer whose returns are written.</param>
        public static Outcome Handle(Request request, Action<string>? progress = null, CancellationToken stop = default)
        {
            if (request.Organisations is < 1 or > MaxOrganisations) return new Outcome.NotPossible($"--organisations is from 1 to {MaxOrganisations}.");
            if (request.Editions is < 1 or > Story.MaxEditions) return new Outcome.NotPossible($"--editions is from 1 to {Story.MaxEditions}.");
            if (request.Employees < request.Organisations) return new Outcome.NotPossible("--employees is at least one for each organisation.");
            if (request.Employees > 20_000_000) return new Outcome.NotPossible("--employees is at most 20000000.");

            var employers = Employers.First(request.Organisations);
            int[] sizes = Employers.Sizes(employers, request.Employees);
            var people = new long[request.Editions];
            Directory.CreateDirectory(request.Folder);
            try
            {
                Parallel.For(0, employers.Count, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
                {
                    WriteEmployer(request, employers[i], sizes[i], FirstStream + (ulong)i, people);
                    progress?.Invoke(employers[i].Name);
                });
            }
            catch (AggregateException several)
            {
                // The first employer that could not be written says why; the others failed for the same full or missing disk.
                ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
            }
            string[] files = [.. Enumerable.Range(1, request.Editions).Select(edition => WriteEditionFile(request.Folder, edition, employers))];
            return new Outcome.Written(files, people);
        }

        private static void WriteEmployer(Request request, Employer employer, int size, ulong stream, long[] people)
        {
            var workplace = new Workplace(employer, size, request.Seed, stream, TheCity.SnapshotOf(0).DayNumber);
            var openCases = new List<OpenCase>();
            int target = size;
            for (int edition = 1; edition <= request.Editions; edition++)
            {
                string path = Path.Combine(request.Folder, $"edition-{edition}", employer.Code);
                var folder = new ReturnFolder(path, employer, edition, TheCity.SnapshotOf(edition));
                folder.WriteReturn();
                folder.WriteGrades();
                folder.WriteOwnCodes();
                CountFiles.WriteOpening(workplace, folder);
                new WorkingYear(workplace, folder, openCases).Run(target);
                EmployeesFile.Write(workplace, folder);
                if (folder.SendsAll)
                {
                    CountFiles.WriteBoard(workplace, folder);
                    CountFiles.WriteTraining(workplace, folder);
                    CountFiles.WriteSurvey(workplace, folder);
                }
                Interlocked.Add(ref people[edition - 1], workplace.Count);
                target = (int)(((long)target * workplace.Dice.Between(992, 1021) + 500) / 1000);
            }
        }

        private static string WriteEditionFile(string folder, int edition, IReadOnlyList<Employer> employers)
        {
            string path = Path.Combine(folder, $"edition-{edition}.json");
            var document = new
            {
                edition = $"edition-{edition}",
                title = $"Race equality in Severnside's public workforce: {Ordinals[edition - 1]} edition",
                snapshot_date = TheCity.SnapshotOf(edition).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                fictional = true,
                returns = employers.Select(employer => $"edition-{edition}/{employer.Code}"),
                threshold = 10,
                previous = Enumerable.Range(1, edition - 1).Select(earlier => $"published/edition-{earlier}"),
            };
            File.WriteAllText(path, JsonSerializer.Serialize(document, Indented) + "\n");
            return path;
        }
    }
}
