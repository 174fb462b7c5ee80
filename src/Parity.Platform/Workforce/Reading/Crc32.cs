using System.Buffers.Binary;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The checksum of ZIP entries (polynomial 0xEDB88320), eight bytes at a step (Intel's slicing-by-8).</summary>
internal static class Crc32
{
    public const uint Start = uint.MaxValue;

    private static readonly uint[][] Tables = MakeTables();

    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint[][] t = Tables;
        while (bytes.Length >= 8)
        {
            uint low = checksum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            checksum = t[7][low & 0xFF] ^ t[6][(low >> 8) & 0xFF] ^ t[5][(low >> 16) & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][(high >> 8) & 0xFF] ^ t[1][(high >> 16) & 0xFF] ^ t[0][high >> 24];
            bytes = bytes[8..];
        }

        foreach (byte b in bytes) checksum = (checksum >> 8) ^ t[0][(checksum ^ b) & 0xFF];
        return checksum;
    }

    public static uint End(uint checksum) => ~checksum;

    private static uint[][] MakeTables()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1;
            tables[0][i] = value;
        }

        for (int step = 1; step < 8; step++)
            for (int i = 0; i < 256; i++)
                tables[step][i] = (tables[step - 1][i] >> 8) ^ tables[0][tables[step - 1][i] & 0xFF];
        return tables;
    }
}
