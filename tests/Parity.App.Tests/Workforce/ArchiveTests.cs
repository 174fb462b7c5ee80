using System.Diagnostics;
using System.Text;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>A return as a ZIP; archives that must be refused whole.</summary>
public sealed class ArchiveTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Harbour return/")]
    public void A_zip_at_its_root_or_in_one_top_folder_reads_like_the_folder(string folder)
    {
        using var sample = new SampleReturn();
        var report = SampleReturn.CheckFile(sample.Write("return.zip", TestZip.Of(sample, folder)));
        Assert.Empty(report.Problems);
        Assert.Equal(sample.Check().Rows, report.Rows);
    }

    [Fact]
    public void A_fault_in_a_zip_is_named_by_the_csv_name()
    {
        using var sample = new SampleReturn();
        sample.With("employees.csv", 3, "sex", "x");
        var problem = Assert.Single(SampleReturn.CheckFile(sample.Write("r.zip", TestZip.Of(sample, "top/"))).Problems);
        Assert.Equal(("employees.csv", 3, "sex"), (problem.File, problem.Line, problem.Column));
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("__MACOSX/._employees.csv")]
    [InlineData("other/employees.csv")]
    [InlineData("Employees.csv.txt")]
    public void An_unknown_file_inside_is_refused_by_position(string name)
    {
        using var sample = new SampleReturn();
        byte[] zip = TestZip.Of(sample.Files.Select(f => (f, sample.Bytes(f))).Append((name, "x"u8.ToArray())));
        var problem = Assert.Single(SampleReturn.CheckFile(sample.Write("r.zip", zip)).Problems);
        Assert.Equal((null, null, null, "unknown-file"), (problem.File, problem.Line, problem.Column, problem.Code));
        Assert.Contains("#11 ", problem.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(name, problem.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../employees.csv", "unsafe-name")]
    [InlineData("top/../../x.csv", "unsafe-name")]
    [InlineData("/etc/passwd", "unsafe-name")]
    [InlineData("top\\survey.csv", "unsafe-name")]
    [InlineData("C:/x.csv", "unsafe-name")]
    [InlineData("a\nb.csv", "unsafe-name")]
    [InlineData("return.csv", "duplicate-name")]
    [InlineData("RETURN.csv", "duplicate-name")]
    [InlineData("inner.zip", "nested-archive")]
    public void An_entry_that_no_return_needs_refuses_the_whole_archive(string name, string code)
    {
        using var sample = new SampleReturn();
        byte[] zip = TestZip.Of(sample.Files.Select(f => (f, sample.Bytes(f))).Append((name, "x"u8.ToArray())));
        AssertWhole(code, SampleReturn.CheckFile(sample.Write("r.zip", zip)));
    }

    [Fact]
    public void An_archive_inside_is_known_by_its_bytes_whatever_its_name()
    {
        using var sample = new SampleReturn();
        sample.WithBytes("survey.csv", TestZip.Of([("a.csv", "x"u8.ToArray())]));
        AssertWhole("nested-archive", SampleReturn.CheckFile(sample.Write("r.zip", TestZip.Of(sample))));
    }

    [Fact]
    public void Links_passwords_and_lies_are_refused_whole()
    {
        using var sample = new SampleReturn();
        byte[] sound = TestZip.Of(sample);
        AssertWhole("archive-link", SampleReturn.CheckFile(sample.Write("link.zip", TestZip.Of([("return.csv", "/etc/passwd"u8.ToArray())], attributes: unchecked((int)0xA1FF_0000)))));
        AssertWhole("encrypted", SampleReturn.CheckFile(sample.Write("secret.zip", TestZip.Patched(sound, "employees.csv", 8, [1, 0]))));
        AssertWhole("damaged-archive", SampleReturn.CheckFile(sample.Write("size.zip", TestZip.Patched(sound, "employees.csv", 24, [1, 0, 0, 0]))));
        AssertWhole("damaged-archive", SampleReturn.CheckFile(sample.Write("crc.zip", TestZip.Patched(sound, "employees.csv", 16, [1, 2, 3, 4]))));
        AssertWhole("damaged-archive", SampleReturn.CheckFile(sample.Write("overlap.zip", TestZip.Patched(sound, "grades.csv", 42, [0, 0, 0, 0]))));
        AssertWhole("damaged-archive", SampleReturn.CheckFile(sample.Write("method.zip", TestZip.Patched(sound, "grades.csv", 10, [12, 0]))));
    }

    [Fact]
    public void An_archive_of_more_than_1000_entries_is_refused_whole()
    {
        using var sample = new SampleReturn();
        byte[] zip = TestZip.Of(Enumerable.Range(0, 1001).Select(i => ($"f{i}.csv", Array.Empty<byte>())));
        AssertWhole("too-many-entries", SampleReturn.CheckFile(sample.Write("r.zip", zip)));
    }

    [Fact]
    public void A_truncated_archive_is_refused_and_never_breaks_the_reader()
    {
        using var sample = new SampleReturn();
        byte[] zip = TestZip.Of(sample);
        for (int percent = 0; percent < 100; percent++)
        {
            var report = SampleReturn.CheckFile(sample.Write("r.zip", zip[..(zip.Length * percent / 100)]));
            Assert.False(report.Accepted);
            Assert.Single(report.Problems);
        }
    }

    [Theory]
    [InlineData("", (byte)0)]
    [InlineData("", (byte)'x')]
    [InlineData("", (byte)'\n')]
    [InlineData("", (byte)'"')]
    [InlineData("", (byte)',')]
    [InlineData("key,value\n", (byte)0)]
    [InlineData("key,value\n", (byte)'x')]
    [InlineData("key,value\n", (byte)'\n')]
    [InlineData("key,value\n", (byte)'"')]
    [InlineData("key,value\n\"", (byte)'\n')]
    public void A_bomb_is_refused_in_bounded_time_and_memory_whatever_it_holds(string start, byte filler)
    {
        using var sample = new SampleReturn();
        string path = sample.Write("bomb.zip", TestZip.Bomb("return.csv", start, 2100, filler));
        Assert.True(new FileInfo(path).Length < 4_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long started = Stopwatch.GetTimestamp();

        Assert.Contains(SampleReturn.CheckFile(path).Problems, p => p.Code is "too-large" or "too-many-rows" or "record-too-long" or "encoding");
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 60);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L * 1024 * 1024);
    }

    [Fact]
    public void What_is_no_return_is_refused_with_advice()
    {
        using var sample = new SampleReturn();
        foreach (byte[] bytes in new byte[][] { [], [1], "key,value\n"u8.ToArray(), "%PDF-1.7"u8.ToArray(), "<html>"u8.ToArray(), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] })
            Assert.Equal("not-a-return", Assert.Single(SampleReturn.CheckFile(sample.Write("return.xlsx", bytes)).Problems).Code);
        Assert.Equal("not-a-return", Assert.Single(SampleReturn.CheckFile(sample.Write("r.ods",
            TestZip.Of([("mimetype", Encoding.ASCII.GetBytes("application/vnd.oasis.opendocument.spreadsheet")), ("content.xml", "<x/>"u8.ToArray())]))).Problems).Code);
    }

    [Fact]
    public void A_path_that_is_not_there_is_a_refusal_and_no_crash()
    {
        foreach (string path in new[] { "/nowhere/at/all", "", "a\0b" })
            Assert.Equal("unreadable", Assert.Single(SampleReturn.CheckFile(path).Problems).Code);
    }

    private static void AssertWhole(string code, CheckReport report)
    {
        var problem = Assert.Single(report.Problems);
        Assert.Equal((null, null, null, code), (problem.File, problem.Line, problem.Column, problem.Code));
        Assert.False(report.Accepted);
    }
}
