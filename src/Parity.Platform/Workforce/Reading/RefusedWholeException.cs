namespace Parity.Platform.Workforce.Reading;

/// <summary>Thrown deep inside an archive or workbook when nothing in it can be trusted any more; it never leaves the reader.</summary>
internal sealed class RefusedWholeException(string code, string advice) : Exception(advice)
{
    public string Code => code;
}
