using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parity.App.Tests.Server;

/// <summary>A certificate that a test has made and signed itself.</summary>
internal static class OwnCertificate
{
    public static X509Certificate2 For(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        return request.CreateSelfSigned(now, now.AddYears(100));
    }
}
