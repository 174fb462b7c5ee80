using System.Text;
using Parity.Platform.Accounts;

namespace Parity.App.Tests.Accounts;

public sealed class TimeCodeTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the rows with SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string expected) =>
        Assert.Equal(expected, TimeCode.At(Key, TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8));

    /// <summary>RFC 4226, appendix D.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(9, "520489")]
    public void Six_digits_are_those_of_the_older_standard(long counter, string expected) => Assert.Equal(expected, TimeCode.At(Key, counter));

    [Fact]
    public void A_code_is_good_a_step_early_or_late_once_and_never_before_the_last_used()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        long step = TimeCode.StepAt(now);

        foreach (long near in (long[])[step - 1, step, step + 1]) Assert.Equal(near, TimeCode.Match(Key, TimeCode.At(Key, near), now, 0));
        foreach (long far in (long[])[step - 2, step + 2]) Assert.Null(TimeCode.Match(Key, TimeCode.At(Key, far), now, 0));
        Assert.Null(TimeCode.Match(Key, TimeCode.At(Key, step), now, step));
        Assert.Null(TimeCode.Match(Key, TimeCode.At(Key, step - 1), now, step));
        Assert.Null(TimeCode.Match(Key, "", now, 0));
    }

    /// <summary>RFC 4648, section 10, lengthened by nothing: the key of the older standard in base 32.</summary>
    [Fact]
    public void The_key_is_written_as_apps_read_it()
    {
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TimeCode.Written(Key));
        Assert.Equal("otpauth://totp/Parity:a%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Parity", TimeCode.Address(Key, "a@example.org"));
    }
}
