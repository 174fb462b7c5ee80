using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing;

/// <summary>An organisation's own figures of a version, unprotected, each beside what the public sees of the city. Another organisation's are not found.</summary>
public static class ReadOwnFigures
{
    /// <param name="TakenIn">Not its own but those of this one, which became part of it.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, VersionId Version, OrganisationId? TakenIn = null);

    /// <summary>A version that has figures of an organisation which became part of the one that asks.</summary>
    public sealed record Inherited(VersionId Version, OrganisationId Organisation);

    public sealed class Handler(Store store)
    {
        public async Task<IReadOnlyList<OwnFigure>?> HandleAsync(Request request, CancellationToken stop)
        {
            var whose = request.TakenIn ?? request.Organisation;
            var own = await store.ReadWithinAsync(request.Organisation, async records =>
                request.TakenIn is { } other && !(await PartnershipDoor.TakenInAsync(records, request.Organisation, stop)).Contains(other)
                    ? null
                    : await records.Set<OwnFigures>().SingleOrDefaultAsync(f => f.Version == request.Version && f.Organisation == whose, stop), stop);
            if (own is null) return null;
            string why = request.TakenIn is null ? "to read their own organisation's figures" : "to read the figures of an organisation that became part of their own";
            await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.UnprotectedFigures, request.Version.Value, whose, why), stop);
            return JsonSerializer.Deserialize(store.Key.Open(OwnFigures.Purpose, own.Sealed, OwnFigures.About(own.Version, own.Organisation)), EditionJsonTypes.Default.IReadOnlyListOwnFigure);
        }

        /// <summary>Which versions have figures of organisations that became part of this one.</summary>
        public Task<List<Inherited>> InheritedAsync(OrganisationId organisation, CancellationToken stop) => store.ReadWithinAsync(organisation, async records =>
        {
            var takenIn = await PartnershipDoor.TakenInAsync(records, organisation, stop);
            return await records.Set<OwnFigures>().Where(f => takenIn.Contains(f.Organisation)).Select(f => new Inherited(f.Version, f.Organisation)).ToListAsync(stop);
        }, stop);
    }
}
