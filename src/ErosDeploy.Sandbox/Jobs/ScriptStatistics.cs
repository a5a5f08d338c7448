using System.Text.Json.Nodes;
using ErosDeploy.Sandbox.Sql.Execution;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Where in its script a child job stands.</summary>
internal static class ScriptStatistics
{
    public static JsonObject Of(ChildJob child) => new()
    {
        ["evaluationKind"] = child.EvaluationKind,
        ["stackFrames"] = new JsonArray([.. child.Frames.Select(Frame)]),
    };

    static JsonObject Frame(ScriptFrame frame)
    {
        var json = new JsonObject
        {
            ["startLine"] = frame.StartLine,
            ["startColumn"] = frame.StartColumn,
            ["endLine"] = frame.EndLine,
            ["endColumn"] = frame.EndColumn,
            ["text"] = frame.Text,
        };
        if (frame.ProcedureId is not null)
            json["procedureId"] = frame.ProcedureId;
        return json;
    }
}
