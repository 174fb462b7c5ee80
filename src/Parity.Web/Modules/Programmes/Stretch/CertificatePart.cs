using Microsoft.AspNetCore.Components;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.TakingPart;

namespace Parity.Web.Modules.Programmes.Stretch;

/// <summary>A page of somebody's own certificate.</summary>
public abstract class CertificatePart : PlacePart
{
    [Parameter, EditorRequired]
    public required ReadCertificate.One Certificate { get; set; }
}
