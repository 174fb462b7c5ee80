using Xunit.Abstractions;

namespace Parity.App.Tests;

/// <summary>Tests, and what several of them share, that take half a minute or more: they begin first, so that no processor is idle at the end while one of them goes on.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LongAttribute : Attribute;

public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly IReadOnlyList<string> Long =
        [.. typeof(LongestFirst).Assembly.GetTypes().Where(t => t.IsDefined(typeof(LongAttribute), inherit: false)).Select(t => t.FullName!)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(c => Long.Any(name => c.DisplayName.EndsWith(name, StringComparison.Ordinal))).ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
