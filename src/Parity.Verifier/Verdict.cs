namespace Parity.Verifier;

/// <summary>What a certificate is worth.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <param name="Cells">Cells of all tables.</param>
    /// <param name="Judged">Withheld cells that are wide enough.</param>
    /// <param name="Tables">Possible tables that were added up.</param>
    /// <param name="Narrowest">The least distance between two of them in a judged cell, null where there is none.</param>
    public sealed record Accepted(int Cells, int Judged, int Tables, long? Narrowest) : Verdict
    {
        /// <summary>Small counts that earlier publications confine more narrowly than is asked for; more than one value is left.</summary>
        public int Confined { get; init; }

        /// <summary>Rows of public tables that were compared with the ledger; none where a single table was verified.</summary>
        public int Rows { get; init; }

        /// <summary>Small counts that an earlier publication told, or withheld, by a rule under which they were not small.</summary>
        public int Excused { get; init; }
    }

    /// <param name="Reasons">What is wrong, the first few.</param>
    public sealed record Refused(IReadOnlyList<string> Reasons) : Verdict;
}

/// <summary>A file is not as it must be; the message says where.</summary>
internal sealed class RefusedException(string message) : Exception(message);
