namespace Parity.Platform.Foundation;

/// <summary>Who made a change: a person, a person's token, or the system itself at a named work.</summary>
public abstract record Actor
{
    private Actor() { }

    public sealed record Someone(PersonId Person) : Actor
    {
        public override string ToString() => $"person {Person}";
    }

    public sealed record WithToken(PersonId Person, Guid Token) : Actor
    {
        public override string ToString() => $"person {Person} with token {TypedId.Text(Token)}";
    }

    /// <summary>
    /// An applicant, known here by the application alone: whoever reads the log, at an employer too, learns no name from
    /// it. Whose application it is, the programme's team can look up.
    /// </summary>
    public sealed record OfApplication(Guid Application) : Actor
    {
        public override string ToString() => $"application {TypedId.Text(Application)}";
    }

    /// <summary>Somebody not signed in: a wrong password, the first administrator.</summary>
    public sealed record Stranger : Actor
    {
        public override string ToString() => "stranger";
    }

    public sealed record TheSystem(string Work) : Actor
    {
        public override string ToString() => $"system: {Work}";
    }
}

/// <summary>
/// Who changes what, and why; written in the transaction of the change itself, with the time at which it was written.
/// </summary>
/// <param name="Kind">A stable name in the past tense, such as <c>return.submitted</c>; all are in <see cref="ChangeKind"/>.</param>
/// <param name="Reason">In words, for a person who reads the log in a year. Never anybody's answer or name.</param>
/// <param name="Organisation">The organisation whose record it is, or null for the whole partnership's.</param>
public sealed record Change(Actor By, ChangeKind Kind, string Reason, OrganisationId? Organisation = null)
{
    public string Reason { get; } = string.IsNullOrWhiteSpace(Reason)
        ? throw new ArgumentException("A change needs a reason.", nameof(Reason))
        : Reason.Trim();
}
