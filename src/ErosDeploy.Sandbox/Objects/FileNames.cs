using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>
/// File names for object names of any characters and up to 1,024 bytes: a readable part, then 128 bits of a hash.
/// Distinct also on file systems that ignore case; never a path.
/// </summary>
internal static class FileNames
{
    const int Readable = 80;

    public static string Of(string objectName)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(objectName)), 0, 16).ToLowerInvariant();
        var tail = objectName.Length > Readable ? objectName[^Readable..] : objectName;
        return string.Create(CultureInfo.InvariantCulture, $"{Plain(tail)}~{hash}");
    }

    static string Plain(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '=' ? c : '_'));
}
