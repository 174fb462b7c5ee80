namespace Parity.Disclosure;

/// <summary>When a sum or mean of amounts says too much about one of the people in it.</summary>
/// <param name="PerCent">The p% rule: nobody in the sum may be able to tell the greatest amount closer than this, in per cent
/// of it. The one with the second greatest comes closest, by taking their own away and holding the others for nothing.</param>
/// <param name="MostOfTwo">The (n,k) rule with n = 2: the two greatest amounts make up no more than this, in per cent of the sum.</param>
/// <remarks>Hundepool and others, Handbook on Statistical Disclosure Control (ESSNet, 2010), section 4.2; both are checked since
/// a sum of two or three great amounts and many small ones can pass either one.</remarks>
public sealed record AmountRules(decimal PerCent, decimal MostOfTwo);

/// <summary>The amounts behind a sum or a mean, as far as the rules look at them.</summary>
/// <param name="Sum">Of all people; the unit is any, the same for all three.</param>
/// <param name="Greatest">The greatest amount of one person.</param>
/// <param name="Second">The next, the same where two have it; nought where there is one person.</param>
public readonly record struct Contributions(decimal Sum, decimal Greatest, decimal Second)
{
    /// <summary>Whether one of the people stands out so much that a sum or mean tells about them.</summary>
    public bool StandOut(AmountRules rules) =>
        Sum - Greatest - Second < Greatest * rules.PerCent / 100 || Greatest + Second > Sum * rules.MostOfTwo / 100;
}
