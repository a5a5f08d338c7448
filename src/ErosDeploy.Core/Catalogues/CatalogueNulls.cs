using System.Text.Json;

namespace ErosDeploy.Core.Catalogues;

/// <summary>JSON's null is allowed only where the catalogue gives it a meaning.</summary>
static class CatalogueNulls
{
    static readonly HashSet<string> Meaningful = ["$schema", "warn", "fail", "component", "guard"];

    public static void Refuse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var property = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                property = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.Null && !Meaningful.Contains(property))
                throw new JsonException("null is not allowed here", property, json[..(int)reader.TokenStartIndex].Count((byte)'\n'), null);
        }
    }
}
