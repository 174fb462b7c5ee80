using Microsoft.AspNetCore.Http;

namespace Parity.Web.Modules.Programmes.Marking;

/// <summary>
/// What is said to an assessor who has just stepped back: that it was done, and who goes on. It names neither the
/// application nor who has it now. A word in the address that is none of these says nothing.
/// </summary>
public sealed record SteppedBack(string Heading, string Text)
{
    internal const string Query = "stepped-back", GivenOn = "given-on", Waits = "waits", WithoutView = "no-view", SettlingGivenOn = "settling-given-on", SettlingWaits = "settling-waits", FromPanel = "panel";

    internal static SteppedBack? In(HttpContext http) => http.Request.Query[Query].ToString() switch
    {
        GivenOn => new("You have stepped back from an application", "Your marks for all its answers are deleted, and somebody else has been given it. You will not be given it again."),
        Waits => new("You have stepped back from an application", "Your marks for all its answers are deleted. Nobody else can be given it at present: the programme's team sees that it waits. You will not be given it again."),
        WithoutView => new("You have abstained from an application", "Your marks for all its answers are deleted. Nobody else is given it in your place."),
        SettlingGivenOn => new("You have stepped back from an application", "Whatever of it you had not settled has been given to somebody else. You will not be asked about it again."),
        SettlingWaits => new("You have stepped back from an application", "Whatever of it you had not settled waits until the programme's team asks somebody else. You will not be asked about it again."),
        FromPanel => new("You have stepped back from an interview", "Your marks for it are deleted. Whoever seated you has been written to, and seats somebody else. You cannot be seated for this applicant again."),
        _ => null,
    };
}
