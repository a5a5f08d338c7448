using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Lint.Rules;

/// <summary>System variables by BigQuery's reference.</summary>
sealed class SystemVariableRule() : LintRule(Unknown, ReadOnly)
{
    static readonly LintCode Unknown = new("L107", LintSeverity.Error, "An unknown system variable", "Remove it; a limit of time is jobTimeoutMs of the job (query_timeout_config).");
    static readonly LintCode ReadOnly = new("L108", LintSeverity.Error, "A system variable that cannot be set", "Remove the assignment.");

    static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "current_job_id", "dataset_id", "dataset_project_id", "error.formatted_stack_trace", "error.message", "error.stack_trace", "error.statement_text",
        "last_job_id", "location", "project_id", "query_label", "reservation", "row_count", "script.bytes_billed", "script.bytes_processed",
        "script.creation_time", "script.job_id", "script.num_child_jobs", "script.slot_ms", "session_id", "time_zone",
    };

    static readonly HashSet<string> Settable = new(StringComparer.OrdinalIgnoreCase) { "dataset_id", "dataset_project_id", "location", "query_label", "reservation", "time_zone" };

    public override IEnumerable<LintHit> Check(LintScript script, LintCatalogue catalogue) =>
        script.All<SystemVariable>().Where(v => !IsKnown(v)).Select(v => Unknown.At(v.Span.Start, $"BigQuery has no @@{Name(v)}."))
            .Concat(script.All<SetSystemVariable>().Where(s => IsKnown(s.Variable) && !Settable.Contains(Name(s.Variable)))
                .Select(s => ReadOnly.At(s.Variable.Span.Start, $"@@{Name(s.Variable)} can only be read.")));

    /// <summary>What follows the name may be fields of its value.</summary>
    static bool IsKnown(SystemVariable variable) =>
        Known.Contains(variable.Names[0].Name) || variable.Names.Count > 1 && Known.Contains($"{variable.Names[0].Name}.{variable.Names[1].Name}");

    static string Name(SystemVariable variable) => string.Join('.', variable.Names.Select(n => n.Name));
}
