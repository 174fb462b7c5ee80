using Parity.Disclosure;

namespace Parity.Core.Tests;

public sealed class ReleasedTests
{
    [Fact]
    public void Nobody_outside_the_library_can_make_a_released_value() =>
        Assert.Empty(typeof(Released<int>).GetConstructors());
}
