using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Model;

namespace Parity.Platform.Partnership.Contract;

/// <param name="Code">What its returns call it.</param>
/// <param name="Sector">A sector of the return format, such as <c>health</c>.</param>
public sealed record Partner(OrganisationId Id, string Code, string Name, string Sector)
{
    internal static Partner Of(Organisation organisation) => new(organisation.Id, organisation.Code, organisation.Name, organisation.Sector);
}
