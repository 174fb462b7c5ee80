using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.TakingPart;

/// <summary>A page of somebody's own place.</summary>
public abstract class PlacePart : PrivatePage
{
    [Parameter, EditorRequired]
    public required ReadPlace.Place One { get; set; }

    [Parameter, EditorRequired]
    public required DateOnly Today { get; set; }

    /// <summary>The address of a calendar that was just made: it is shown this once.</summary>
    [Parameter]
    public Uri? Calendar { get; set; }

    [Parameter]
    public IReadOnlyList<FieldFault> Wrong { get; set; } = [];

    [Parameter]
    public IFormCollection? Sent { get; set; }

    protected string Here => $"/places/{One.Id}";

    protected string? Given(string field) => Sent is not null && Sent.ContainsKey(field) ? Sent[field].ToString() : null;

    protected bool Faulty(params string[] fields) => Wrong.Any(f => fields.Contains(f.Field));
}
