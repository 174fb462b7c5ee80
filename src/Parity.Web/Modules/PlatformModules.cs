using System.Xml.Linq;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parity.Platform.Accounts;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Publishing;
using Parity.Platform.SampleCity;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Accounts.ChangeLog;
using Parity.Web.Modules.Accounts.Confirmations;
using Parity.Web.Modules.Accounts.Help;
using Parity.Web.Modules.Accounts.Home;
using Parity.Web.Modules.Accounts.OpenIdConnect;
using Parity.Web.Modules.Accounts.OwnAccount;
using Parity.Web.Modules.Accounts.People;
using Parity.Web.Modules.Accounts.Privacy;
using Parity.Web.Modules.Accounts.Register;
using Parity.Web.Modules.Accounts.ResetPassword;
using Parity.Web.Modules.Accounts.SetUpAccount;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Partnership.Groups;
using Parity.Web.Modules.Partnership.Organisations;
using Parity.Web.Modules.Programmes;
using Parity.Web.Modules.Publishing;
using Parity.Web.Modules.SampleCity.Demo;
using Parity.Web.Modules.Shared;
using Parity.Web.Modules.Workforce.CompareReturn;
using Parity.Web.Modules.Workforce.ConfirmReturn;
using Parity.Web.Modules.Workforce.ReadProblems;
using Parity.Web.Modules.Workforce.Rounds;
using Parity.Web.Modules.Workforce.SubmitReturn;
using Parity.Web.Modules.Workforce.UploadReturn;
using Parity.Web.Server;

namespace Parity.Web.Modules;

/// <summary>The working platform behind the published site: its services and all its addresses.</summary>
internal static class PlatformModules
{
    public static void AddPlatform(this WebApplicationBuilder builder, Store store, TimeProvider clock, OwnAddress address, ServerSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(store).AddSingleton(clock);
        services.AddSingleton<AccountsDoor>().AddSingleton<PartnershipDoor>().AddSingleton<WorkforceDoor>();
        services.AddSingleton<BeginSession.Handler>().AddSingleton<EndSession.Handler>().AddSingleton<ChooseOrganisation.Handler>().AddSingleton<RecogniseSession.Handler>();
        services.AddSingleton<Platform.Accounts.SetUpAccount.Handler>().AddSingleton<SignInWithPassword.Handler>().AddSingleton<SignInWithPasskey.Handler>();
        services.AddSingleton<ForgetPassword.Handler>().AddSingleton<Platform.Accounts.ResetPassword.Handler>();
        services.AddSingleton<ReadOwnAccount.Handler>().AddSingleton<ProveIdentity.Handler>().AddSingleton<ChangePassword.Handler>().AddSingleton<RenewSecondFactor.Handler>();
        services.AddSingleton<AddPasskey.Handler>().AddSingleton<RemovePasskey.Handler>().AddSingleton<ObjectToMonitoring.Handler>();
        services.AddSingleton<ReadPeople.Handler>().AddSingleton<InvitePerson.Handler>().AddSingleton<ChangeAccount.Handler>().AddSingleton<ReadConfirmations.Handler>().AddSingleton<SettleConfirmation.Handler>();
        services.AddSingleton<ReadOrganisations.Handler>().AddSingleton<AdmitOrganisation.Handler>().AddSingleton<ChangeOrganisation.Handler>();
        services.AddSingleton<ReadGroups.Handler>().AddSingleton<FormGroup.Handler>().AddSingleton<ChangeGroup.Handler>();
        services.AddSingleton<ReadChanges.Handler>().AddSingleton<WhoSaw.Handler>().AddSingleton<ReadDrawnSightings.Handler>().AddSingleton<JudgeSighting.Handler>().AddSingleton<VerifyChanges.Handler>().AddSingleton<CopyOwnRecord.Handler>();
        services.AddSingleton<ForgetTraces.Handler>().AddSingleton<ForgetAccounts.Handler>().AddHostedService<Housekeeping>();
        services.AddSingleton<NoteRefusals.Handler>().AddSingleton<ReadRefusals.Handler>().AddSingleton<Refusals>().AddHostedService(one => one.GetRequiredService<Refusals>());
        services.AddSingleton<ReadSignOn.Handler>().AddSingleton<OpenSignOn.Handler>().AddSingleton<SetSignOn.Handler>().AddSingleton<EndSignOn.Handler>().AddSingleton<SignInWithProvider.Handler>();
        services.AddSingleton<ProviderLine>().AddSingleton<SignOnDesk>();
        services.AddSingleton<PasskeyBook>().AddSingleton<PasskeyDesk>().AddSingleton<DeviceCookie>();
        services.AddSingleton(address).AddSingleton(settings.Post).AddSingleton<SendMails.Handler>().AddSingleton<ReadWaiting.Handler>();
        if (settings.Erasures is { } list) services.AddSingleton(new ErasureList.Writer(store, list)).AddHostedService<ErasureKeeper>();
        if (settings.Post is not PostRoute.None) services.AddHostedService<Postman>();
        services.AddSingleton<Platform.Workforce.SubmitReturn.Handler>().AddSingleton<RecogniseToken.Handler>().AddSingleton<ReadReturns.Handler>();
        services.AddSingleton<Platform.Workforce.UploadReturn.Handler>().AddSingleton<Platform.Workforce.SignOffReturn.Handler>().AddSingleton<SendBackReturn.Handler>();
        services.AddSingleton<Platform.Workforce.ConfirmReturn.Handler>().AddSingleton<Platform.Workforce.CompareReturn.Handler>().AddSingleton<ExplainSwings.Handler>();
        services.AddSingleton<Platform.Workforce.ReadProblems.Handler>().AddSingleton<IssueToken.Handler>();
        services.AddSingleton<OpenRound.Handler>().AddSingleton<CloseRound.Handler>().AddSingleton<ReadRounds.Handler>().AddSingleton<ChangeInvitation.Handler>();
        services.AddSingleton<RemindEmployers.Handler>().AddSingleton<DeleteRows.Handler>();
        services.AddSingleton<AssembleEdition.Handler>().AddSingleton<ReadStandings.Handler>().AddSingleton<CompareVersions.Handler>().AddSingleton<ApproveVersion.Handler>().AddSingleton<ReleaseVersion.Handler>().AddSingleton<WithdrawEdition.Handler>().AddSingleton<TellElsewhere.Handler>();
        services.AddSingleton<ReadEditions.Handler>().AddSingleton<ReadArchive.Handler>().AddSingleton<PreviewReturn.Handler>().AddSingleton<ReadOwnFigures.Handler>();
        services.AddSingleton<RegisterAccount.Handler>();
        services.AddProgrammes();
        services.AddSingleton<PrivatePages>().AddSingleton<SentForms>().AddSingleton(_ => new Limits(store.Holding)).AddSingleton(found => new Strangers(store.Holding, found.GetRequiredService<Limits>())).AddSingleton<Background>();
        services.AddSingleton<ListPeople.Handler>();

        services.AddSingleton<CookieKeys>().AddSingleton<IXmlRepository, KeyRepository>();
        services.AddDataProtection().SetApplicationName("parity");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(found =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = found.GetRequiredService<IXmlRepository>()));
        services.AddAntiforgery(forms =>
        {
            forms.FormFieldName = "form";
            forms.HeaderName = null;
            // The server's own headers say it for every answer.
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.AddHttpContextAccessor().AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((forms, current) => forms.Cookie = new FormCookie(current));
    }

    /// <summary>Where a stranger is sent who asks for a private page.</summary>
    public static string SignIn(bool demo) => demo ? DemoEndpoints.Page : SignInEndpoints.Page;

    public static void MapPlatform(this IEndpointRouteBuilder endpoints, bool demo)
    {
        PrivateAssets.Map(endpoints);
        HomeEndpoints.Map(endpoints, SignIn(demo));
        SignInEndpoints.Map(endpoints);
        SignOnEndpoints.Map(endpoints);
        SetUpEndpoints.Map(endpoints);
        ResetPasswordEndpoints.Map(endpoints);
        RegisterEndpoints.Map(endpoints);
        OwnAccountEndpoints.Map(endpoints);
        PeopleEndpoints.Map(endpoints);
        ConfirmationsEndpoints.Map(endpoints);
        AuditEndpoints.Map(endpoints);
        PrivacyEndpoints.Map(endpoints);
        HelpEndpoints.Map(endpoints);
        OrganisationEndpoints.Map(endpoints);
        GroupEndpoints.Map(endpoints);
        ReturnsApi.Map(endpoints);
        ReturnsPages.Map(endpoints);
        ReceiptPages.Map(endpoints);
        ChangesPages.Map(endpoints);
        ProblemsPages.Map(endpoints);
        RoundsPages.Map(endpoints);
        PublishingPages.Map(endpoints);
        PreviewPages.Map(endpoints);
        FiguresPages.Map(endpoints);
        ComparePages.Map(endpoints);
        endpoints.MapProgrammes();
        if (demo) DemoEndpoints.Map(endpoints);
    }

    private sealed class KeyRepository(CookieKeys keys) : IXmlRepository
    {
        // The interface knows no waiting; keys are read at the first form and renewed every few months.
        public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(keys.AllAsync).GetAwaiter().GetResult();

        public void StoreElement(XElement element, string friendlyName) => Task.Run(() => keys.KeepAsync(element, friendlyName)).GetAwaiter().GetResult();
    }
}
