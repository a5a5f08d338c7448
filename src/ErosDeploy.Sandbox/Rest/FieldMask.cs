using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>The standard parameter <c>fields</c>: a partial response, as in <c>kind,items(id,owner/name)</c>.</summary>
internal sealed class FieldMask
{
    readonly Dictionary<string, FieldMask?> _members = new(StringComparer.Ordinal);

    public static FieldMask Parse(string text)
    {
        var at = 0;
        var mask = List(text, ref at);
        return at == text.Length ? mask : throw Invalid(text);
    }

    public JsonNode? Apply(JsonNode? node) => node switch
    {
        JsonObject given => Apply(given),
        JsonArray array => new JsonArray([.. array.Select(Apply)]),
        _ => node?.DeepClone(),
    };

    JsonObject Apply(JsonObject given)
    {
        var result = new JsonObject();
        foreach (var (name, value) in given)
        {
            if (_members.TryGetValue(name, out var inner) || _members.TryGetValue("*", out inner))
                result[name] = inner is null ? value?.DeepClone() : inner.Apply(value);
        }

        return result;
    }

    static FieldMask List(string text, ref int at)
    {
        var mask = new FieldMask();
        while (true)
        {
            Path(mask, text, ref at);
            if (at >= text.Length || text[at] != ',')
                return mask;
            at++;
        }
    }

    static void Path(FieldMask mask, string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or '/' or '(' or ')'))
            at++;
        var name = text[start..at];
        if (name.Length == 0)
            throw Invalid(text);
        mask._members[name] = Merge(mask._members.GetValueOrDefault(name), Inner(text, ref at));
    }

    static FieldMask? Inner(string text, ref int at)
    {
        if (at >= text.Length || text[at] is not ('/' or '('))
            return null;
        var bracket = text[at++] == '(';
        if (!bracket)
        {
            var inner = new FieldMask();
            Path(inner, text, ref at);
            return inner;
        }

        var list = List(text, ref at);
        if (at >= text.Length || text[at++] != ')')
            throw Invalid(text);
        return list;
    }

    static FieldMask? Merge(FieldMask? known, FieldMask? added)
    {
        if (known is null || added is null)
            return added;
        foreach (var (name, inner) in added._members)
            known._members[name] = inner;
        return known;
    }

    static RestException Invalid(string text) => RestException.Invalid($"Invalid field selection {text}", "fields");
}
