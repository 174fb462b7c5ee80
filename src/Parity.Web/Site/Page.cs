using Microsoft.AspNetCore.Components;

namespace Parity.Web.Site;

/// <summary>The parts of the site that its navigation names.</summary>
public enum Section { Overview, Measures, Organisations, Sectors, Groups, Changes, Methods, Downloads, None }

/// <summary>What every page is given: the edition, and the way back to the root.</summary>
public abstract class Page : ComponentBase
{
    [Parameter, EditorRequired]
    public required Edition Edition { get; set; }

    [Parameter, EditorRequired]
    public required Links Links { get; set; }
}
