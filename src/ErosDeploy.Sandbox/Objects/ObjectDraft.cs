using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>An object about to be written: its name, what the caller sets, and the conditions of the commit.</summary>
internal sealed record ObjectDraft(string Name, JsonObject Settings, Preconditions Conditions)
{
    public int? ComponentCount { get; init; }

    /// <summary>The md5 that the caller says the body has.</summary>
    public string? Md5Hash { get; init; }

    /// <summary>The crc32c that the caller says the body has.</summary>
    public string? Crc32c { get; init; }

    public void RequireHashes(ReceivedBody received)
    {
        if (Crc32c is not null && Crc32c != received.Crc32c)
            throw Mismatch("CRC32C", Crc32c, received.Crc32c);
        if (Md5Hash is not null && Md5Hash != received.Md5Hash)
            throw Mismatch("MD5 hash", Md5Hash, received.Md5Hash);
    }

    static ObjectStoreException Mismatch(string what, string given, string calculated) => ObjectStoreException.Invalid(
        $"Provided {what} \"{given}\" doesn't match calculated {what} \"{calculated}\".");
}

/// <summary>What arrived: bytes and their hashes in base64.</summary>
internal sealed record ReceivedBody(long Size, string Md5Hash, string Crc32c);
