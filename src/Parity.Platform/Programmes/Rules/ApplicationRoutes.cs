namespace Parity.Platform.Programmes.Rules;

/// <summary>How an application comes in.</summary>
public enum ApplicationRoute
{
    /// <summary>No line manager is asked. Nobody at the employer learns of it before the applicant agrees.</summary>
    NoApproval,

    /// <summary>The employer has put the person forward.</summary>
    Nominated,

    /// <summary>The applicant has told the employer.</summary>
    EmployerTold,
}

/// <summary>Where an applicant works, as far as the route depends on it.</summary>
public enum EmployerStanding
{
    /// <summary>An organisation of the partnership whose staff need no approval.</summary>
    WaivesApproval,

    /// <summary>Another organisation of the partnership.</summary>
    Partner,

    /// <summary>An employer outside the partnership.</summary>
    Elsewhere,

    /// <summary>Self-employed, or between jobs.</summary>
    None,
}

public static class ApplicationRoutes
{
    /// <summary>The routes that are open to somebody, in the order in which they are offered.</summary>
    public static IReadOnlyList<ApplicationRoute> For(EmployerStanding standing) => standing switch
    {
        EmployerStanding.WaivesApproval => [ApplicationRoute.NoApproval, ApplicationRoute.Nominated, ApplicationRoute.EmployerTold],
        EmployerStanding.Partner => [ApplicationRoute.Nominated, ApplicationRoute.EmployerTold],
        EmployerStanding.Elsewhere => [ApplicationRoute.EmployerTold],
        _ => [ApplicationRoute.NoApproval],
    };

    /// <summary>
    /// Whether the employer may know of the application: where it put the person forward or was told, once it is sent;
    /// else only when a place is accepted and the applicant has agreed.
    /// </summary>
    public static bool EmployerMayKnow(ApplicationRoute route, ApplicationState state, bool wasSent, bool agreedToTell) =>
        route is not ApplicationRoute.NoApproval ? wasSent
        : agreedToTell && (ApplicationMoves.TakesPlace(state) || state is ApplicationState.Deferred);
}
