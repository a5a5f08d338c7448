using System.Text.Json.Nodes;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Core.Tests.Preflights;

/// <summary>Reads requests and keeps those that change something. Jobs that are dry runs or only read, and questions about permissions, do not.</summary>
sealed class MutatingCalls
{
    readonly List<string> _seen = [];

    public int Count { get; private set; }

    public int DryRuns { get; private set; }

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_seen)
                return [.. _seen];
        }
    }

    public void Read(string method, string path, string? body)
    {
        lock (_seen)
        {
            Count++;
            if (method != "GET" && !path.EndsWith(":testIamPermissions", StringComparison.Ordinal) && !path.EndsWith(":getIamPolicy", StringComparison.Ordinal) && !IsReadingJob(path, body))
                _seen.Add($"{method} {path}");
        }
    }

    bool IsReadingJob(string path, string? body)
    {
        if (!path.EndsWith("/jobs", StringComparison.Ordinal))
            return false;
        var configuration = JsonNode.Parse(body!)!["configuration"]!;
        if ((bool?)configuration["dryRun"] == true)
        {
            DryRuns++;
            return true;
        }
        return (string?)configuration["query"]?["query"] is { } sql && Parser.ParseScript(sql).Statements.All(s => s is QueryStatement);
    }
}
