using Xunit.Abstractions;
using Xunit.Sdk;

namespace Parity.App.Tests.Storage;

public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>
/// One test body, every database: the test takes an <see cref="Engine"/>. PostgreSQL is used where
/// <c>PARITY_TEST_POSTGRES</c> holds a connection string of somebody who may create databases; else that half is
/// skipped and says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Parity.App.Tests.Storage.EveryDatabaseDiscoverer", "Parity.App.Tests")]
public sealed class EveryDatabaseAttribute : FactAttribute
{
    public const string Variable = "PARITY_TEST_POSTGRES";

    public static string? Postgres => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;
}

public sealed class EveryDatabaseDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        foreach (var engine in Enum.GetValues<Engine>())
            yield return new OnOneDatabase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, engine);
    }

    private sealed class OnOneDatabase : XunitTestCase
    {
        [Obsolete("Called by the de-serializer", error: true)]
        public OnOneDatabase() { }

        public OnOneDatabase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions words, ITestMethod method, Engine engine)
            : base(messages, display, words, method, [engine]) { }

        protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
            base.GetSkipReason(factAttribute)
            ?? (TestMethodArguments is [Engine.Postgres] && EveryDatabaseAttribute.Postgres is null ? $"{EveryDatabaseAttribute.Variable} names no PostgreSQL server" : null);
    }
}
