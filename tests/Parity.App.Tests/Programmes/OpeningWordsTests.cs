using Parity.App.Tests.Storage;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Openings;

namespace Parity.App.Tests.Programmes;

public sealed class OpeningWordsTests
{
    [Fact]
    public async Task The_public_page_denies_no_condition_that_its_shape_has()
    {
        await using var city = await ProgrammeCity.MakeAsync(Engine.Sqlite);
        var opening = Assert.Single(await new ReadOpenings.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code), default));
        const string age = "There is no age limit", certificate = "o certificate is asked for";
        Criterion retire = new(CriterionKind.Age, "You have at least five years left before retirement."), school = new(CriterionKind.Qualification, "You are educated to A level or above.");
        foreach (var (asks, saysAge, saysCertificate) in ((Criterion[], bool, bool)[])[([], true, true), ([retire], false, true), ([school], true, false), ([retire, school], false, false), ([retire with { Kind = CriterionKind.Other }], false, true)])
        {
            string page = await Rendered.PageAsync<OpeningPage>((nameof(OpeningPage.Opening), opening with { Shape = opening.Shape with { Criteria = asks } }));
            Assert.Equal((saysAge, saysCertificate), (page.Contains(age, StringComparison.Ordinal), page.Contains(certificate, StringComparison.Ordinal)));
            Assert.Contains("Nobody asks you to prove who you are", page, StringComparison.Ordinal);
        }
    }
}
