using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Site.Words;

/// <summary>
/// Every finding the site states, made from released figures alone. A withheld figure has no sentence. Under 0.80 or over
/// 1.25 and clear is stated; clear but inside that zone is "slightly"; not clear is "as far as the figures can tell".
/// </summary>
public static class Sentences
{
    /// <summary>The finding of one figure, or null where it is withheld or cannot be calculated.</summary>
    /// <param name="where">The place, said before the sentence; empty for the whole city.</param>
    public static string? Finding(Edition edition, PublicFigure figure, string where = "")
    {
        if (figure.Value.Amount is not { } value) return null;
        var indicator = edition.Indicator(figure.Indicator);
        var words = Measures.Of(figure.Indicator);
        string finding = words.Kind switch
        {
            MeasureKind.Likelihood => Likelihood(figure, words, value),
            MeasureKind.Sickness => Sickness(figure, value),
            MeasureKind.Steps => Steps(figure, value),
            MeasureKind.Gap => Gap(figure, value, indicator),
            MeasureKind.Share => Share(figure, value, indicator, where.Length == 0),
            MeasureKind.Distance => Distance(edition, figure, value, indicator),
            MeasureKind.Level or MeasureKind.Rate => Level(edition, figure, value, indicator, words),
            _ => Plain(edition, figure, value, indicator),
        };
        string scope = words.Kind is MeasureKind.Steps or MeasureKind.Share or MeasureKind.Distance ? "" : ScopeOrder.InSentence(Edition.ScopeKey(figure.Scope));
        if (words.Before.Length > 0) finding = $"{Lower(words.Before)}, {finding}";
        string before = string.Join(", ", new[] { where, scope }.Where(w => w.Length > 0));
        return Numbers.Sentence(before.Length == 0 ? finding : $"{before}: {finding}");
    }

    /// <summary>The rates behind a ratio in whole people, its value and its interval.</summary>
    public static string? Rates(Edition edition, PublicFigure figure)
    {
        if (figure.Value.Amount is not { } value) return null;
        var indicator = edition.Indicator(figure.Indicator);
        var words = Measures.Of(figure.Indicator);
        string interval = Interval(figure, indicator.Unit) is { } text ? $" (95% interval {text})" : "";
        string year = $"In the year to {Numbers.Day(edition.Publication.PeriodEnd)}";
        string group = People(figure.Classification, figure.Group, words.Of);
        string? against = figure.Reference is null ? null : People(figure.Classification, figure.Reference, words.Of);
        return (words.Kind, Rate(figure.Numerator, figure.Denominator), Rate(figure.ReferenceNumerator, figure.ReferenceDenominator)) switch
        {
            (MeasureKind.Likelihood, { } own, { } theirs) =>
                $"{year}, {Numbers.InPeople(own)} {group} {words.Did}, against {Numbers.InPeople(theirs)} {against}. The ratio is {Value(figure, indicator)}{interval}; 1 is equal, above 1 is worse for {group}.",
            (MeasureKind.Sickness, { } own, { } theirs) =>
                $"{year}, {group} lost {Numbers.InPeople(own)} working days to sickness and {against} {Numbers.InPeople(theirs)}. The ratio is {Value(figure, indicator)}{interval}; 1 is equal.",
            (MeasureKind.Likelihood or MeasureKind.Sickness or MeasureKind.Steps, _, _) =>
                $"The ratio is {Value(figure, indicator)}{interval}; 1 is equal, above 1 is worse for {People(figure.Classification, figure.Group, "staff")}.",
            (MeasureKind.Gap, _, _) when indicator.Id.EndsWith("median", StringComparison.Ordinal) && value is > -100 and < 100 =>
                $"At the middle of the scale, {group} are paid {Numbers.Whole(100 - value)}p for each £1 paid to {against}{interval.Replace("(", "(gap " + Value(figure, indicator) + ", ", StringComparison.Ordinal)}.",
            (MeasureKind.Share or MeasureKind.Level or MeasureKind.Rate, _, _) when figure is { Numerator: Shown.Number n, Denominator: Shown.Number d } =>
                $"That is {Numbers.Whole(n.Released.Value)} of {Numbers.Whole(d.Released.Value)}{(interval.Length > 0 ? $", {Value(figure, indicator)}{interval}" : "")}.",
            (MeasureKind.Plain, _, _) => Basis(edition, figure),
            (MeasureKind.Gap or MeasureKind.Distance, _, _) => $"The {(words.Kind is MeasureKind.Gap ? "gap" : "difference")} is {Value(figure, indicator)}{interval}.",
            _ => $"The figure is {Value(figure, indicator)}{interval}.",
        };
    }

    /// <summary>Whom or what a plain number counts.</summary>
    private static string? Basis(Edition edition, PublicFigure figure)
    {
        string year = $"in the year to {Numbers.Day(edition.Publication.PeriodEnd)}";
        string? over = figure.Denominator.Amount is { } amount ? Numbers.Whole(amount) : null;
        return figure.Indicator switch
        {
            "headcount" => $"Everybody with a contract of employment on {Numbers.Day(edition.Publication.SnapshotDate)} is counted once.",
            "case-count" => $"Cases are counted that were opened or closed {year}, or were open at its end.",
            "case-days-median" when over is not null => $"{over} cases were closed {year}.",
            "survey-index" when over is not null => $"The score is the mean of {over} answers, from 0, the least favourable, to 100, the most.",
            _ => null,
        };
    }

    public static string? Changed(Edition edition, PublicFigure figure)
    {
        if (edition.Change(figure) is not { } change) return null;
        var indicator = edition.Indicator(figure.Indicator);
        string then = change.Before.Amount is { } before ? $" ({Numbers.InUnit(before, indicator.Unit, figure.Decimals)} then)" : "";
        return change.Reading switch
        {
            ChangeReading.CloserToParity => $"Closer to parity than in the last edition{then}.",
            ChangeReading.FurtherFromParity => $"Further from parity than in the last edition{then}.",
            ChangeReading.NoClearChange => $"No clear change since the last edition{then}.",
            ChangeReading.FirstMeasuredHere => "First measured here.",
            ChangeReading.Break => $"Not comparable with the last edition. {change.Note}".Trim(),
            _ => null,
        };
    }

    /// <summary>How many of a set of ratios are clearly worse, clearly better, or neither; only what is shown is counted.</summary>
    public static string Tally(IReadOnlyList<(PublicFigure Figure, FigureUnit Unit)> ratios, string group)
    {
        var shown = ratios.Where(r => r.Figure.Value is Shown.Number).Select(r => Readings.Of(r.Figure, r.Unit)).ToList();
        int worse = shown.Count(r => r is Reading.ClearAbove), better = shown.Count(r => r is Reading.ClearBelow);
        if (shown.Count == 0) return "No measure can be shown";
        string of = Numbers.InWords(shown.Count), are = worse == 1 ? "is" : "are";
        string measures = shown.Count == 1 ? "measure" : "measures";
        return (worse, better) switch
        {
            (0, 0) => shown.Count == 1 ? $"The one measure shown is not clear either way for {group}" : $"None of {of} measures is clear either way for {group}",
            ( > 0, 0) => $"{Numbers.Sentence(Numbers.InWords(worse))} of {of} {measures} {are} clearly worse for {group}",
            (0, > 0) => $"{Numbers.Sentence(Numbers.InWords(better))} of {of} {measures} {(better == 1 ? "is" : "are")} clearly better for {group}, none clearly worse",
            _ => $"{Numbers.Sentence(Numbers.InWords(worse))} of {of} {measures} {are} clearly worse for {group}, and {Numbers.InWords(better)} {(better == 1 ? "is" : "are")} clearly better",
        };
    }

    /// <summary>The heading of a chart by organisation: how many are clear, of those that can be shown.</summary>
    public static string AcrossOrganisations(IReadOnlyList<PublicFigure> figures, PublicFigure? city, FigureUnit unit)
    {
        string equal = unit is FigureUnit.Ratio ? "1" : "0";
        var readings = figures.Where(f => f.Value is Shown.Number).Select(f => Readings.Of(f, unit)).ToList();
        if (readings.Count == 0) return "No organisation can be shown";
        int above = readings.Count(r => r is Reading.ClearAbove), below = readings.Count(r => r is Reading.ClearBelow);
        string shown = readings.Count == 1 ? "the one organisation that can be shown" : $"the {readings.Count} organisations that can be shown";
        string whole = city?.Value is Shown.Number && Readings.Of(city, unit) is Reading.ClearAbove or Reading.ClearBelow ? ", and in the city as a whole" : "";
        return (above, below) switch
        {
            (0, 0) => $"Not clear either way in any of {shown}",
            (1, 0) when readings.Count == 1 => $"Clearly above {equal} in {shown}",
            (0, 1) when readings.Count == 1 => $"Clearly below {equal} in {shown}",
            ( > 1, 0) when above == readings.Count => $"Clearly above {equal} in all {above} organisations that can be shown{(Readings.Of(city ?? figures[0], unit) is Reading.ClearAbove ? whole : "")}",
            ( > 0, 0) => $"Clearly above {equal} in {above} of {shown}{(Readings.Of(city ?? figures[0], unit) is Reading.ClearAbove ? whole : "")}",
            (0, > 0) => $"Clearly below {equal} in {below} of {shown}{(Readings.Of(city ?? figures[0], unit) is Reading.ClearBelow ? whole : "")}",
            _ => $"Clearly above {equal} in {above} and clearly below in {below} of {shown}",
        };
    }

    /// <summary>From the least to the greatest of the figures that are shown, for a heading: "65 to 70"; null below two.</summary>
    public static string? Range(IEnumerable<PublicFigure> figures, PublicIndicator indicator)
    {
        var shown = figures.Where(f => f.Value is Shown.Number).OrderBy(f => f.Value.Amount).ToList();
        return shown.Count < 2 ? null
            : Value(shown[0], indicator) == Value(shown[^1], indicator) ? Value(shown[0], indicator)
            : $"{Value(shown[0], indicator)} to {Value(shown[^1], indicator)}";
    }

    public static string Value(PublicFigure figure, PublicIndicator indicator) => figure.Value switch
    {
        Shown.Number n => Numbers.InUnit(n.Released.Value, indicator.Unit, figure.Decimals),
        Shown.Withheld => "withheld",
        _ => "cannot be calculated",
    };

    /// <summary>"1.28 to 1.77", or null without an interval.</summary>
    public static string? Interval(PublicFigure figure, FigureUnit unit) =>
        figure is { Lower.Amount: { } lower, Upper.Amount: { } upper }
            ? $"{Numbers.Bare(lower, unit, figure.Decimals)} to {Numbers.Bare(upper, unit, figure.Decimals)}"
            : null;

    /// <summary>
    /// The ratio within organisations, where it points the other way or differs by over a tenth. Within a single organisation
    /// it is that organisation's own ratio, and where nobody of a group was counted there is nothing to compare: neither is said.
    /// </summary>
    public static decimal? AdjustedThatDiffers(PublicFigure figure) =>
        figure is { Value.Amount: { } value, Adjusted.Amount: { } adjusted } && value > 0 && adjusted > 0 && figure.AdjustedOver is not 1
        && ((value - 1) * (adjusted - 1) < 0 || Math.Abs(adjusted / value - 1) > 0.1m)
            ? adjusted
            : null;

    /// <summary>"within 9 organisations 1.74": how many are compared is always said, because not all can be shown.</summary>
    public static string? Within(PublicFigure figure, PublicIndicator indicator) => AdjustedThatDiffers(figure) is not { } adjusted ? null
        : $"within {(figure.AdjustedOver == 0 ? "" : Numbers.InWords(figure.AdjustedOver) + " ")}organisations {Numbers.InUnit(adjusted, indicator.Unit, figure.Decimals)}";

    /// <summary>"ethnic minority staff", "White applicants", "women".</summary>
    public static string People(string? classification, string group, string of = "staff")
    {
        string who = of is "applicants" ? "applicants" : "staff";
        return (classification, group) switch
        {
            (null, _) => who,
            ("white-british/other", "other") => $"{who} of all other groups",
            ("broad" or "detailed" or "white/other" or "white-british/other", "X" or "X1" or "X9") => $"{who} whose group is not known",
            ("broad", "M") => $"{who} of Mixed ethnicity",
            ("broad", "O") => $"{who} of other ethnic groups",
            ("detailed", "O9") => $"{who} of any other ethnic group",
            ("sex" or "disability" or "orientation" or "religion" or "age", _) => $"{who} ({Groups.Short(classification, group).ToLowerInvariant()})",
            _ => $"{Groups.Adjective(classification, group)} {who}",
        };
    }

    private static string Likelihood(PublicFigure figure, MeasureWords words, decimal value)
    {
        string group = People(figure.Classification, figure.Group, words.Of), reference = People(figure.Classification, figure.Reference ?? "", words.Of);
        if (!Flags.Has(figure, "strong")) return $"{group} were as likely as {reference} {words.Act}, as far as the figures can tell";
        bool groupMore = Measures.IsGood(figure.Indicator) ? value < 1 : value > 1;
        decimal times = value >= 1 ? value : 1 / value;
        string more = value is >= 0.80m and <= 1.25m ? "slightly more likely than" : Times(times, "likely");
        return groupMore ? $"{group} were {more} {reference} {words.Act}" : $"{reference} were {more} {group} {words.Act}";
    }

    private static string Sickness(PublicFigure figure, decimal value)
    {
        string group = People(figure.Classification, figure.Group), reference = People(figure.Classification, figure.Reference ?? "");
        if (!Flags.Has(figure, "strong")) return $"{group} lost as many working days to sickness as {reference}, as far as the figures can tell";
        decimal change = Math.Abs(value - 1) * 100;
        return $"{group} lost {Numbers.Whole(change)}% {(value > 1 ? "more" : "fewer")} working days to sickness than {reference}";
    }

    private static string Steps(PublicFigure figure, decimal value)
    {
        (string low, string high) = Edition.ScopeKey(figure.Scope) switch
        {
            "step=entry-middle" => ("entry", "middle"),
            "step=middle-senior" => ("middle", "senior"),
            _ => ("entry", "senior"),
        };
        string group = People(figure.Classification, figure.Group), reference = People(figure.Classification, figure.Reference ?? "");
        if (!Flags.Has(figure, "strong")) return $"{group} and {reference} are spread over {low} and {high} grades alike, as far as the figures can tell";
        decimal times = value >= 1 ? value : 1 / value;
        string more = value is >= 0.80m and <= 1.25m ? "slightly more posts than" : Times(times, "many");
        return value > 1
            ? $"for each post in {low} grades, {reference} hold {more} {group} in {high} grades"
            : $"for each post in {low} grades, {group} hold {more} {reference} in {high} grades";
    }

    private static string Gap(PublicFigure figure, decimal value, PublicIndicator indicator)
    {
        string group = People(figure.Classification, figure.Group), reference = People(figure.Classification, figure.Reference ?? "");
        bool bonus = indicator.Id.StartsWith("bonus", StringComparison.Ordinal), median = indicator.Id.EndsWith("median", StringComparison.Ordinal);
        string before = (bonus, median) switch
        {
            (true, true) => "at the middle of those with a bonus, ",
            (true, false) => "on average among those with a bonus, ",
            (false, true) => "at the middle of the pay scale, ",
            _ => "on average, ",
        };
        string pay = bonus ? "" : " an hour";
        if (!Flags.Has(figure, "strong")) return $"{before}{group} were paid about the same{pay} as {reference}, as far as the figures can tell";
        return $"{before}{group} were paid {Numbers.Fixed(Math.Abs(value), figure.Decimals)}% {(value > 0 ? "less" : "more")}{pay} than {reference}";
    }

    private static string Share(PublicFigure figure, decimal value, PublicIndicator indicator, bool city)
    {
        string scope = Edition.ScopeKey(figure.Scope), part = indicator.Id is "senior-representation" ? "staff in senior grades" : PartOfStaff(scope);
        string shown = Numbers.InUnit(value, FigureUnit.Fraction, figure.Decimals);
        return indicator.Id is "unknown-rate" ? $"the ethnic group of {shown} of staff is not known"
            : (figure.Classification, figure.Group) is not ("white/other", "other") ? $"{People(figure.Classification, figure.Group)} are {shown} of {(scope.Length == 0 ? "all staff" : part)}"
            : city && scope.Length == 0 ? $"{Numbers.OneIn(value)} staff are from an ethnic minority" : $"{shown} of {part} are from an ethnic minority";
    }

    private static string PartOfStaff(string scope) => scope switch
    {
        "" => "staff",
        "band=executive" => "executives",
        "band=entry" => "staff in entry grades",
        _ when scope.StartsWith("band=", StringComparison.Ordinal) => ScopeOrder.InSentence(scope),
        _ when scope.StartsWith("quarter=", StringComparison.Ordinal) => $"staff in the {ScopeOrder.InSentence(scope)}",
        _ => $"staff ({ScopeOrder.InSentence(scope)})",
    };

    private static string Distance(Edition edition, PublicFigure figure, decimal value, PublicIndicator indicator)
    {
        bool board = indicator.Id is "board-gap";
        string group = People(figure.Classification, figure.Group);
        string against = board ? "their share of staff" : $"their share of the population{(edition.Area is { } area ? $" of {area.Name}" : "")}";
        string several = figure.Organisation is Edition.City || figure.Organisation.StartsWith("SECTOR:", StringComparison.Ordinal) ? "boards" : "the board";
        string share = !board ? $"the share of {group}" : Edition.ScopeKey(figure.Scope) switch
        {
            "board=voting" => $"the share of ethnic minority people among the voting members of {several}",
            "board=executive" => $"the share of ethnic minority people among the executive members of {several}",
            _ => $"the share of ethnic minority people on {several}",
        };
        if (figure.Group is not "other") share = share.Replace("ethnic minority people", Groups.Adjective(figure.Classification, figure.Group) + " people", StringComparison.Ordinal);
        decimal size = Math.Abs(value);
        return size < 0.05m ? $"{share} matches {against}" : $"{share} is {Numbers.Fixed(size, figure.Decimals)} points {(value < 0 ? "below" : "above")} {against}";
    }

    /// <summary>"76.5% of ethnic minority staff had an appraisal, and 78.9% of White staff".</summary>
    private static string Level(Edition edition, PublicFigure figure, decimal value, PublicIndicator indicator, MeasureWords words)
    {
        if (words.Says.Length == 0) return $"{Lower(indicator.Title)}: {Numbers.InUnit(value, indicator.Unit, figure.Decimals)} for {People(figure.Classification, figure.Group)}";
        string Said(string pattern, decimal amount, int decimals, string group)
        {
            (string many, string of) = words.Kind is MeasureKind.Rate && Numbers.InPeople(amount).Split(" in ") is [var n, var each] ? (n, each) : (Numbers.InUnit(amount, indicator.Unit, decimals), "");
            return pattern.Replace("{0}", many, StringComparison.Ordinal).Replace("{1}", $"{of} {People(figure.Classification, group)}".Trim(), StringComparison.Ordinal);
        }
        string said = Said(words.Says, value, figure.Decimals, figure.Group);
        string? reference = figure.Classification switch { "white/other" when figure.Group is not "W" => "W", "white-british/other" when figure.Group is not "W1" => "W1", _ => null };
        if (reference is null) return said;
        var other = edition.Figure(figure.Indicator, figure.Organisation, (figure.Classification!, reference), Edition.ScopeKey(figure.Scope));
        return other?.Value.Amount is { } theirs ? $"{said}, and {Said(words.Against, theirs, other.Decimals, reference)}" : said;
    }

    private static string Plain(Edition edition, PublicFigure figure, decimal value, PublicIndicator indicator)
    {
        string shown = Numbers.InUnit(value, indicator.Unit, figure.Decimals), people = People(figure.Classification, figure.Group);
        return (indicator.Id, figure.Classification, figure.Group) switch
        {
            ("headcount", null, _) => $"{edition.Name(figure.Organisation)} employ{(figure.Organisation is Edition.City ? "" : "s")} {shown} people",
            ("headcount", "white/other", "other") => edition.Everybody("headcount", figure.Organisation)?.Value.Amount is { } all
                ? $"{shown} of {Numbers.Whole(all)} staff are from an ethnic minority" : $"{shown} staff are from an ethnic minority",
            ("headcount", _, _) => $"{people}: {shown} people",
            ("case-count", null, _) => $"{shown} cases",
            ("case-days-median", null, _) => $"half of the cases that were closed took {shown} or less",
            ("survey-index", _, _) => $"{(figure.Classification is null ? "all who answered" : people)} scored {shown} of 100",
            _ => $"{Lower(indicator.Title)}: {shown}{(figure.Classification is null ? "" : " for " + people)}",
        };
    }

    private static decimal? Rate(Shown numerator, Shown denominator) =>
        numerator.Amount is { } n && denominator.Amount is { } d && d > 0 ? n / d : null;

    /// <summary>"half as likely again as", "twice as many ... as": a ratio of 1 or more in words people use.</summary>
    internal static string Times(decimal ratio, string what)
    {
        bool likely = what is "likely";
        string plain = likely ? "more likely than" : "more posts than";
        string As(string times) => likely ? $"{times} as likely as" : $"{times} as many posts as";
        return ratio switch
        {
            < 1.295m => $"about a quarter {plain}",
            < 1.38m => $"about a third {plain}",
            < 1.45m => $"about two fifths {plain}",
            < 1.56m => likely ? "half as likely again as" : "half as many posts again as",
            < 1.71m => $"about two thirds {plain}",
            < 1.86m => $"about three quarters {plain}",
            < 1.95m => As("almost twice"),
            < 2.06m => As("twice"),
            < 2.36m => As("more than twice"),
            < 2.65m => As("two and a half times"),
            < 2.95m => As("almost three times"),
            < 3.06m => As("three times"),
            _ => As(NearTimes(ratio)),
        };
    }

    private static string NearTimes(decimal ratio)
    {
        int whole = (int)Math.Round(ratio, MidpointRounding.AwayFromZero);
        string times = $"{Numbers.InWords(whole)} times";
        return ratio < whole - 0.05m ? "almost " + times : ratio > whole + 0.05m ? "more than " + times : times;
    }

    /// <summary>A title inside a sentence; what begins with an abbreviation stays as it is.</summary>
    public static string Lower(string words) =>
        words.Length > 1 && char.IsUpper(words[0]) && !char.IsUpper(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
}
