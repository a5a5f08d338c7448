using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The @@ variables: name without @@ to type and DuckDB value.</summary>
internal sealed class SystemVariables
{
    static readonly SqlType StackTrace = SqlType.Array(SqlType.Struct(
        ("line", SqlType.Int64), ("column", SqlType.Int64), ("filename", SqlType.String), ("location", SqlType.String)));

    /// <summary>Those that a script may SET.</summary>
    public static IReadOnlySet<string> Settable { get; } =
        new HashSet<string>(["dataset_id", "dataset_project_id", "query_label", "time_zone"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Documented, but nothing here is ruled by them.</summary>
    public static IReadOnlySet<string> Undone { get; } = new HashSet<string>(["location", "reservation"], StringComparer.OrdinalIgnoreCase);

    readonly Dictionary<string, string?> _chosen = new(StringComparer.OrdinalIgnoreCase);

    readonly Dictionary<string, BoundVariable> _values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["location"] = Null(SqlType.String),
        ["reservation"] = Null(SqlType.String),
        ["row_count"] = Null(SqlType.Int64),
        ["time_zone"] = new(SqlType.String, "'UTC'"),
        ["dataset_id"] = Null(SqlType.String),
        ["dataset_project_id"] = Null(SqlType.String),
        ["project_id"] = Null(SqlType.String),
        ["query_label"] = Null(SqlType.String),
        ["session_id"] = Null(SqlType.String),
        ["transaction_id"] = Null(SqlType.String),
        ["current_job_id"] = Null(SqlType.String),
        ["last_job_id"] = Null(SqlType.String),
        ["script.job_id"] = Null(SqlType.String),
        ["script.num_child_jobs"] = new(SqlType.Int64, "0::BIGINT"),
        ["script.bytes_processed"] = new(SqlType.Int64, "0::BIGINT"),
        ["script.bytes_billed"] = new(SqlType.Int64, "0::BIGINT"),
        ["script.slot_ms"] = new(SqlType.Int64, "0::BIGINT"),
        ["script.creation_time"] = Null(SqlType.Timestamp),
        ["error.message"] = Null(SqlType.String),
        ["error.statement_text"] = Null(SqlType.String),
        ["error.formatted_stack_trace"] = Null(SqlType.String),
        ["error.stack_trace"] = Null(StackTrace),
    };

    public BoundVariable? Find(string name) => _values.GetValueOrDefault(name);

    public void Set(string name, string? value) => _values[name] = new(SqlType.String, $"CAST({SqlText.Literal(value)} AS VARCHAR)");

    /// <summary>What SET or a connection property says, which stays for the rest of the script or session.</summary>
    public void Choose(string name, string? value)
    {
        _chosen[name] = value;
        Set(name, value);
    }

    /// <summary>What a job begins with, unless it has been chosen before.</summary>
    public void Begin(string name, string? value)
    {
        if (!_chosen.ContainsKey(name)) Set(name, value);
    }

    /// <summary>Where names of two parts lie, if it was chosen.</summary>
    public string? DatasetProject => _chosen.GetValueOrDefault("dataset_project_id");

    /// <summary>Where names of one part lie: the chosen dataset, else the given one.</summary>
    public DatasetName? Dataset(DatasetName? given, string project)
    {
        if (!_chosen.TryGetValue("dataset_id", out var dataset)) return given;
        return dataset is null ? null : new DatasetName(DatasetProject ?? project, dataset);
    }

    /// <summary>Labels of the jobs to come, as @@query_label says.</summary>
    public IReadOnlyDictionary<string, string> QueryLabels => QueryLabel.Parse(_chosen.GetValueOrDefault("query_label"));

    public void Set(string name, long? value) => _values[name] = new(SqlType.Int64, $"CAST({SqlText.Literal(value)} AS BIGINT)");

    public void Set(string name, DateTimeOffset value) => _values[name] = new(SqlType.Timestamp, SqlText.Literal(value));

    /// <summary>What an exception handler sees; with null there is no error any more.</summary>
    public void SetError(ScriptError? error)
    {
        Set("error.message", error?.Message);
        Set("error.statement_text", error?.StatementText);
        Set("error.formatted_stack_trace", error?.FormattedStackTrace);
        _values["error.stack_trace"] = new(StackTrace, error is null ? $"CAST(NULL AS {StackTrace.DuckType})" : error.StackTraceSql(StackTrace));
    }

    static BoundVariable Null(SqlType type) => new(type, $"CAST(NULL AS {type.DuckType})");
}
