using System.Text;
using System.Text.Json.Nodes;

namespace ErosDeploy.Core.Notifications;

/// <summary>A message as Teams takes it: a title in the colour of the end state, facts, and what is to be done next. Pure.</summary>
static class AdaptiveCard
{
    /// <param name="facts">Those without a value are left out.</param>
    public static byte[] Of(string title, EndState state, IEnumerable<(string Title, string? Value)> facts, string nextStep) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(Title(title, state), Facts(facts), Text(nextStep)),
            },
        }),
    }.ToJsonString());

    static JsonObject Title(string text, EndState state) => new()
    {
        ["type"] = "TextBlock",
        ["size"] = "Large",
        ["weight"] = "Bolder",
        ["wrap"] = true,
        ["color"] = state == EndState.Succeeded ? "Good" : state == EndState.Inconsistent ? "Attention" : "Warning",
        ["text"] = text,
    };

    static JsonObject Facts(IEnumerable<(string Title, string? Value)> facts) => new()
    {
        ["type"] = "FactSet",
        ["facts"] = new JsonArray([.. facts.Where(f => f.Value is { Length: > 0 }).Select(f => new JsonObject { ["title"] = f.Title, ["value"] = f.Value })]),
    };

    static JsonObject Text(string text) => new() { ["type"] = "TextBlock", ["wrap"] = true, ["text"] = text };
}
