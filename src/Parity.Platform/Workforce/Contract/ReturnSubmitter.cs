using Parity.Platform.Foundation;

namespace Parity.Platform.Workforce;

/// <summary>Whom a token stands for: one analyst, in one organisation and one round.</summary>
public sealed record ReturnSubmitter(TokenId Token, PersonId Analyst, OrganisationId Organisation, string OrganisationCode, RoundId Round)
{
    internal Actor Actor => new Actor.WithToken(Analyst, Token.Value);
}
