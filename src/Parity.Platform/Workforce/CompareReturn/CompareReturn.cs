using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Puts a version of a return beside the organisation's return of the edition before.</summary>
public static class CompareReturn
{
    public sealed record Request(OrganisationId Organisation, ReturnId Return);

    public sealed class Handler(Store store)
    {
        /// <returns>Null for a return that is not the organisation's.</returns>
        public Task<ReturnComparison?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(records => Comparisons.OfAsync(records, store.Key, request.Organisation, request.Return, stop));
    }
}
