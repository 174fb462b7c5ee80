using Parity.Platform.Programmes.Model;

namespace Parity.Platform.Programmes;

/// <summary>What people of the fictional city write when they apply.</summary>
internal static class SampleAnswers
{
    private static readonly string[] Jobs =
    [
        "I lead a team of seven in customer services. Before that I was a duty officer for four years. At weekends I coordinate volunteers for a food project.",
        "I am a ward sister and run the rota for thirty nurses. I sit on the group that looks at how we hand patients over.",
        "I manage two teams that look after buildings. I started here as an apprentice and have led people for six years.",
        "I lead the evening library service and train new colleagues. I was acting manager for five months last year.",
    ];

    private static readonly string[] Motivations =
    [
        "I want to lead a service and not only a shift. I have drawn up how our three desks could work as one, and was told that it was above my grade.",
        "I want to learn how decisions are made above me, so that what patients tell us reaches the table. I have asked to sit in twice.",
        "I want to change how we hire. Half of my team could lead, and nobody has ever asked them.",
    ];

    private static readonly string[] Empathies =
    [
        "A colleague became short with people. I asked her to walk round the block with me. Her father was ill. We moved her shifts before she asked, and she stayed.",
        "A family kept missing appointments. I rang and listened: the letters were in a language nobody at home reads. We now ask that first.",
        "An apprentice had stopped speaking in meetings. I met him before each one to go through it. By spring he was chairing.",
    ];

    private static readonly string[] Communications =
    [
        "I had to explain a new rota that nobody wanted. I drew it for one person's week, asked each to find a fault in it, and changed two things. They told it on correctly.",
        "I explained the new system to people who had worked with paper for twenty years. I let the most doubtful of them try first, and she then taught the others.",
        "I told the board why our waiting times rose. I brought one page and one person. They asked for it monthly.",
    ];

    private static readonly string[] Thinkings =
    [
        "We always blamed the morning for late starts. I counted for three weeks: it was the keys. One hook by the door was enough.",
        "I doubted that overtime cost less than a post. I asked finance for the figures, found that I was half wrong, and said so.",
        "Complaints were sorted by who wrote them. I sorted them by what happened, and one street explained a third of them.",
    ];

    private static readonly string[] Negotiations =
    [
        "Two teams shared a van and argued. I asked what each could not do without, and the rest solved itself. It has held for two years.",
        "I needed the caretakers' help and am not their manager. I asked what annoyed them about our events, mended that first, and they have helped since.",
        "I brought three faith groups and the police to one table on a car park. What was agreed has lasted.",
    ];

    /// <summary>By question, what the applicant at that place in the list wrote.</summary>
    public static IReadOnlyList<(string Question, string Text)> Of(int at) =>
    [
        (Answer.Job, Jobs[at % Jobs.Length]),
        ("motivation", Motivations[at % 3]),
        ("empathy", Empathies[(at + 1) % 3]),
        ("communication", Communications[(at / 2) % 3]),
        ("critical-thinking", Thinkings[(at / 3) % 3]),
        ("negotiation", Negotiations[(at + 2) % 3]),
    ];
}
