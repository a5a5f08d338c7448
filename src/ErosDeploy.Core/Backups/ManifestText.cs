using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ErosDeploy.Core.Backups;

/// <summary>A manifest as metadata.json: JSON that holds the SHA-256 of itself, taken with zeros in the place of the sum.</summary>
static class ManifestText
{
    const int SumLength = 64;
    static readonly byte[] Key = "\"checksum\": \"sha256-"u8.ToArray();

    public static byte[] Write(Manifest manifest)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest with { Checksum = "sha256-" + new string('0', SumLength) }, ManifestJson.Default.Manifest);
        Encoding.ASCII.GetBytes(Sum(json)).CopyTo(json, Place(json));
        return json;
    }

    /// <summary>Throws EROS3006 naming the place when it is not a manifest of a version known here, or was changed after it was written.</summary>
    public static Manifest Read(ReadOnlySpan<byte> json, string uri)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest) ?? throw new JsonException("it holds null");
            if (manifest.Format != Manifest.FormatName || manifest.Version is < 1 or > Manifest.CurrentVersion)
                throw Invalid(uri, $"its format is {manifest.Format} {manifest.Version}, this module reads {Manifest.FormatName} up to {Manifest.CurrentVersion}", null);
            return Fault(manifest, json) is { } fault ? throw Invalid(uri, fault, null) : manifest;
        }
        catch (JsonException e)
        {
            throw Invalid(uri, e.Message, e);
        }
    }

    /// <summary>Version 1 had no checksum.</summary>
    static string? Fault(Manifest manifest, ReadOnlySpan<byte> json)
    {
        if (manifest.Version == 1 && manifest.Checksum is null)
            return null;
        var (bytes, place) = (json.ToArray(), Place(json));
        if (place < 0 || place + SumLength > bytes.Length)
            return "it has no checksum";
        var written = Encoding.ASCII.GetString(bytes, place, SumLength);
        bytes.AsSpan(place, SumLength).Fill((byte)'0');
        return Sum(bytes) == written ? null : "its content does not fit its checksum: it was changed after it was written";
    }

    static int Place(ReadOnlySpan<byte> json) => json.IndexOf(Key) is >= 0 and var at ? at + Key.Length : -1;

    static string Sum(byte[] json) => Convert.ToHexString(SHA256.HashData(json)).ToLowerInvariant();

    static ErosException Invalid(string uri, string why, Exception? inner) =>
        new(ErosErrorCode.ManifestInvalid, $"{uri} cannot be read: {why}.", "Use another backup; nothing was changed.", inner) { Subject = uri };
}
