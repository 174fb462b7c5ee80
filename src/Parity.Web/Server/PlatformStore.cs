using Parity.Platform.Foundation;
using Parity.Platform.SampleCity;
using Parity.Platform.Storage;

namespace Parity.Web.Server;

/// <summary>Opens the platform's records for the server, and puts the fictional city's people into a new demonstration.</summary>
internal static class PlatformStore
{
    public static async Task<(Store? Store, ServerOutcome? Refused)> OpenAsync(ServerSettings settings, CancellationToken stop)
    {
        if (settings.Database is not { } database) return (null, null);
        try
        {
            var place = settings.Demo ? new KeyPlace.Given(MasterKey.OfTheDemo()) : settings.Key ?? KeyPlace.Configured(Environment.GetEnvironmentVariable);
            switch (await Store.OpenAsync(database, place, settings.Demo ? Holding.FictionalCity : Holding.RealPartnership, settings.Clock, stop))
            {
                case Store.Opening.Opened opened:
                    if (settings.Demo) await new LoadPeople.Handler(opened.Store, settings.Clock).HandleAsync(stop);
                    return (opened.Store, null);
                case Store.Opening.HoldsOther other:
                    return (null, new ServerOutcome.OtherDatabase(other.Holding));
                case Store.Opening.NoKey missing:
                    return (null, new ServerOutcome.NoKey(missing.Place));
                default:
                    throw new InvalidOperationException("An opening without an outcome.");
            }
        }
        catch (Exception fault) when (UnusableDatabase.Reason(fault) is { } reason)
        {
            // Drivers tell the address and the reason, never a password.
            return (null, new ServerOutcome.NoDatabase(reason));
        }
    }
}
