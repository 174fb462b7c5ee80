using Parity.App.Tests.House;
using Parity.Platform.Workforce.Reading;

namespace Parity.App.Tests.Workforce;

public sealed class ReturnProblemsPageTests
{
    [Fact]
    public void Every_code_has_its_paragraph_and_no_other_code_has_one()
    {
        var described = File.ReadLines(Path.Combine(Repository.Root, "docs", "operate", "return-problems.md"))
            .Where(line => line.StartsWith("- `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();
        Assert.Equal(ProblemCode.Problems.Concat(ProblemCode.Warnings).Order(), described.Order());
    }
}
