using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing;

/// <summary>An organisation's own figures of a version, unprotected, each beside what the public sees of the city. Another organisation's are not found.</summary>
public static class ReadOwnFigures
{
    public sealed record Request(PersonId By, OrganisationId Organisation, VersionId Version);

    public sealed class Handler(Store store)
    {
        public async Task<IReadOnlyList<OwnFigure>?> HandleAsync(Request request, CancellationToken stop)
        {
            var own = await store.ReadAsync(records => records.Set<OwnFigures>().SingleOrDefaultAsync(f => f.Version == request.Version && f.Organisation == request.Organisation, stop));
            if (own is null) return null;
            await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.UnprotectedFigures, request.Version.Value, request.Organisation, "to read their own organisation's figures"), stop);
            return JsonSerializer.Deserialize(store.Key.Open(OwnFigures.Purpose, own.Sealed, OwnFigures.About(own.Version, own.Organisation)), EditionJsonTypes.Default.IReadOnlyListOwnFigure);
        }
    }
}
