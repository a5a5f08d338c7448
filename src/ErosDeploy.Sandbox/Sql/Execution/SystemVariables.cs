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

    readonly Dictionary<string, BoundVariable> _values = new(StringComparer.OrdinalIgnoreCase)
    {
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
