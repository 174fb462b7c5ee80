namespace Parity.App.Tests.Publishing;

/// <summary>A smaller fictional city, published once for all tests of a class.</summary>
public sealed class SmallPublishedCity : IAsyncLifetime
{
    internal PublishedCity City { get; } = new(new("", Organisations: 9, Employees: 7_000, Seed: 3), 1);

    public Task InitializeAsync() => City.InitializeAsync();

    public Task DisposeAsync() => City.DisposeAsync();
}
