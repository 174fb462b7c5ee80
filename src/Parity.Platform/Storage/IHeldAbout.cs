using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <param name="Is">What it is, in words.</param>
public sealed record HeldRecord(string Table, string Is, string Value);

/// <summary>
/// Adds to somebody's copy of their record what no column naming them leads to, or what is sealed and theirs to read.
/// </summary>
public interface IHeldAbout
{
    Task<IReadOnlyList<HeldRecord>> AboutAsync(PersonId person, CancellationToken stop);
}
