using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Puts a version of a return beside the organisation's return of the edition before.</summary>
public static class CompareReturn
{
    /// <param name="ShownTo">Who is shown the counts, which is noted first; null: only how many swings there are to explain is used.</param>
    public sealed record Request(OrganisationId Organisation, ReturnId Return, PersonId? ShownTo = null);

    public sealed class Handler(Store store)
    {
        /// <returns>Null for a return that is not the organisation's.</returns>
        public async Task<ReturnComparison?> HandleAsync(Request request, CancellationToken stop)
        {
            var comparison = await store.ReadWithinAsync(request.Organisation, records => Comparisons.OfAsync(records, store.Key, request.Organisation, request.Return, stop), stop);
            if (comparison is not null && request.ShownTo is { } reader)
                await store.NoteAsync(new(new Actor.Someone(reader), Sighting.CountsOfReturn, request.Return.Value, request.Organisation, "to compare a return with the one before"), stop);
            return comparison;
        }
    }
}
