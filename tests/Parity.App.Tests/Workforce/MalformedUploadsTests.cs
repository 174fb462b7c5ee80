using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Workforce;

/// <summary>Returns as archives and as workbooks, with bytes turned, cut, doubled and moved, through the form and through the interface for programs.</summary>
public sealed class MalformedUploadsTests
{
    /// <summary>Asked for in full only: a sample shares its machine with everything else.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    [EveryDatabase]
    public async Task Whatever_is_sent_is_answered_without_a_fault_and_nothing_is_half_stored(Engine engine)
    {
        int sent = Battery.Size(sample: 120, full: 10_000);
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var analyst = await server.Client.AnalystAsync();
        string cookies = await server.SignInAsync(analyst);
        using var page = await server.GetAsync("/returns", ("Cookie", cookies));
        string seal = CityPeople.SealIn(await page.Content.ReadAsStringAsync());
        byte[] whole = analyst.Return(extra: string.Concat(Enumerable.Repeat("Libraries,G1,A2,1\n", 30)));
        byte[][] workbooks = Workbooks();
        var dice = new Dice(20_261_122);
        var wrong = new List<string>();
        int stored = 0, refused = 0;
        var longest = TimeSpan.Zero;
        for (int n = 0; n < sent; n++)
        {
            // Each kind of workbook comes as it is by the form, and damaged by program; their number is odd, so that all have their turn.
            byte[] body = n % 10 == 9 ? whole : n % 3 == 0 ? (n % 2 == 0 ? workbooks[n / 3 % workbooks.Length] : Mutate(workbooks[n / 3 % workbooks.Length], dice)) : Mutate(whole, dice);
            bool byForm = n % 2 == 0;
            long began = TimeProvider.System.GetTimestamp();
            using var answer = byForm ? await ByFormAsync(server, cookies, seal, body, dice) : await ByProgramAsync(server, analyst, body, n);
            var took = TimeProvider.System.GetElapsedTime(began);
            if (took > longest) longest = took;
            if (Battery.IsFull && took > LongestAnswer) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"case {n}: {took.TotalSeconds:0.0} s"));
            if (IsFault(answer)) wrong.Add($"case {n}: {(int)answer.StatusCode}");
            if (answer.StatusCode is HttpStatusCode.Created || (byForm && answer.Headers.Location?.ToString() is { } place && !place.Contains("problems", StringComparison.Ordinal))) stored++;
            else refused++;
        }

        Assert.Equal("", string.Join('\n', wrong));
        Assert.True(stored > 0 && refused > 0);
        Assert.Equal(0L, await HalfStoredAsync(database));
        // The same bytes twice in a row through the form are one version, so there may be fewer versions than answers.
        Assert.InRange(await CountAsync(database, "select count(*) from workforce_returns"), 1L, stored);
        Assert.True(await CountAsync(database, "select count(*) from workforce_returns where status in ('submitted', 'checked')") <= 2);

        // What is looked for is found where it is planted.
        await database.ExecuteAsync("delete from workforce_return_parts where return = (select id from workforce_returns order by version limit 1)");
        Assert.Equal(1L, await HalfStoredAsync(database));
        await database.ExecuteAsync("drop table workforce_return_parts");
        using (var broken = await ByProgramAsync(server, analyst, whole, sent)) Assert.True(IsFault(broken));
        Battery.Report(string.Create(CultureInfo.InvariantCulture, $"{sent} malformed uploads on {engine}: {refused} refused, {stored} taken, 0 faults, nothing half stored, the longest answer after {longest.TotalSeconds:0.0} s"));
    }

    /// <summary>One that is whole, and others that are not what a workbook should be.</summary>
    private static byte[][] Workbooks()
    {
        using var sample = new SampleReturn();
        byte[] whole = Workbook().Bytes();
        byte[][] all =
        [
            whole,
            whole[..(whole.Length / 2)],
            Workbook().Cell("employees", "N2", "<c r=\"N2\"><f>SUM(A1:A9)</f><v>12.5</v></c>").Bytes(),
            Workbook().Cell("employees", "N2", "<c r=\"N2\" t=\"s\"><v>4000000000</v></c>").Bytes(),
            Workbook().Sheet("Somebody else's", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").State("employees", "veryHidden").Bytes(),
            Workbook().Sheet("employees", "").Bytes(),
            Workbook().Sheet("employees", "<row r=\"999999999\"><c r=\"ZZZZZ1\"><v>1</v></c></row>").Bytes(),
            Workbook().Part("xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>" + new string('a', 1 << 20)).Bytes(),
            Workbook().Strings([.. Enumerable.Repeat("<t>a</t>", 200_000)]).Bytes(),
            Workbook().Part("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;\">]><workbook>&d;</workbook>").Bytes(),
            TestZip.Bomb("xl/sharedStrings.xml", "<sst><si><t>", megabytes: 300, (byte)'a'),
        ];
        Assert.Equal(1, all.Length % 2);
        return all;

        TestWorkbook Workbook() => new(sample);
    }

    private static bool IsFault(HttpResponseMessage answer) => (int)answer.StatusCode >= 500;

    private static async Task<long> HalfStoredAsync(TestDatabase database) =>
        await CountAsync(database, "select count(*) from workforce_returns r where not exists (select 1 from workforce_return_parts p where p.return = r.id)")
        + await CountAsync(database, "select count(*) from workforce_return_parts p where not exists (select 1 from workforce_returns r where r.id = p.return)");

    private static byte[] Mutate(byte[] whole, Dice dice)
    {
        var bytes = whole.ToList();
        for (int times = 1 + dice.Next(4); times > 0 && bytes.Count > 1; times--)
        {
            int at = dice.Next(bytes.Count), length = Math.Min(1 + dice.Next(40), bytes.Count - at);
            switch (dice.Next(6))
            {
                case 0: bytes[at] = (byte)dice.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4: for (int i = at; i < at + length; i++) bytes[i] ^= 0xff; break;
                default: bytes[at] = (byte)",\n\"=;0"[dice.Next(6)]; break;
            }
        }

        return [.. bytes];
    }

    private static async Task<HttpResponseMessage> ByFormAsync(RunningServer server, string cookies, string seal, byte[] body, Dice dice)
    {
        using var form = new MultipartFormDataContent { { new StringContent(seal), "form" }, { new ByteArrayContent(body), "file", "r.zip" } };
        var bytes = await form.ReadAsByteArrayAsync();
        // The envelope is damaged too, now and then.
        if (dice.Next(4) == 0) bytes = Mutate(bytes, dice);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(form.Headers.ContentType!.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/returns") { Content = content };
        request.Headers.Add("Cookie", cookies);
        return await server.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> ByProgramAsync(RunningServer server, CityPerson analyst, byte[] body, int n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/returns") { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", analyst.ApiToken);
        request.Headers.Add("Idempotency-Key", n.ToString(CultureInfo.InvariantCulture));
        return await server.Client.SendAsync(request);
    }

    private static async Task<long> CountAsync(TestDatabase database, string sql) => Convert.ToInt64(await database.AskAsync(sql), CultureInfo.InvariantCulture);

    /// <summary>A small generator of our own, the same everywhere (Knuth's constants for a linear congruential one).</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong state = seed;

        public int Next(int below)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (int)((state >> 33) % (ulong)below);
        }
    }
}
