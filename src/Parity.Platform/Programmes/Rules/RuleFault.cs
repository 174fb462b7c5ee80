namespace Parity.Platform.Programmes.Rules;

/// <summary>A rule that something contradicts.</summary>
/// <param name="Code">Stable, such as <c>outcome-before-interview</c>.</param>
/// <param name="Field">What it is about, as the form calls it.</param>
/// <param name="Advice">What is wrong and what to do.</param>
/// <param name="Blocks">A new cohort cannot be published with it; history may be kept with it and is flagged.</param>
public sealed record RuleFault(string Code, string Field, string Advice, bool Blocks = true);
