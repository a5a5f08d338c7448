using System.Globalization;
using System.Text.Json.Nodes;

namespace ErosDeploy.Core.Notifications;

/// <summary>A restore as an Adaptive Card: how it ended, of what, from what, and what is to be done next. Pure.</summary>
static class RestoreCard
{
    public static byte[] Of(RestoreResult result) => System.Text.Encoding.UTF8.GetBytes(Message(result).ToJsonString());

    static JsonObject Message(RestoreResult result) => new()
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
                ["body"] = new JsonArray(Title(result), Facts(result), Text(NextStep(result.EndState))),
            },
        }),
    };

    static JsonObject Title(RestoreResult result) => new()
    {
        ["type"] = "TextBlock",
        ["size"] = "Large",
        ["weight"] = "Bolder",
        ["wrap"] = true,
        ["color"] = result.EndState == EndState.Succeeded ? "Good" : result.EndState == EndState.Inconsistent ? "Attention" : "Warning",
        ["text"] = $"Restore of {result.Target}: {result.EndState}",
    };

    static JsonObject Facts(RestoreResult result) => new()
    {
        ["type"] = "FactSet",
        ["facts"] = new JsonArray([.. Lines(result).Where(l => l.Value is not null).Select(l => new JsonObject { ["title"] = l.Title, ["value"] = l.Value })]),
    };

    static IEnumerable<(string Title, string? Value)> Lines(RestoreResult result) =>
    [
        ("Time", result.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ("Run", result.RunId),
        ("Backup", result.BackupId),
        ("Safety backup", result.SafetyBackupId),
        ("Reason", result.Reason),
        ("Tables", result.Tables.Count == 0 ? null : $"{result.Tables.Count(t => t.Verified)} of {result.Tables.Count} verified"),
        ("Log", result.Log),
        ("Error", result.ErrorCode),
    ];

    static JsonObject Text(string text) => new() { ["type"] = "TextBlock", ["wrap"] = true, ["text"] = text };

    static string NextStep(EndState state) => state switch
    {
        EndState.Succeeded => "Everything is as in the backup. Look at Get-ErosHealth.",
        EndState.Inconsistent => "The dataset is neither old nor new. Run the restore again to complete it, or Restore-ErosBackup -Undo.",
        _ => "Everything is as it was before. See the error in the log.",
    };
}
