namespace Parity.Platform.Partnership.Contract;

/// <summary>An organisation that is part of the partnership, or was: what it did meanwhile stays on record under its name.</summary>
/// <param name="LeftOn">Its last day; null while it is part of it.</param>
/// <param name="BecamePartOf">The name of the organisation it merged into when it left.</param>
public sealed record KnownPartner(Partner Partner, DateOnly? LeftOn, string? BecamePartOf);
