using Parity.App.Tests.House;
using Parity.Indicators.Returns;

namespace Parity.App.Tests.Workforce;

/// <summary>The four code schemes against the harmonised codes, and the traps between them.</summary>
public sealed class EthnicityCodesTests
{
    [Theory]
    [InlineData("police", "W1", Ethnicity.W1)]
    [InlineData("police", "O2", Ethnicity.O1)]
    [InlineData("police", "A4", Ethnicity.A4)]
    [InlineData("police", "O9", Ethnicity.O9)]
    [InlineData("police", "NS", Ethnicity.X9)]
    [InlineData("nhs", "A", Ethnicity.W1)]
    [InlineData("nhs", "C", Ethnicity.W9)]
    [InlineData("nhs", "CA", Ethnicity.W9)]
    [InlineData("nhs", "C3", Ethnicity.W9)]
    [InlineData("nhs", "M", Ethnicity.B1)]
    [InlineData("nhs", "R", Ethnicity.A4)]
    [InlineData("nhs", "S", Ethnicity.O9)]
    [InlineData("nhs", "SE", Ethnicity.O9)]
    [InlineData("nhs", "Z", Ethnicity.X1)]
    [InlineData("nhs", "99", Ethnicity.X9)]
    [InlineData("hesa", "10", Ethnicity.W)]
    [InlineData("hesa", "15", Ethnicity.W3)]
    [InlineData("hesa", "19", Ethnicity.W9)]
    [InlineData("hesa", "50", Ethnicity.O1)]
    [InlineData("hesa", "80", Ethnicity.O9)]
    [InlineData("hesa", "90", Ethnicity.X9)]
    [InlineData("hesa", "98", Ethnicity.X1)]
    [InlineData("hesa", "100", Ethnicity.A3)]
    [InlineData("hesa", "160", Ethnicity.W1)]
    [InlineData("hesa", "168", Ethnicity.W4)]
    [InlineData("hesa", "899", Ethnicity.O9)]
    [InlineData("hesa", "997", Ethnicity.X9)]
    [InlineData("hesa", "998", Ethnicity.X1)]
    [InlineData("hesa", "999", Ethnicity.X9)]
    public void A_scheme_code_is_read_as_its_harmonised_code(string scheme, string code, Ethnicity expected)
    {
        using var sample = Sample(scheme, code);
        Assert.Equal(expected, sample.Accepted().Employees.Ethnicity[0]);
    }

    [Theory]
    [InlineData("police", "O1")]
    [InlineData("police", "W4")]
    [InlineData("police", "W")]
    [InlineData("police", "X9")]
    [InlineData("nhs", "W1")]
    [InlineData("nhs", "X1")]
    [InlineData("nhs", "I")]
    [InlineData("nhs", "98")]
    [InlineData("nhs", "C12")]
    [InlineData("nhs", "c")]
    [InlineData("hesa", "W")]
    [InlineData("hesa", "11")]
    [InlineData("hesa", "010")]
    [InlineData("harmonised", "10")]
    [InlineData("harmonised", "NS")]
    [InlineData("harmonised", "C")]
    public void A_code_of_another_scheme_is_refused(string scheme, string code)
    {
        using var sample = Sample(scheme, code);
        var problem = Assert.Single(sample.Check().Problems);
        Assert.Equal(("employees.csv", 2, "ethnicity", "unknown-ethnicity"), (problem.File, problem.Line, problem.Column, problem.Code));
    }

    [Theory]
    [InlineData("nhs", "C")]
    [InlineData("police", "W1")]
    [InlineData("harmonised", "W1")]
    public void The_employers_own_code_wins(string scheme, string code)
    {
        using var sample = Sample(scheme, code);
        sample.WithText("ethnicity.csv", $"code,label,maps_to\n{code},Ours,B2\n");
        Assert.Equal(Ethnicity.B2, sample.Accepted().Employees.Ethnicity[0]);
    }

    [Fact]
    public void Every_local_key_of_the_crosswalk_round_trips_through_every_scheme_as_finely_as_the_scheme_allows()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "reference", "ethnicity_crosswalk.csv")).Skip(1).Select(SplitQuoted).ToList();
        foreach (var (scheme, column) in new[] { ("police", 3), ("nhs", 4), ("hesa", 5) })
        {
            foreach (var alike in rows.GroupBy(row => row[column]))
            {
                using var sample = Sample(scheme, alike.Key);
                var read = sample.Accepted().Employees.Ethnicity[0];
                var keys = alike.Select(row => Enum.Parse<Ethnicity>(row[0])).ToList();
                if (keys.Count == 1) Assert.Equal(keys[0], read);
                else Assert.All(keys, key => Assert.Equal(key.Broad(), read.Broad()));
            }
        }
    }

    private static SampleReturn Sample(string scheme, string code)
    {
        var sample = new SampleReturn();
        foreach (string file in new[] { "ethnicity.csv", "headcount.csv", "board.csv", "events.csv", "recruitment.csv", "training.csv", "survey.csv" }) sample.Without(file);
        sample.With("ethnicity_scheme", scheme).WithText("employees.csv", $"directorate,grade,ethnicity\nParks,G1,{code}\n");
        return sample;
    }

    private static List<string> SplitQuoted(string line)
    {
        var cells = new List<string> { "" };
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) cells.Add("");
            else cells[^1] += c;
        }

        return cells;
    }
}
