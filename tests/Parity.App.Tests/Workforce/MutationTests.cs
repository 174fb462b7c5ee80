using System.Diagnostics;
using System.Text;
using Parity.Platform.Workforce;
using Parity.Platform.Workforce.Reading;

namespace Parity.App.Tests.Workforce;

/// <summary>
/// Sound returns broken at random, from fixed seeds: whatever arrives, the answer is a report in good form, soon.
/// PARITY_LONG=1 breaks 10,000 instead of a sample.
/// </summary>
public sealed class MutationTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("PARITY_LONG") == "1" ? 10_000 : 300;

    private static readonly string[] Snippets =
    [
        "\"", "\"\"", ",", ",,", "\n", "\r\n", "\r", "\0", "\t", "=", "-", ";", " ", "\uFEFF", "\u202E", "\u200B", "é", "🏠", "1e9", "NaN", "1,234", "0x1",
        "-1", "99999999999999999999", "2026-02-30", "W1", "X9", "employee_ref", "<", ">", "&", "&#0;", "]]>", "<f/>", "<c r=\"A1\">", "</row>", "_x000D_", "../", "PK\u0003\u0004",
    ];

    [Fact]
    public void Broken_text_files_never_break_the_reader()
    {
        for (int round = 0; round < Rounds; round++)
        {
            using var sample = new SampleReturn();
            var chance = new Chance(round);
            string file = sample.Files.ElementAt(chance.Below(sample.Files.Count()));
            AssertGoodForm(sample.WithBytes(file, Broken(sample.Bytes(file), chance)).Check, round);
        }
    }

    [Fact]
    public void Broken_archives_never_break_the_reader()
    {
        using var sample = new SampleReturn();
        byte[] zip = TestZip.Of(sample);
        for (int round = 0; round < Rounds; round++)
            AssertGoodForm(() => SampleReturn.CheckFile(sample.Write("r.zip", Broken(zip, new Chance(round)))), round);
    }

    [Fact]
    public void Broken_sheets_never_break_the_reader()
    {
        using var sample = new SampleReturn();
        string[] parts = ["xl/worksheets/sheet4.xml", "xl/worksheets/sheet7.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"];
        for (int round = 0; round < Rounds; round++)
        {
            var chance = new Chance(round);
            string part = parts[chance.Below(parts.Length)];
            byte[] bytes = new TestWorkbook(sample).With(part, xml => Broken(xml, chance)).Bytes();
            AssertGoodForm(() => SampleReturn.CheckFile(sample.Write("r.xlsx", bytes)), round);
        }
    }

    private static void AssertGoodForm(Func<CheckReport> check, int round)
    {
        long started = Stopwatch.GetTimestamp();
        var report = check();
        string place = $"round {round}";
        Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < 60, place);
        Assert.True(report.Accepted == (report.ProblemCount == 0), place);
        Assert.True(report.Problems.Count == Math.Min(report.ProblemCount, CheckReport.Listed), place);
        Assert.All(report.Problems, p => Assert.True(ProblemCode.Problems.Contains(p.Code) && p.Advice.Length > 0 && p.Line is null or > 0, place));
        Assert.All(report.Warnings, p => Assert.True(ProblemCode.Warnings.Contains(p.Code), place));
        Assert.All(report.Problems.Concat(report.Warnings), p => Assert.True(p.File is null || ReturnFormat.File(p.File) is not null, place));
    }

    private static byte[] Broken(byte[] bytes, Chance chance)
    {
        var broken = bytes.ToList();
        for (int times = 1 + chance.Below(4); times > 0 && broken.Count > 0; times--)
        {
            int at = chance.Below(broken.Count);
            int length = Math.Min(1 + chance.Below(chance.Below(2) == 0 ? 4 : 200), broken.Count - at);
            switch (chance.Below(6))
            {
                case 0: broken[at] = (byte)chance.Below(256); break;
                case 1: broken.RemoveRange(at, length); break;
                case 2: broken.InsertRange(at, broken.GetRange(at, length)); break;
                case 3: broken.InsertRange(at, Encoding.UTF8.GetBytes(Snippets[chance.Below(Snippets.Length)])); break;
                case 4: broken[at] ^= (byte)(1 << chance.Below(8)); break;
                default: broken.RemoveRange(at, chance.Below(8) == 0 ? broken.Count - at : length); break;
            }
        }

        return [.. broken];
    }

    /// <summary>Our own small generator (SplitMix64), the same on every runtime.</summary>
    private sealed class Chance(int seed)
    {
        private ulong state = (ulong)seed * 0x9E37_79B9_7F4A_7C15UL;

        public int Below(int limit)
        {
            ulong z = state += 0x9E37_79B9_7F4A_7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }
    }
}
