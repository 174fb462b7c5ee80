using System.Reflection;
using System.Xml.Linq;
using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.House;

/// <summary>What may use what: docs/decisions/0002-projects-and-walls.md says why.</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Disclosure = typeof(Released<>).Assembly;
    private static readonly Assembly Indicators = typeof(Figure).Assembly;
    private static readonly Assembly Platform = typeof(Publication).Assembly;
    private static readonly Assembly Web = typeof(ParityServer).Assembly;
    private static readonly Assembly Cli = Assembly.Load("parity");

    /// <summary>Parts of the platform that are not modules: Foundation serves all and knows none, Storage maps them.</summary>
    private const string Foundation = "Foundation", Storage = "Storage";

    /// <summary>Not System.Environment: the compiler asks it for the thread in every iterator.</summary>
    private static readonly string[] OutsideWorld =
        ["System.IO", "System.Net", "System.Data", "System.Console", "System.TimeProvider", "System.Diagnostics.Process", "Microsoft.Extensions", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore"];

    [Fact]
    public void The_pure_libraries_reference_the_base_library_alone()
    {
        Offences.None(Disclosure.GetReferencedAssemblies().Where(a => !IsBase(a)).Select(a => a.Name));
        Offences.None(Indicators.GetReferencedAssemblies().Where(a => !IsBase(a) && a.Name != Disclosure.GetName().Name).Select(a => a.Name));
        foreach (string project in (string[])["Parity.Disclosure", "Parity.Indicators"])
            Offences.None(XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj")).Descendants("PackageReference"));

        static bool IsBase(AssemblyName assembly) => assembly.Name!.StartsWith("System", StringComparison.Ordinal) || assembly.Name is "netstandard";
    }

    [Fact]
    public void The_verifier_shares_no_code_with_what_it_verifies() =>
        Offences.None(typeof(Parity.Verifier.Verification).Assembly.GetReferencedAssemblies().Where(a => !a.Name!.StartsWith("System.", StringComparison.Ordinal)).Select(a => a.Name));

    [Fact]
    public void The_pure_libraries_know_no_disk_no_network_no_clock_and_no_console() =>
        Offences.None(Uses.In(Disclosure).Concat(Uses.In(Indicators))
            .Where(u => OutsideWorld.Any(w => u.Used.FullName == w || u.Used.FullName!.StartsWith(w + ".", StringComparison.Ordinal))
                && !u.Used.IsAssignableTo(typeof(Exception))));

    [Fact]
    public void The_platform_knows_no_web_types() =>
        Offences.None(Uses.In(Platform).Where(u => u.Used.FullName!.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            && !u.Used.FullName.StartsWith("Microsoft.AspNetCore.Identity.", StringComparison.Ordinal)));

    [Fact]
    public void Neither_the_pages_nor_the_command_line_see_the_indicators_which_are_unprotected()
    {
        Assert.DoesNotContain(Indicators.GetName().Name, Web.GetReferencedAssemblies().Select(a => a.Name));
        Assert.DoesNotContain(Indicators.GetName().Name, Cli.GetReferencedAssemblies().Select(a => a.Name));
    }

    [Fact]
    public void The_command_line_uses_the_web_through_two_doors()
    {
        string[] doors = ["Parity.Web.PublicSite", .. typeof(ParityServer).Assembly.GetTypes().Where(t => t.IsPublic && t.Namespace == typeof(ParityServer).Namespace).Select(t => t.FullName!)];
        Offences.None(Uses.In(Cli).Where(u => u.Used.Assembly == Web && !doors.Contains(Uses.Outermost(u.Used).FullName)));
    }

    [Fact]
    public void A_module_uses_another_only_through_its_door_and_its_contract() =>
        Offences.None(
            from use in Uses.In(Platform)
            where use.Used.Assembly == Platform
            let user = ModuleOf(use.User)
            let used = ModuleOf(use.Used)
            where user is not null && used is not null && user != used && used != Foundation && used != Storage && user != Storage
            where use.Used.Namespace != $"Parity.Platform.{used}" && use.Used.Namespace != $"Parity.Platform.{used}.Contract"
            select use);

    [Fact]
    public void The_foundation_knows_no_module() =>
        Offences.None(Uses.In(Platform).Where(u => ModuleOf(u.User) == Foundation && u.Used.Assembly == Platform && ModuleOf(u.Used) is not (Foundation or null)));

    [Fact]
    public void Only_publishing_computes_with_indicators_programmes_with_statistics_and_others_use_the_columns_of_a_return_alone()
    {
        string[] statistics = ["Parity.Indicators.Selection", "Parity.Indicators.Outcomes"];
        Offences.None(Uses.In(Platform).Where(u => u.Used.Assembly == Indicators && u.Used.Namespace != "Parity.Indicators.Returns" && ModuleOf(u.User) != "Publishing"
            && !(ModuleOf(u.User) == "Programmes" && (statistics.Contains(u.Used.Namespace) || u.Used.Name is "Interval" or "Intervals" or "Normal"))));
    }

    [Fact]
    public void The_rules_of_programmes_know_no_storage_and_no_outside_world() =>
        Offences.None(Uses.In(Platform).Where(u => u.User.Namespace == "Parity.Platform.Programmes.Rules" && !u.User.Name.EndsWith("Json", StringComparison.Ordinal)
            && (OutsideWorld.Any(w => u.Used.FullName!.StartsWith(w + ".", StringComparison.Ordinal) || u.Used.FullName == w)
                || (u.Used.Assembly == Platform && ModuleOf(u.Used) is not ("Foundation" or null) && u.Used.Namespace != "Parity.Platform.Programmes.Rules"))));

    [Fact]
    public void A_slice_does_not_use_another_slice_of_its_module()
    {
        var slices = Platform.GetTypes().Where(t => t.IsAbstract && t.IsSealed && t.GetNestedType("Handler") is not null).ToHashSet();
        Assert.NotEmpty(slices);
        Offences.None(Uses.In(Platform).Where(u =>
            slices.Contains(u.User) && slices.Contains(Uses.Outermost(u.Used)) && u.User != Uses.Outermost(u.Used) && ModuleOf(u.User) == ModuleOf(u.Used)));
    }

    [Fact]
    public void Only_the_command_line_talks_to_the_terminal() =>
        Offences.None(Uses.In(Platform).Concat(Uses.In(Web)).Where(u => u.Used == typeof(Console)));

    [Fact]
    public void Nobody_but_the_disclosure_library_can_make_a_released_value()
    {
        Assert.Empty(typeof(Released<>).GetConstructors());
        string[] friends = [.. Disclosure.GetCustomAttributesData().Where(a => a.AttributeType.Name == "InternalsVisibleToAttribute").Select(a => (string)a.ConstructorArguments[0].Value!)];
        Assert.All(friends, friend => Assert.Equal("Parity.Core.Tests", friend));
    }

    [Fact]
    public void The_numbers_of_a_public_row_are_released_ones()
    {
        Type[] plain = [typeof(double), typeof(decimal), typeof(float), typeof(long)];
        Offences.None(typeof(PublicFigure).GetProperties().Concat(typeof(PublicChange).GetProperties())
            .Where(p => plain.Contains(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)).Select(p => p.Name));
    }

    [Fact]
    public void Time_randomness_and_culture_come_in_as_parameters()
    {
        string banned = Repository.Read("BannedSymbols.txt");
        foreach (string symbol in (string[])["P:System.DateTime.UtcNow", "P:System.DateTimeOffset.UtcNow", "P:System.Random.Shared", "M:System.Guid.NewGuid", "P:System.Globalization.CultureInfo.CurrentCulture"])
            Assert.Contains(symbol, banned, StringComparison.Ordinal);
    }

    private static string? ModuleOf(Type type) =>
        type.Namespace?.Split('.') is ["Parity", "Platform", var module, ..] ? module : null;
}
