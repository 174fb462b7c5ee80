using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.Applying;

/// <summary>A page with one part of somebody's own application.</summary>
public abstract class ApplicationPart : PrivatePage
{
    [Parameter, EditorRequired]
    public required ReadOwnApplications.Own One { get; set; }

    [Parameter]
    public IReadOnlyList<FieldFault> Wrong { get; set; } = [];

    /// <summary>What was sent and not accepted.</summary>
    [Parameter]
    public IFormCollection? Sent { get; set; }

    protected string Here => $"{ApplyPages.Mine}/{One.Id}";

    protected IReadOnlyList<(string Href, string Words)> Crumbs => [(ApplyPages.Mine, "Your applications"), (Here, One.Cohort.Title)];
}
