using System.Text;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>CSV as text: line ends, quotes, encodings, separators, and where a record starts.</summary>
public sealed class TextFileTests
{
    private const string Head = "directorate,grade,ethnicity\n";

    [Theory]
    [InlineData("directorate,grade,ethnicity\r\nParks,G1,W1\r\nParks,G1,W1\r\n", 2)]
    [InlineData("directorate,grade,ethnicity\nParks,G1,W1\r\nParks,G1,W1", 2)]
    [InlineData("\uFEFFdirectorate,grade,ethnicity\nParks,G1,W1\n", 1)]
    [InlineData("directorate,grade,ethnicity\n\nParks,G1,W1\n\n\n", 1)]
    [InlineData("directorate,grade,ethnicity\r\n\r\nParks,G1,W1\r\n\r\n", 1)]
    [InlineData("\"directorate\",\"grade\",\"ethnicity\"\n\"Parks\",\"G1\",\"W1\"\n", 1)]
    [InlineData("directorate,grade,ethnicity\n\"Parks, \"\"green\"\"\nand blue\",G1,W1\n\n\"\"\"\"\"\",\"G1\",W1", 2)]
    public void Line_ends_quotes_and_a_byte_order_mark_are_read(string text, int rows)
    {
        var report = Check(text);
        Assert.Empty(report.Problems);
        Assert.Equal(rows, report.Rows.Single(r => r.Key == "employees.csv").Value);
    }

    [Fact]
    public void A_quoted_cell_is_unquoted_and_its_doubled_quotes_are_undoubled()
    {
        using var sample = Sample(Head + "\"Parks, \"\"green\"\"\nand blue\",G1,W1\n");
        Assert.Contains("Parks, \"green\"\nand blue", sample.Accepted().Directorates);
    }

    [Theory]
    [InlineData("\"two\nlines\",G1,W1\nParks,G9,W1\n", 4, "unknown-grade")]
    [InlineData("\"two\nlines\",G9,W1\nParks,G1,W1\n", 2, "unknown-grade")]
    [InlineData("Parks,G1,W1\n\n\nParks,G9,W1\n", 5, "unknown-grade")]
    [InlineData("Parks,G1\n", 2, "cell-count")]
    [InlineData("Parks,G1,W1,\n", 2, "cell-count")]
    [InlineData("Parks, North,G1,W1\n", 2, "cell-count")]
    [InlineData("Parks,G1,W1\n5'10\" Parks,G1,W1\nParks,G1,W1\n", 3, "quotes")]
    [InlineData("Parks,G1,W1\n\"Parks\" x,G1,W1\nParks,G1,W1\n", 3, "quotes")]
    [InlineData("Parks,G1,W1\n\"Parks,G1,W1\nParks,G1,W1\n", 3, "quotes")]
    [InlineData("Parks,G1,W1\rParks,G1,W1\n", 2, "line-ends")]
    [InlineData("\"Pa\nrks\",G1,W1\nPa\rrks,G1,W1\n", 4, "line-ends")]
    [InlineData("Parks,G1,W1\nPa\0rks,G1,W1\n", 3, "encoding")]
    public void A_broken_record_is_named_at_the_line_where_it_starts(string rows, int line, string code)
    {
        var report = Check(Head + rows);
        Assert.Contains(report.Problems, p => (p.File, p.Line, p.Code) == ("employees.csv", line, code));
        Assert.All(report.Problems, p => Assert.Equal(line, p.Line));
    }

    [Fact]
    public void A_stray_quote_costs_one_line_and_the_rest_is_still_checked()
    {
        var report = Check(Head + "\"Parks,G1,W1\nParks,G9,W1\nParks,G1,Z\n\"Parks\",G1,Z\n");
        Assert.Equal([(2, "quotes"), (3, "unknown-grade"), (4, "unknown-ethnicity"), (5, "unknown-ethnicity")], report.Problems.Select(p => (p.Line!.Value, p.Code)));
    }

    [Theory]
    [InlineData("directorate;grade;ethnicity\nParks;G1;W1\n", "separator")]
    [InlineData("directorate\tgrade\tethnicity\nParks\tG1\tW1\n", "separator")]
    [InlineData("", "empty-file")]
    [InlineData("directorate,grade,ethnicity\rParks,G1,W1\r", "line-ends")]
    [InlineData("\"directorate,grade,ethnicity\nParks,G1,W1\n", "quotes")]
    public void A_file_that_cannot_be_read_at_all_says_why_once(string text, string code)
    {
        var problem = Assert.Single(Check(text).Problems);
        Assert.Equal(("employees.csv", 1, code), (problem.File, problem.Line, problem.Code));
    }

    [Fact]
    public void Other_encodings_are_refused_with_advice()
    {
        string text = Head + "Caf\u00e9,G1,W1\n";
        foreach (var encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UnicodeEncoding(false, false), new UnicodeEncoding(true, false) })
        {
            var problem = Assert.Single(CheckBytes([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).Problems);
            Assert.Equal(("encoding", 1), (problem.Code, problem.Line));
            Assert.Contains("UTF-8", problem.Advice, StringComparison.Ordinal);
        }

        var windows = Assert.Single(CheckBytes(Encoding.Latin1.GetBytes(text)).Problems);
        Assert.Equal(("encoding", 2), (windows.Code, windows.Line));
    }

    [Fact]
    public void Overlong_and_lone_surrogate_sequences_are_not_utf8()
    {
        foreach (byte[] bad in new byte[][] { [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82] })
        {
            var report = CheckBytes([.. Encoding.UTF8.GetBytes(Head), .. bad, .. ",G1,W1\n"u8]);
            Assert.Contains(report.Problems, p => p is { Code: "encoding", Line: 2 });
        }
    }

    [Fact]
    public void A_record_over_64_KB_is_refused_at_its_line_and_the_rest_is_read()
    {
        string many = string.Join('\n', Enumerable.Repeat("Parks,G1,W1", 30_000));
        foreach (string cell in new[] { new string('x', 70_000), new string('x', 700_000), "\"" + new string('x', 70_000) + "\"", "\"" + new string('x', 700_000) })
        {
            var report = Check(Head + many + "\n" + cell + ",G1,W1\n" + many + "\nParks,G9,W1\n");
            Assert.Contains(report.Problems, p => p is { Line: 30_002, Code: "record-too-long" or "quotes" });
            Assert.Contains(report.Problems, p => p is { Line: 60_003, Code: "unknown-grade" });
            Assert.Equal(2, report.ProblemCount);
        }
    }

    [Fact]
    public void A_table_of_more_than_200_columns_is_refused()
    {
        var report = Check(string.Join(',', Enumerable.Range(0, 201).Select(i => $"c{i}")) + "\n");
        Assert.Equal("too-many-columns", Assert.Single(report.Problems).Code);
    }

    [Fact]
    public void Rows_keep_their_lines_and_people_over_many_blocks_with_blank_lines_and_quotes()
    {
        var text = new StringBuilder("employee_ref,directorate,grade,ethnicity,hourly_pay\n");
        for (int i = 0; i < 60_000; i++)
        {
            text.Append(i % 3 == 0 ? $"P{i},\"Par\nks\",G1,W1,{(i % 9000) + 1}.5\n" : $"P{i},Parks,G2,B1,\n");
            if (i % 1000 == 0) text.Append('\n');
        }

        using var sample = Sample(text.ToString());
        sample.WithText("events.csv", "kind,employee_ref\n" + string.Concat(Enumerable.Range(0, 60_000).Where(i => i % 777 == 0).Select(i => $"leaver,P{i}\n")));
        var read = sample.Accepted();

        Assert.Equal(60_000, read.Employees.Rows);
        Assert.Equal(60_000, read.Employees.HourlyPay.Length);
        int at = 0;
        foreach (int i in Enumerable.Range(0, 60_000).Where(i => i % 777 == 0))
            Assert.Equal(i % 3 == 0 ? Parity.Indicators.Returns.Ethnicity.W1 : Parity.Indicators.Returns.Ethnicity.B1, read.Events[at++].Ethnicity);
        Assert.All(Enumerable.Range(0, 60_000), i => Assert.Equal(i % 3 == 0 ? (i % 9000 * 1_000_000L) + 1_500_000 : -1, read.Employees.HourlyPay[i]));
    }

    private static CheckReport Check(string employees) => CheckBytes(Encoding.UTF8.GetBytes(employees));

    private static CheckReport CheckBytes(byte[] employees)
    {
        using var sample = Sample("");
        return sample.WithBytes("employees.csv", employees).Check();
    }

    private static SampleReturn Sample(string employees)
    {
        var sample = new SampleReturn();
        return sample.Without("events.csv").WithText("employees.csv", employees);
    }
}
