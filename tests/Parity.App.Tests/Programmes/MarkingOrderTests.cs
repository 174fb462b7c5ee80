using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class MarkingOrderTests
{
    /// <summary>Whoever is read first, or after somebody strong, is marked otherwise: no order may fall on the same people twice.</summary>
    [EveryDatabase]
    public async Task Two_assessors_read_the_same_answers_in_different_orders_each_the_same_each_time(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var sent = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama", "Bea", "Cyd", "Dan", "Eve", "Fay"]) sent.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync();
        Assert.Equal(0, (await city.HandOutAsync()).Short);
        var (ofFirst, ofSecond) = (await OrderAsync(first), await OrderAsync(second));
        Assert.Equal(30, ofFirst.Count);
        Assert.Equal(ofFirst.Order(), ofSecond.Order());
        Assert.NotEqual(ofFirst, ofSecond);
        Assert.Equal(ofFirst, await OrderAsync(first));

        async Task<IReadOnlyList<(string Question, Guid Whose)>> OrderAsync(PersonId assessor) =>
            [.. from question in (await city.MarkingOfAsync(assessor)).Questions
                from line in question.Answers
                select (question.Trait.Code, sent.Single(a => Marking.CodeOf(city.Store.Key, a, assessor, question.Trait.Code) == line.Code).Value)];
    }
}
