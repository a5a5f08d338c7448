using System.Security.Cryptography;
using System.Text;
using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Catalogues;

/// <summary>A script as BOM-less LF text. The checksum is of that text before placeholders are filled, so neither an editor's line ends nor the
/// target's name changes it.</summary>
public sealed record ScriptText(string File, string Text, string Checksum)
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ScriptText Of(string file, ReadOnlySpan<byte> bytes)
    {
        var text = Normalized(Decode(file, bytes));
        return new ScriptText(file, text, "sha256:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant());
    }

    /// <summary>Fills <c>${project}</c> and <c>${dataset}</c>; any other placeholder is an error that names its line.</summary>
    public string For(ErosTarget target)
    {
        var filled = new StringBuilder(Text.Length + 256);
        var position = 0;
        for (var start = Text.IndexOf("${", StringComparison.Ordinal); start >= 0; start = Text.IndexOf("${", position, StringComparison.Ordinal))
        {
            var end = Text.IndexOf('}', start);
            var name = end < 0 ? "" : Text[(start + 2)..end];
            filled.Append(Text, position, start - position).Append(ValueOf(name, target, start));
            position = end + 1;
        }
        return filled.Append(Text, position, Text.Length - position).ToString();
    }

    string ValueOf(string name, ErosTarget target, int position) => name switch
    {
        "project" => target.Project,
        "dataset" => target.Dataset,
        _ => throw new ErosException(
            ErosErrorCode.ScriptInvalid,
            $"{File}, line {Text.AsSpan(0, position).Count('\n') + 1}: the placeholder '${{{(name.Length > 30 ? name[..30] : name)}}}' is not known.",
            "Scripts may use ${project} and ${dataset} only.") { Subject = File },
    };

    static string Normalized(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    static string Decode(string file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ErosException(ErosErrorCode.ScriptInvalid, $"{file} is not UTF-8 text.", "Save it as UTF-8.", e) { Subject = file };
        }
    }
}
