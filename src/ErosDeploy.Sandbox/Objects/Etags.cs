namespace ErosDeploy.Sandbox.Objects;

/// <summary>Etags as Cloud Storage forms them: opaque, different for each generation and metageneration.</summary>
internal static class Etags
{
    public static string Of(long generation, long metageneration)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, generation);
        BitConverter.TryWriteBytes(bytes[8..], metageneration);
        return Convert.ToBase64String(bytes);
    }
}
