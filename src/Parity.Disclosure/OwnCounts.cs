namespace Parity.Disclosure;

/// <summary>
/// Whose own counts the cells are. An organisation knows its own, takes them out of what it reads, and looks for others'.
/// </summary>
/// <param name="OwnerOfCell">For each cell a number of the organisation whose count it is, from nought; less where it is nobody's own.</param>
/// <param name="MinInterval">Least width, greatest minus least, of what an organisation can work out about a small count of another; 1 or more.</param>
/// <param name="Dear">Counts of this weight or more are withheld only where no others help.</param>
public sealed record OwnCounts(IReadOnlyList<int> OwnerOfCell, int MinInterval, double Dear = double.PositiveInfinity)
{
    /// <summary>The nodes that each organisation knows, organisations and nodes ascending.</summary>
    internal IEnumerable<(int Organisation, IReadOnlyList<int> Nodes)> NodesOfEach(Skeleton skeleton) =>
        from cell in Enumerable.Range(0, OwnerOfCell.Count)
        where OwnerOfCell[cell] >= 0 && skeleton.NodeOf[cell] >= 0
        group skeleton.NodeOf[cell] by OwnerOfCell[cell] into own
        orderby own.Key
        select (own.Key, (IReadOnlyList<int>)[.. own.Distinct().Order()]);
}
