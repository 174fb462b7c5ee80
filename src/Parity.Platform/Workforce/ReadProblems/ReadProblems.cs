using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>What was found in a file that was refused, for the organisation that sent it.</summary>
public static class ReadProblems
{
    public sealed record Request(OrganisationId Organisation, RefusalId Refusal);

    /// <param name="ProblemCount">The true number; at most <see cref="CheckReport.Placed"/> are listed.</param>
    /// <param name="IsOfSystem">An HR system sent it with a token of the analyst's.</param>
    /// <param name="Sends">How many files such a system has sent that were refused, this one the last.</param>
    public sealed record Found(RefusalId Id, RoundId Round, DateTimeOffset SentAt, PersonId SentBy, string Sha256, long ProblemCount, IReadOnlyList<Problem> Problems, bool IsOfSystem, int Sends);

    public sealed class Handler(Store store)
    {
        /// <returns>Null for a list that is not the organisation's.</returns>
        public Task<Found?> HandleAsync(Request request, CancellationToken stop) => store.ReadWithinAsync(request.Organisation, async records =>
            await records.Set<Refusal>().SingleOrDefaultAsync(r => r.Id == request.Refusal && r.Organisation == request.Organisation, stop) is { } one ? Of(one) : null, stop);

        /// <returns>The newest list of the organisation in a round; null where no file was refused.</returns>
        public Task<Found?> NewestAsync(OrganisationId organisation, RoundId round, CancellationToken stop) => store.ReadWithinAsync(organisation, async records =>
            await records.Set<Refusal>().Where(r => r.Organisation == organisation && r.Round == round).OrderByDescending(r => r.SentAt).FirstOrDefaultAsync(stop) is { } one ? Of(one) : null, stop);

        private static Found Of(Refusal one)
        {
            using var document = JsonDocument.Parse(one.Report);
            var root = document.RootElement;
            return new(one.Id, one.Round, one.SentAt, one.SentBy, one.Sha256, root.GetProperty("problemCount").GetInt64(), [.. root.GetProperty("problems").EnumerateArray().Select(Problem)], one.Token is not null, one.Sends);
        }

        private static Problem Problem(JsonElement problem) => new(
            problem.GetProperty("file").GetString(), problem.GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt32() : null,
            problem.GetProperty("column").GetString(), problem.GetProperty("code").GetString()!, problem.GetProperty("advice").GetString()!);
    }
}
