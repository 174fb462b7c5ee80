using Parity.App.Tests.House;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>
/// Cities of other seeds, each with four releases: three editions and a correction of the first by three people. A reader
/// who has them all attacks each, as everybody and as each organisation that knows its own counts, and compares the
/// correction with what it corrects. In every release a weakness is planted first, and found.
/// </summary>
[Long]
public sealed class TwentyCitiesTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(2, Battery.Size(sample: 1, full: 20))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nobody_finds_a_small_count_in_any_release_of_any_city_and_a_weak_release_is_broken_every_time(int seed)
    {
        int editions = Battery.Size(sample: 1, full: 3), planted = 0, attacked = 0, organisations = 0;
        int size = 4_000 + (seed * 700 % 9_000);
        var city = new PublishedCity(new("", Organisations: 6 + (seed % 5), Employees: size, Seed: (ulong)seed), editions);
        await city.InitializeAsync();
        try
        {
            var busy = city.EventReferences("city-council").ToHashSet();
            string corrected = Path.Combine(city.Place, "published", "corrected");
            Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(city.Copy("corrected", "city-council", lines => PublishedCity.WithoutThree(lines, busy), "published/edition-1"), corrected));
            var (close, compared) = PublishedCity.Close(city.Edition(1), corrected);
            Offences.None(close.Select(c => $"correction: {c}"));
            Assert.NotEmpty(PublishedCity.Close(city.Edition(1), corrected, planted: 3).Close);
            Assert.True(compared > 500, $"Only {compared} counts were compared.");
            foreach (string[] together in (string[][])[[.. Enumerable.Range(1, editions).Select(city.Edition)], [corrected]])
            {
                var joint = new JointReader(together);
                if (together.Length > 1) JointReader.FindsWhatIsPlanted(joint);
                Offences.None(joint.Narrow(5).Select(f => $"all together: {f}"));
                foreach (string organisation in joint.Organisations) Offences.None(joint.Narrow(2, organisation).Select(f => $"all together, {organisation}: {f}"));
            }

            foreach (string release in Enumerable.Range(1, editions).Select(city.Edition).Append(corrected))
            {
                var reader = new CuriousReader(PublishedCity.OpenData(release));
                attacked += reader.Told.Count(t => t.Value is null);
                string where = Path.GetFileName(release);
                planted += FindsWhatIsPlanted(reader, release, where);
                Offences.None(reader.Families.SelectMany(f => reader.FindSmall(f)).Select(f => $"{where}: {f.Count}"));
                var (found, learnt) = reader.FindAsOrganisations(release);
                organisations += learnt;
                string returns = Path.Combine(city.Place, where);
                Assert.NotEmpty(CuriousReader.FindBesideOwn(release, returns, planted: 3).Found);
                Offences.None(CuriousReader.FindBesideOwn(release, returns).Found.Select(f => $"{where}: {f}"));
                Offences.None(found.Select(f => $"{where}: {f}"));
            }
        }
        finally
        {
            await city.DisposeAsync();
        }

        Assert.True(attacked > 500 * planted && organisations > 100 * planted, $"{attacked} and {organisations} counts are too few to attack in {planted} releases.");
        Battery.Report($"city {seed}, {planted} releases: {attacked} withheld counts attacked by everybody, {organisations} with an organisation's own counts, none found; the weakness planted in each release was found");
    }

    /// <summary>
    /// Everything of one family is shown but one small count: the reader must have it. With another organisation's count of the
    /// same group left out too, that organisation must.
    /// </summary>
    private static int FindsWhatIsPlanted(CuriousReader reader, string release, string where)
    {
        var truth = PublishedCity.Ledger(release).Where(c => c.Family == "headcount" && c.Part.Length == 0).ToDictionary(c => (c.Place, c.Group), c => c.Value);
        var small = reader.Told.First(t => t.Key.Family == "headcount numerator " && t.Value is null && truth[(t.Key.Place, t.Key.Group)] is >= 1 and <= 9).Key;
        var weak = reader.Told.ToDictionary(t => t.Key, t => t.Key == small || t.Key.Family != small.Family ? t.Value : truth[(t.Key.Place, t.Key.Group)]);
        Assert.True(reader.FindSmall(small.Family, weak).Contains((small, truth[(small.Place, small.Group)])), $"{where}: the planted weakness was not found");
        var own = reader.Told.First(t => t.Key.Family == small.Family && t.Value is null && t.Key.Group == small.Group && t.Key.Place != small.Place && !t.Key.Place.Contains(':', StringComparison.Ordinal)).Key;
        // In other groups, as it is, nothing follows: only its own count tells it the small one.
        foreach (var told in reader.Told.Where(t => t.Key.Family == small.Family && (t.Key == own || t.Key.Group != small.Group))) weak[told.Key] = told.Value;
        Assert.True(reader.FindAsOrganisations(release, weak, own.Place).Found.Contains($"{own.Place} finds {small}"), $"{where}: {own.Place} did not find what was planted");
        return 1;
    }
}
