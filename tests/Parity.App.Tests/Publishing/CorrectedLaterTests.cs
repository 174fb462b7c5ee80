using Parity.App.Tests.House;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>The second edition of a small city is corrected: what it and the first one told is protected together with the correction.</summary>
public sealed class CorrectedLaterTests
{
    [Fact]
    public async Task A_correction_of_the_second_edition_by_three_people_gives_nobody_away_beside_the_two_before_it()
    {
        var city = new PublishedCity(new("", Organisations: 6, Employees: 3_000, Seed: 5), editions: 2);
        try
        {
            await city.InitializeAsync();
            var busy = city.EventReferences("city-council", edition: 2).ToHashSet();
            string corrected = Path.Combine(city.Place, "published", "corrected");
            Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(city.CopyOf(2, "corrected", "city-council", lines => PublishedCity.WithoutThree(lines, busy), "published/edition-1", "published/edition-2"), corrected));

            // Three people are gone: a reader sees neither that nor a number from 1 to 9 between the versions.
            Assert.NotEqual(All(city.Edition(2)), All(corrected));
            Assert.NotEmpty(PublishedCity.Close(city.Edition(2), corrected, planted: 3).Close);
            var (close, compared) = PublishedCity.Close(city.Edition(2), corrected);
            Offences.None(close);
            Assert.True(compared > 1_000, $"Only {compared} counts were compared.");
            foreach (string[] together in (string[][])[[city.Edition(1), city.Edition(2)], [city.Edition(1), corrected]])
            {
                var reader = new JointReader(together);
                JointReader.FindsWhatIsPlanted(reader);
                Offences.None(reader.Narrow(5).Select(f => f.ToString()));
                foreach (string organisation in reader.Organisations) Offences.None(reader.Narrow(2, organisation).Select(f => $"{organisation}: {f}"));
            }
        }
        finally
        {
            await city.DisposeAsync();
        }

        static long All(string edition) => PublishedCity.Ledger(edition).Single(c => c is { Family: "headcount", Place: "city-council", Part: "", Group: "all" }).Value;
    }
}
