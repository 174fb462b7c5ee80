using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>What the gate and the doors behind it say when they refuse.</summary>
internal static class Notices
{
    public static readonly Notice NoToken = new("Not signed in", "A valid token is needed: Authorization: Bearer <token>", "", "/", "Go to the newest edition");

    public static readonly Notice TokenNotForThis = new("Not allowed", "The token's analyst may not submit for its organisation any more", "", "/", "Go to the newest edition");

    public static readonly Notice NoKey = new("Not possible", "Send the header Idempotency-Key, with a new value for each new body", "", "/", "Go to the newest edition");

    public static readonly Notice RoundClosed = new("Round closed", "The round this token was issued for is closed", "", "/", "Go to the newest edition");

    public static readonly Notice TooMuch = new(
        "Too much at once", "Wait a moment before you go on", "More was asked for in a short time than a person asks for. Nothing is lost: load the page again in a few seconds.", "", "Load it again");

    public static readonly Notice TooLarge = new("Too large", "Send at most 200 MB; a ZIP of CSV files is smallest", "", "/", "Go to the newest edition");

    public static readonly Notice OtherRole = new(
        "Not for your role", "This page is for another role", "Your own start page lists what you can do.", "/home", "Go to your start page");

    public static readonly Notice FormTooOld = new(
        "Send it again", "The form was too old to be accepted", "Nothing has been changed. Go back, load the page again and send the form once more.", "/home", "Go to your start page");

    public static readonly Notice FormTooLong = new(
        "Too long", "The form holds more text than can be taken", "Nothing has been changed. Go back, shorten what you wrote and send the form once more.", "/home", "Go to your start page");

    public static readonly Notice NoCharacter = new(
        "Not possible", "It holds a character that cannot be kept", "Nothing has been changed. If you pasted text, paste it once more as plain text and send it again.", "/home", "Go to your start page");

    public static readonly Notice AddressUsed = new(
        "Address not good", "This address is not good any more", "It was used, has run out, or was replaced by a newer one. Ask whoever sent it for another.", "/sign-in", "Sign in");

    public static readonly Notice NoForm = new(
        "No form", "No form is open under this address", "It was answered, its time is over, or the address is not complete.", "/programmes", "Programmes");

    public static readonly Notice NoPlaceKept = new(
        "No place kept", "No place is kept under this address", "It was given back, or the briefing has begun.", "/programmes", "Programmes");
}
