using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>
/// The documented members of a resource, with their types. A member of a wrong type is refused with its path before anything is done with the
/// resource; so is one that is documented but not done here, when it asks for something. Other members are ignored, as the service does: clients
/// send some of their own.
/// </summary>
internal sealed class JsonShape
{
    readonly Dictionary<string, Member> _members;

    /// <param name="words">
    /// Words of the form <c>name:type</c>, with a type of string, bool, int, uint, scalar, object, any or another shape's name, <c>[]</c> after it for arrays
    /// and <c>{}</c> for objects of such values. A ! in front = not done here, with <c>=value</c> after it for a value that asks for nothing.
    /// </param>
    public JsonShape(string words) => _members = words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Read).ToDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>Refuses members of wrong types; texts that stand for a bool become one.</summary>
    public void Check(JsonObject given, string path = "")
    {
        foreach (var (name, value) in given.ToList())
        {
            if (value is not null && _members.TryGetValue(name, out var member))
                member.Check(given, name, value, path + name);
        }
    }

    /// <summary>Refuses what is documented but not done.</summary>
    public void RefuseUndone(JsonObject given, string path)
    {
        foreach (var (name, value) in given)
        {
            if (value is null || !_members.TryGetValue(name, out var member))
                continue;
            if (member.IsUndone && member.Asks(value))
                throw BigQueryException.Unimplemented(path + name);
            foreach (var inner in Objects(value))
                member.Inner?.RefuseUndone(inner, $"{path}{name}.");
        }
    }

    static IEnumerable<JsonObject> Objects(JsonNode value) => value switch
    {
        JsonObject one => [one],
        JsonArray many => many.OfType<JsonObject>(),
        _ => [],
    };

    static Member Read(string word)
    {
        var undone = word[0] == '!';
        var (left, standard) = word.TrimStart('!').Split('=') is [var text, var value] ? (text, value) : (word.TrimStart('!'), null);
        return left.Split(':') is [var name, var type] ? new Member(name, type, undone, standard) : new Member(left, "any", undone, standard);
    }

    sealed record Member(string Name, string Type, bool IsUndone, string? Standard)
    {
        readonly string _one = Type.TrimEnd('[', ']', '{', '}');

        public JsonShape? Inner => Type[^1] == '}' ? null : JsonShapes.Find(_one);

        /// <summary>Whether the value is other than the member's default.</summary>
        public bool Asks(JsonNode value) => value.ToJsonString().Trim('"') is not ("false" or "0" or "" or "[]" or "{}") and var text && text != Standard;

        public void Check(JsonObject owner, string name, JsonNode value, string path)
        {
            if (Type.EndsWith("[]", StringComparison.Ordinal))
                Each(value as JsonArray ?? throw Wrong(value, path, "ARRAY"), path);
            else if (Type.EndsWith("{}", StringComparison.Ordinal))
                Each(value as JsonObject ?? throw Wrong(value, path, "MESSAGE"), path);
            else if (One(value, path) is { } other)
                owner[name] = other;
        }

        void Each(JsonArray values, string path)
        {
            for (var i = 0; i < values.Count; i++)
                One(values[i] ?? throw Wrong(null, Inside(path, i), TypeName), Inside(path, i));
        }

        void Each(JsonObject values, string path)
        {
            foreach (var (name, value) in values.Where(pair => pair.Value is not null))
                One(value!, $"{path}.{name}");
        }

        static string Inside(string path, int i) => string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");

        /// <summary>Checks one value; gives the value that is to stand in its place, if another.</summary>
        JsonNode? One(JsonNode value, string path)
        {
            if (JsonShapes.Find(_one) is { } shape)
                shape.Check(value as JsonObject ?? throw Wrong(value, path, TypeName), path + ".");
            else if (_one == "bool" && value.GetValueKind() == JsonValueKind.String && bool.TryParse((string)value!, out var truth))
                return truth;
            else if (!Fits(value))
                throw Wrong(value, path, TypeName);
            return null;
        }

        bool Fits(JsonNode value) => _one switch
        {
            "string" => value.GetValueKind() == JsonValueKind.String,
            "bool" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "int" => long.TryParse(Digits(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "uint" => uint.TryParse(Digits(value), NumberStyles.None, CultureInfo.InvariantCulture, out _),
            "scalar" => value is JsonValue,
            "object" => value is JsonObject,
            _ => true,
        };

        static string? Digits(JsonNode value) => value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

        string TypeName => _one switch { "string" or "scalar" => "STRING", "bool" => "BOOL", "int" => "INT64", "uint" => "UINT32", _ => "MESSAGE" };

        static BigQueryException Wrong(JsonNode? value, string path, string type) =>
            BigQueryException.Invalid($"Invalid value at '{path}' (TYPE_{type}), {value?.ToJsonString() ?? "null"}", path);
    }
}
