using System.Diagnostics;
using Parity.Indicators;
using Parity.Indicators.Returns;
using Parity.Platform.Publishing;
using Parity.Platform.Workforce;
using Parity.Web;

namespace Parity.App.Tests.Samples;

/// <summary>
/// The open payroll sample, converted as its README says. The expected means and medians by race are those of the payroll file itself,
/// computed with pandas 1.5.3 over the 1,856 rows with race and salary.
/// </summary>
public sealed class HoustonTests : IClassFixture<HoustonTests.Conversion>
{
    private const double HoursAYear = 2080;
    private readonly Conversion conversion;

    public HoustonTests(Conversion conversion) => this.conversion = conversion;

    [Fact]
    public void The_converted_payroll_is_an_accepted_return_of_two_thousand_people()
    {
        Assert.Equal(2000, conversion.Return.Employees.Rows);
        Assert.Equal(114, conversion.Return.Employees.HourlyPay.Count(pay => pay < 0));
        Assert.Equal(35, conversion.Return.Employees.Ethnicity.Count(code => code is Ethnicity.X9));
        Assert.Equal(480 + 11 + 2, conversion.Return.Employees.Ethnicity.Count(code => code is Ethnicity.O9));
        Assert.Equal(Enum.GetValues<Band>(), conversion.Return.Grades.Select(grade => grade.Band));
        Assert.All(Enumerable.Range(0, 6), grade => Assert.InRange(conversion.Return.Employees.Grade.Count(of => of == grade), 20, 1400));
    }

    [Theory]
    [InlineData("White", 607, 64419.80, 62540)]
    [InlineData("Black or African American", 670, 50137.80, 45744.50)]
    [InlineData("Hispanic/Latino", 462, 52345.56, 50378)]
    public void Mean_and_median_pay_by_race_are_those_of_the_payroll(string race, int people, double mean, double median)
    {
        double[] salaries = [.. conversion.SalariesOf(race).Order()];
        Assert.Equal(people, salaries.Length);
        Assert.Equal(mean, Math.Round(salaries.Average(), 2));
        Assert.Equal(median, Math.Round((salaries[(people - 1) / 2] + salaries[people / 2]) / 2, 2));
    }

    [Fact]
    public void The_figures_give_the_gaps_that_follow_from_the_payroll()
    {
        var figures = IndicatorEngine.Compute([Tally.From(conversion.Return)], new ComputeOptions());
        Assert.Equal(100 * (1 - 50137.80 / 64419.80), Gap("pay-gap-mean"), 0.0001);
        Assert.Equal(100 * (1 - 45744.50 / 62540), Gap("pay-gap-median"), 0.0001);

        double Gap(string indicator) => (double)figures.Single(figure =>
            figure.Indicator == indicator && figure.Organisation == "houston" && figure.Classification == "broad" && figure.Group == "B" && figure.Scope.Parts.Count == 0).Value!;
    }

    [Fact]
    public async Task The_published_example_says_on_every_page_what_it_is_and_draws_no_chart_without_a_figure()
    {
        string site = Path.Combine(conversion.Folder, "site");
        Assert.IsType<PublishEdition.Outcome.Published>(await new PublishEdition.Handler(PublicSite.WriteAsync).HandleAsync(new(Path.Combine(conversion.Folder, "edition.json"), site)));
        var pages = Directory.GetFiles(site, "*.html", SearchOption.AllDirectories);
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains("An internal example, not a publication of the City of Houston", File.ReadAllText(page), StringComparison.Ordinal));
        Assert.Contains("An internal example", File.ReadAllText(Path.Combine(site, "data", "parity-houston-2016.json")), StringComparison.Ordinal);
        string overview = File.ReadAllText(Path.Combine(site, "index.html"));
        Assert.DoesNotContain("No measure can be shown", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"plot spine\"", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_edition_with_half_the_people_is_published_with_a_swing_to_confirm_and_its_own_figures_stay_internal()
    {
        string place = Path.Combine(conversion.Folder, "later"), first = Path.Combine(place, "first"), second = Path.Combine(place, "second");
        Assert.Empty(Published(await PublishAsync(Path.Combine(conversion.Folder, "edition.json"), first)));

        Directory.CreateDirectory(Path.Combine(place, "return"));
        foreach (string file in Directory.GetFiles(Path.Combine(conversion.Folder, "return")))
        {
            string text = File.ReadAllText(file).Replace("2016-12-31", "2017-12-31", StringComparison.Ordinal).Replace("2016-01-01", "2017-01-01", StringComparison.Ordinal);
            string[] lines = text.Split('\n');
            File.WriteAllText(Path.Combine(place, "return", Path.GetFileName(file)), Path.GetFileName(file) is "employees.csv" ? string.Join('\n', lines.Where((_, i) => i == 0 || i % 2 == 1)) + "\n" : text);
        }

        File.WriteAllText(Path.Combine(place, "edition.json"), """{ "edition": "later", "title": "Later", "snapshot_date": "2017-12-31", "returns": ["return"], "previous": ["first"] }""");
        Assert.Contains("houston: Confirm: the number of people differs by more than a fifth from the edition before.", Published(await PublishAsync(Path.Combine(place, "edition.json"), second)));
        Assert.StartsWith("indicator,organisation,scope", File.ReadLines(Path.Combine(second, "internal", "figures.csv")).First(), StringComparison.Ordinal);

        static Task<PublishEdition.Outcome> PublishAsync(string edition, string output) => new PublishEdition.Handler().HandleAsync(new(edition, output));
        static IReadOnlyList<string> Published(PublishEdition.Outcome outcome) => Assert.IsType<PublishEdition.Outcome.Published>(outcome).ToConfirm;
    }

    [Fact]
    public void Every_rule_of_the_conversion_is_in_its_README()
    {
        string readme = File.ReadAllText(Path.Combine(Conversion.Sample, "README.md"));
        string[] program = File.ReadAllLines(Path.Combine(Conversion.Sample, "convert.cs"));
        foreach (string rule in program.Where(line => line.TrimStart().StartsWith("(\"", StringComparison.Ordinal)))
        {
            string[] words = [.. rule.Split('"').Where((_, i) => i % 2 == 1)];
            Assert.Contains($"| {words[0]} | {string.Join(", ", words[1..])} |", readme, StringComparison.Ordinal);
        }
    }

    /// <summary>Runs the converter as the README tells a newcomer to, once for all tests.</summary>
    public sealed class Conversion : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("parity-houston-");

        public Conversion()
        {
            var start = new ProcessStartInfo("dotnet", ["run", Path.Combine(Sample, "convert.cs"), "--", folder.FullName]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var run = Process.Start(start)!;
            string errors = run.StandardOutput.ReadToEnd() + run.StandardError.ReadToEnd();
            run.WaitForExit();
            Assert.True(run.ExitCode == 0, errors);
            Return = Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new(Path.Combine(folder.FullName, "return")))).Return;
        }

        public static string Sample { get; } = Path.Combine(Root(), "samples", "houston");

        public Return Return { get; }
        public string Folder => folder.FullName;

        /// <summary>Yearly pay of a race of the payroll, from the hourly pay of the return; rows are in the payroll's order.</summary>
        public IEnumerable<double> SalariesOf(string race)
        {
            string[] payroll = File.ReadAllLines(Path.Combine(Sample, "houston_employees_sample_2016.csv"));
            for (int i = 0; i < Return.Employees.Rows; i++)
                if (Return.Employees.HourlyPay[i] >= 0 && payroll[i + 1].Contains($",{race},", StringComparison.Ordinal))
                    yield return Return.Employees.HourlyPay[i] * HoursAYear / Return.Micro;
        }

        public void Dispose() => folder.Delete(recursive: true);

        private static string Root()
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at.FullName, "Parity.slnx"))) at = at.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
            return at.FullName;
        }
    }
}
