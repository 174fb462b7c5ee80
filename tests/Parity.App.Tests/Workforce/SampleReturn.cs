using System.Text;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>A small valid return that a test changes in one place, then sends as a folder, a ZIP or a workbook.</summary>
internal sealed class SampleReturn : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("parity-return-");
    private readonly Dictionary<string, List<List<string>>> tables = [];
    private readonly Dictionary<string, byte[]> raw = [];

    public SampleReturn()
    {
        Table("return.csv", """
            key,value
            organisation,harbour-council
            name,Harbour Council
            sector,council
            snapshot_date,2026-03-31
            period_start,2025-04-01
            period_end,2026-03-31
            format_version,1
            ethnicity_scheme,harmonised
            sickness_unit,working-days
            senior_from_grade,G3
            benchmark_area,
            """);
        Table("grades.csv", """
            grade,title,rank,band
            G1,Assistant,1,entry
            G2,Officer,2,operational
            G3,Head of service,3,senior-manager
            """);
        Table("ethnicity.csv", """
            code,label,maps_to
            SOM,Somali,B2
            POL,Polish,W9
            """);
        Table("employees.csv", """
            employee_ref,directorate,grade,ethnicity,ethnicity_local,sex,disability,age_band,orientation,religion,contract,staff_group,fte,hourly_pay,full_pay,bonus_pay,start_date,sickness_days,working_days,development_training,mandatory_training,pdp,appraisal,equality_measure,count
            E1,Housing,G1,W1,,F,N,16-24,heterosexual,none,permanent,other,1,12.5,Y,0,2020-02-29,3.5,230,Y,Y,N,N,met,
            E2,Housing,G2,B1,Jamaican,M,Y,25-34,gay-lesbian,christian,fixed-term,clinical,0.8,17.25,N,250.5,1999-12-31,0,200,N,N,Y,Y,part,1
            E3,Parks,G3,X9,,O,X1,65+,X9,sikh,casual,medical,1.5,9999.999999,,,2026-03-31,230,230,,,,,not,
            ,Parks,G1,SOM,,X9,X9,X1,bisexual,X1,apprentice,non-clinical,0.000001,0.000001,Y,,,,366,Y,N,Y,N,,12
            """);
        Table("headcount.csv", """
            at,ethnicity,sex,grade,directorate,count
            opening,W1,F,G1,Housing,10
            average,B2,,,,9999999
            """);
        Table("board.csv", """
            ethnicity,sex,voting,executive,count
            W,F,Y,N,
            A4,M,N,Y,3
            """);
        Table("events.csv", """
            kind,case_ref,role,employee_ref,directorate,grade,ethnicity,sex,disability,grade_from,grade_to,formal,opened,due,closed,outcome,reason,voluntary,count
            grievance,C1,raised-by,E1,,,,,,,,Y,2025-04-01,2025-06-01,2025-05-01,upheld,pay,,
            promotion,,,E2,,,,,,G1,G2,,2025-10-01,,2025-10-01,,,,
            leaver,,,GONE,Parks,G2,M1,F,N,,,,2025-12-31,,,,moved,Y,
            starter,,,,,,O1,,,,,,2026-01-05,,,,,,4
            """);
        Table("recruitment.csv", """
            vacancy_ref,directorate,grade,contract,route,closed,ethnicity,sex,disability,applied,shortlisted,interviewed,offered,appointed,panel_members,panel_trained
            V1,Housing,G2,permanent,external,2025-09-01,W1,F,N,40,10,9,2,1,3,3
            V1,Housing,G2,permanent,external,2025-09-01,B1,,,40,40,,,,,
            """);
        Table("training.csv", """
            course,kind,directorate,ethnicity,sex,due,completed
            Fire safety,mandatory,Housing,W1,F,10,10
            Coaching,development,,A1,,,4
            """);
        Table("survey.csv", """
            source,question,theme,polarity,ethnicity,directorate,eligible,strongly_disagree,disagree,neither,agree,strongly_agree,not_applicable
            staff,I am treated fairly,Fairness,positive,W1,Housing,100,1,2,3,4,5,6
            ,I think of leaving,,negative,,,,0,0,0,1,0,0
            """);
    }

    public IEnumerable<string> Files => tables.Keys.Union(raw.Keys);

    public string Folder => place.FullName;

    /// <summary>Sets one cell; line 1 is the header.</summary>
    public SampleReturn With(string file, int line, string column, string value)
    {
        int at = tables[file][0].IndexOf(column);
        if (at < 0) throw new ArgumentException($"{file} has no column {column}.");
        tables[file][line - 1][at] = value;
        return this;
    }

    /// <summary>Sets the value of a key of return.csv.</summary>
    public SampleReturn With(string key, string value)
    {
        var row = tables["return.csv"].Find(r => r[0] == key);
        if (row is null) tables["return.csv"].Add([key, value]);
        else row[1] = value;
        return this;
    }

    public SampleReturn WithRow(string file, string line)
    {
        tables[file].Add([.. line.Split(',')]);
        return this;
    }

    public SampleReturn WithHeader(string file, string column, string name) => With(file, 1, column, name);

    public SampleReturn WithoutColumn(string file, string column)
    {
        int at = tables[file][0].IndexOf(column);
        foreach (var row in tables[file]) row.RemoveAt(at);
        return this;
    }

    public SampleReturn WithoutRow(string file, int line)
    {
        tables[file].RemoveAt(line - 1);
        return this;
    }

    public SampleReturn Without(string file)
    {
        tables.Remove(file);
        raw.Remove(file);
        return this;
    }

    /// <summary>Replaces a file by bytes as they are.</summary>
    public SampleReturn WithBytes(string file, byte[] bytes)
    {
        tables.Remove(file);
        raw[file] = bytes;
        return this;
    }

    public SampleReturn WithText(string file, string text) => WithBytes(file, Encoding.UTF8.GetBytes(text));

    public string Text(string file) => Encoding.UTF8.GetString(Bytes(file));

    public byte[] Bytes(string file) => raw.TryGetValue(file, out byte[]? bytes)
        ? bytes
        : Encoding.UTF8.GetBytes(string.Concat(tables[file].Select(row => string.Join(',', row.Select(Quoted)) + "\n")));

    /// <summary>The rows of a file that was not replaced, for a workbook.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(string file) => tables[file];

    public CheckReturn.Outcome Handle()
    {
        foreach (string file in Files) File.WriteAllBytes(Path.Combine(Folder, file), Bytes(file));
        return CheckReturn.Handler.Handle(new CheckReturn.Request(Folder));
    }

    public CheckReport Check() => Handle().Report;

    public Parity.Indicators.Returns.Return Accepted() => Assert.IsType<CheckReturn.Outcome.Accepted>(Handle()).Return;

    /// <summary>Writes a file beside the return, to be sent in place of the folder.</summary>
    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "sent")).FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static CheckReport CheckFile(string path) => CheckReturn.Handler.Handle(new CheckReturn.Request(path)).Report;

    public void Dispose() => place.Delete(recursive: true);

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private void Table(string file, string text) =>
        tables[file] = [.. text.Split('\n').Select(line => line.TrimEnd('\r').Split(',').ToList())];
}
