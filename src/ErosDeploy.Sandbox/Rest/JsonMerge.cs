using System.Text.Json.Nodes;

namespace ErosDeploy.Sandbox.Rest;

/// <summary>How a given resource changes a stored one.</summary>
internal static class JsonMerge
{
    /// <summary>Patch semantics: objects merge, null removes, all else replaces. The original is left alone.</summary>
    public static JsonObject Patch(JsonObject original, JsonObject changes)
    {
        var result = (JsonObject)original.DeepClone();
        foreach (var (name, value) in changes)
            PatchMember(result, name, value);
        return result;
    }

    /// <summary>The members of <paramref name="top"/> laid over those of <paramref name="under"/>, which is changed.</summary>
    public static JsonObject Over(JsonObject under, JsonObject top)
    {
        foreach (var (name, value) in top)
            under[name] = value?.DeepClone();
        return under;
    }

    static void PatchMember(JsonObject result, string name, JsonNode? value)
    {
        if (value is null)
            result.Remove(name);
        else if (value is JsonObject changes)
            result[name] = Patch(result[name] as JsonObject ?? [], changes);
        else
            result[name] = value.DeepClone();
    }
}
