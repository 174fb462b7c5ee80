namespace Parity.Disclosure;

/// <summary>Says in words what an intruder can do.</summary>
public static class Explanation
{
    /// <summary>Why a cell is not safe.</summary>
    /// <param name="label">What a reader calls a cell.</param>
    public static string Of(Breach breach, Func<int, string> label)
    {
        string cell = label(breach.Cell);
        if (breach.Combination is [var self] && self.Cell == breach.Cell)
        {
            return $"{cell}: this small count is public already.";
        }
        if (breach.Combination.Count == 0)
        {
            return breach.Upper == breach.Lower
                ? $"{cell}: no other count can be withheld to keep it safe."
                : $"{cell}: only values from {breach.Lower} to {breach.Upper?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"} are proven possible.";
        }
        var words = new System.Text.StringBuilder(cell).Append(" = ");
        bool many = breach.Divisor != 1;
        if (many)
        {
            words.Append('(');
        }
        bool begun = false;
        foreach (var (other, coefficient) in breach.Combination.OrderByDescending(t => t.Coefficient > 0))
        {
            words.Append(coefficient < 0 ? begun ? " - " : "-" : begun ? " + " : "");
            if (Math.Abs(coefficient) != 1)
            {
                words.Append(Math.Abs(coefficient)).Append(" x ");
            }
            words.Append('[').Append(label(other)).Append(']');
            begun = true;
        }
        if (many)
        {
            words.Append(") / ").Append(breach.Divisor);
        }
        return words.ToString();
    }
}
