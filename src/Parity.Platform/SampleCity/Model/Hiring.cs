using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

internal delegate void Starts(in Person starter);

/// <summary>
/// A year's vacancies, written to <c>recruitment.csv</c> with everybody who applied, and the people who start through them:
/// who starts follows from who applies and from the chances at each stage, so the funnel and the workforce agree.
/// </summary>
internal sealed class Hiring
{
    private const int Applied = 0, Shortlisted = 1, Interviewed = 2, Offered = 3, Appointed = 4, Stages = 5;
    private static readonly Sex[] Sexes = [Sex.F, Sex.M, Sex.X1];
    private static readonly int Groups = Enum.GetValues<Ethnicity>().Length;

    private readonly Workplace workplace;
    private readonly ReturnFolder folder;
    private readonly Starts starts;
    private readonly Dice dice;
    private readonly CsvFile file;
    private readonly int[] counts = new int[Groups * Sexes.Length * Stages];
    private int vacancies;

    private Hiring(Workplace workplace, ReturnFolder folder, Starts starts, CsvFile file) =>
        (this.workplace, this.folder, this.starts, this.file, dice) = (workplace, folder, starts, file, workplace.Dice);

    /// <summary>Brings the workplace to <paramref name="target"/> people.</summary>
    public static void Fill(Workplace workplace, ReturnFolder folder, int target, Starts starts)
    {
        using var file = folder.Open("recruitment.csv",
            "vacancy_ref", "directorate", "grade", "contract", "route", "closed", "ethnicity", "sex",
            "applied", "shortlisted", "interviewed", "offered", "appointed", "panel_members", "panel_trained");
        var hiring = new Hiring(workplace, folder, starts, file);
        int[] open = workplace.Openings(target);
        for (int level = open.Length - 1; level >= 0; level--)
            for (int left = open[level]; left > 0;)
                left -= workplace.Dice.Chance(60_000) ? hiring.Transfer((byte)level) : hiring.Vacancy((byte)level, left);
    }

    /// <summary>Somebody who comes without an open competition, as when a service is taken over.</summary>
    private int Transfer(byte level)
    {
        starts(workplace.Join(workplace.DrawGroup(workplace.ShareOf(level)), null, level, folder.AnyDay(dice)));
        return 1;
    }

    private int Vacancy(byte level, int left)
    {
        var band = folder.Employer.Grades.Levels[level].Band;
        int posts = Math.Min(left, band switch { Band.Entry => dice.Between(1, 6), Band.Operational => dice.Between(1, 4), _ => 1 });
        int applicants = posts * dice.Hump(4, 16);
        int pool = (int)Math.Min(620_000L, workplace.ShareOf(level) * 155L / 100);
        int closed = folder.AnyDay(dice);
        int appointed = 0;
        Array.Clear(counts);
        for (int i = 0; i < applicants; i++)
        {
            var group = workplace.DrawGroup(pool);
            var recorded = dice.Below(1000) switch { < 18 => Ethnicity.X1, < 42 => Ethnicity.X9, _ => Population.Detail(group, dice) };
            int sex = Array.IndexOf(Sexes, workplace.DrawSex(band)) is >= 0 and var known ? known : Sexes.Length - 1;
            int reached = Reached(group, appointed < left);
            for (int stage = Applied; stage <= reached; stage++) counts[((int)recorded * Sexes.Length + sex) * Stages + stage]++;
            if (reached < Appointed) continue;

            appointed++;
            starts(workplace.Join(group, Sexes[sex], level, Math.Min(folder.Snapshot, closed + dice.Between(0, 40))));
        }
        Write(level, posts, closed);
        return appointed;
    }

    /// <summary>The last stage an applicant reaches.</summary>
    private int Reached(BroadGroup group, bool postFree)
    {
        if (!dice.Chance(workplace.Chance(Fate.Shortlisted, group, folder.Edition))) return Applied;
        bool good = dice.Chance(workplace.Chance(Fate.Appointed, group, folder.Edition));
        if (good && postFree) return Appointed;
        if (!good && !dice.Chance(780_000)) return Shortlisted;
        return dice.Chance(45_000) ? Offered : Interviewed;
    }

    private void Write(byte level, int posts, int closed)
    {
        string reference = $"V{folder.Edition}-{++vacancies:00000}";
        int directorate = dice.Below(folder.Directorates.Count);
        int members = dice.Between(2, 4);
        int trained = dice.Chance(520_000) ? members : dice.Between(0, members);
        for (int row = 0; row < counts.Length; row += Stages)
        {
            if (counts[row] == 0) continue;
            file.Text(reference);
            file.Text(folder.Directorates[directorate]);
            file.Text(folder.GradeName(level));
            file.Text(posts > 2 ? "" : "permanent");
            file.Text("external");
            file.Day(closed);
            file.Text(folder.Codes[(Ethnicity)(row / Stages / Sexes.Length)]);
            file.Text(Sexes[row / Stages % Sexes.Length].ToString());
            for (int stage = Applied; stage <= Appointed; stage++) file.Whole(counts[row + stage]);
            file.Whole(members);
            file.Whole(trained);
            file.EndRow();
        }
    }
}
