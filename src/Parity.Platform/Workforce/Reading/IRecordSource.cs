namespace Parity.Platform.Workforce.Reading;

/// <summary>One table being read, from a CSV file or a sheet.</summary>
internal interface IRecordSource : IDisposable
{
    /// <summary>The cells of the header row; null when the table cannot be read, which has then been reported.</summary>
    IReadOnlyList<byte[]>? ReadHeader();

    /// <summary>Fills the block with the next records; false at the end.</summary>
    bool Next(RecordBlock block);

    /// <summary>Splits a filled block into cells, so many to a record.</summary>
    void Split(RecordBlock block, int columns, FaultList faults);
}

/// <summary>A table that can be read from its beginning as often as needed.</summary>
/// <param name="Open">Given where to put problems and where to put warnings.</param>
/// <param name="Counts">True when counting rows first is cheap, so that columns can be made at their final size.</param>
internal sealed record TableSource(string File, bool Counts, Func<FaultList, FaultList, IRecordSource> Open);

/// <summary>A return as it was sent: its tables by CSV name, and what is wrong with it as a whole.</summary>
internal interface IReturnSource : IDisposable
{
    IReadOnlyDictionary<string, TableSource> Tables { get; }
    FaultList Faults { get; }

    /// <summary>True when the whole is refused and no table may be read.</summary>
    bool IsRefusedWhole { get; }
}
