using System.Globalization;
using System.Security.Cryptography;
using Parity.Platform.Foundation;

namespace Parity.Platform.Workforce;

/// <summary>
/// The bytes of a return as they arrived, in a file that has no name any more: it is gone with the process that
/// holds it, however that ends.
/// </summary>
public sealed class ReceivedBody : IDisposable
{
    private readonly FileStream file;

    private ReceivedBody(FileStream file, string path, string sha256)
    {
        this.file = file;
        Path = path;
        Sha256 = sha256;
    }

    /// <summary>Where the reader finds the bytes while this is not disposed.</summary>
    public string Path { get; }

    /// <summary>Lower-case hex.</summary>
    public string Sha256 { get; }

    public long Length => file.Length;

    /// <returns>Null as soon as more than <paramref name="limit"/> bytes have come.</returns>
    public static async Task<ReceivedBody?> TakeAsync(Stream body, long limit, CancellationToken stop)
    {
        var (file, path) = Create();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[128 << 10];
            for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
            {
                if (file.Length + read > limit)
                {
                    await file.DisposeAsync();
                    return null;
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), stop);
                await file.FlushAsync(stop);
            }

            return new(file, path, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>A body that this process writes itself: a kept return that is opened again.</summary>
    public static async Task<ReceivedBody> MakeAsync(Func<Stream, Task> write, CancellationToken stop)
    {
        var (file, path) = Create();
        try
        {
            await write(file);
            await file.FlushAsync(stop);
            file.Position = 0;
            return new(file, path, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static (FileStream File, string Path) Create()
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        var file = OwnersFile.Make(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsLinux()) return (file, path);
        File.Delete(path);
        return (file, string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}"));
    }

    /// <summary>The bytes in pieces of one size, the last one shorter.</summary>
    public IEnumerable<byte[]> InParts(int size)
    {
        for (long at = 0; at < Length; at += size)
        {
            var part = new byte[Math.Min(size, Length - at)];
            for (int done = 0; done < part.Length;)
            {
                int read = RandomAccess.Read(file.SafeFileHandle, part.AsSpan(done), at + done);
                if (read == 0) throw new EndOfStreamException();
                done += read;
            }

            yield return part;
        }
    }

    public void Dispose() => file.Dispose();
}
