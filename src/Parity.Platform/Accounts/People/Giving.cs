using System.Globalization;
using Parity.Platform.Accounts.Contract;

namespace Parity.Platform.Accounts;

/// <summary>A role to be given, where, and for how long.</summary>
/// <param name="From">The first day it counts; null: at once.</param>
/// <param name="Until">The last day it counts; null: until it is ended.</param>
public sealed record Giving(HeldRole Holds, DateOnly? From = null, DateOnly? Until = null)
{
    public IReadOnlyList<(string Field, string Advice)> Mistakes(DateOnly today) =>
    [
        .. Scopes.Fit(Holds) ? [] : new[] { ("scope", Scopes.Advice(Holds.Role)) },
        .. Until < today ? [("until", "Choose a last day that is not past, or leave it empty.")]
            : Until < From ? [("until", "Choose a last day that is not before the first.")]
            : Array.Empty<(string, string)>(),
    ];

    public override string ToString() => Holds.Role.Word()
        + (From is { } from ? string.Create(CultureInfo.InvariantCulture, $" from {from:yyyy-MM-dd}") : "")
        + (Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until:yyyy-MM-dd}") : "");
}
