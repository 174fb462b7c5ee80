using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>Writes the files of counts: opening headcount, board, training and survey.</summary>
internal static class CountFiles
{
    private static readonly Ethnicity[] Groups = Enum.GetValues<Ethnicity>();
    private static readonly Sex[] Sexes = [Sex.F, Sex.M, Sex.O, Sex.X1];

    /// <summary>People by ethnicity, sex and, unless directorates changed in the year, directorate. Written before the year begins.</summary>
    public static void WriteOpening(Workplace workplace, ReturnFolder folder)
    {
        using var file = folder.Open("headcount.csv", "at", "ethnicity", "sex", "directorate", "count");
        int directorates = folder.Reorganised ? 1 : folder.Directorates.Count;
        var counts = new int[Groups.Length, Enum.GetValues<Sex>().Length, directorates];
        foreach (ref var person in workplace.People)
            counts[(int)person.Recorded, (int)person.Sex, folder.Reorganised ? 0 : person.Directorate]++;
        foreach (var group in Groups)
            foreach (var sex in Sexes)
                for (int directorate = 0; directorate < directorates; directorate++)
                {
                    int count = counts[(int)group, (int)sex, directorate];
                    if (count == 0) continue;
                    file.Text("opening");
                    file.Text(folder.Codes[group]);
                    file.Text(sex.ToString());
                    file.Text(folder.Reorganised ? "" : folder.Directorates[directorate]);
                    file.Whole(count);
                    file.EndRow();
                }
    }

    public static void WriteBoard(Workplace workplace, ReturnFolder folder)
    {
        var dice = workplace.Dice;
        using var file = folder.Open("board.csv", "ethnicity", "sex", "voting", "executive");
        int seats = workplace.Size < 40 ? 3 : dice.Between(9, 15);
        for (int seat = 0; seat < seats; seat++)
        {
            var group = workplace.DrawGroup(115_000);
            file.Text(folder.Codes[dice.Chance(30_000) ? Ethnicity.X9 : Population.Detail(group, dice)]);
            file.Text(dice.Chance(450_000) ? "F" : "M");
            file.Yes(seat < seats - seats / 5);
            file.Yes(seat % 2 == 0);
            file.EndRow();
        }
    }

    public static void WriteTraining(Workplace workplace, ReturnFolder folder)
    {
        var dice = workplace.Dice;
        using var file = folder.Open("training.csv", "course", "kind", "directorate", "ethnicity", "due", "completed");
        var staff = new int[folder.Directorates.Count, Groups.Length];
        foreach (ref var person in workplace.People) staff[folder.DirectorateOf(person), (int)person.Recorded]++;
        foreach (var course in Story.Courses)
            for (int directorate = 0; directorate < folder.Directorates.Count; directorate++)
                foreach (var group in Groups)
                {
                    int due = course.DuePerMillion == Dice.Million ? staff[directorate, (int)group] : dice.Successes(staff[directorate, (int)group], course.DuePerMillion);
                    if (due == 0) continue;
                    file.Text(course.Course);
                    file.Text(course.Kind.ToString().ToLowerInvariant());
                    file.Text(folder.Directorates[directorate]);
                    file.Text(folder.Codes[group]);
                    file.Whole(due);
                    file.Whole(dice.Successes(due, group.Broad() is BroadGroup.W or BroadGroup.X ? course.Done : course.DoneMinority));
                    file.EndRow();
                }
    }

    public static void WriteSurvey(Workplace workplace, ReturnFolder folder)
    {
        var dice = workplace.Dice;
        using var file = folder.Open("survey.csv",
            "source", "question", "theme", "polarity", "ethnicity", "eligible",
            "strongly_disagree", "disagree", "neither", "agree", "strongly_agree", "not_applicable");
        var staff = new int[Groups.Length];
        foreach (ref var person in workplace.People) staff[(int)person.Recorded]++;
        foreach (var question in Story.Questions)
            foreach (var group in Groups)
            {
                bool minority = group.Broad() is not (BroadGroup.W or BroadGroup.X);
                // About one in eleven leaves in a year and is asked on the way out.
                int eligible = question.Source is SurveySource.Exit ? staff[(int)group] / 11 : staff[(int)group];
                if (eligible == 0) continue;
                int answers = dice.Successes(eligible, minority ? 428_000 : 487_000);
                int agreeing = dice.Successes(answers, minority ? question.Minority : question.White);
                int strongly = dice.Successes(agreeing, 360_000);
                int rest = answers - agreeing;
                int neither = dice.Successes(rest, 430_000);
                int disagree = dice.Successes(rest - neither, 620_000);
                int notApplicable = dice.Successes(rest - neither - disagree, 80_000);
                file.Text(question.Source.Code());
                file.Text(question.Question);
                file.Text(question.Theme);
                file.Text(question.Negative ? "negative" : "positive");
                file.Text(folder.Codes[group]);
                file.Whole(eligible);
                file.Whole(rest - neither - disagree - notApplicable);
                file.Whole(disagree);
                file.Whole(neither);
                file.Whole(agreeing - strongly);
                file.Whole(strongly);
                file.Whole(notApplicable);
                file.EndRow();
            }
    }
}
