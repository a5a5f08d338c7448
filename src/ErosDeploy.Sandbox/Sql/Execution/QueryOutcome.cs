using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A column of a result.</summary>
internal sealed record ResultColumn(string Name, SqlType Type, ColumnMode Mode = ColumnMode.Nullable);

internal sealed record DmlCounts(long Inserted, long Updated, long Deleted)
{
    public long Affected => Inserted + Updated + Deleted;
}

/// <summary>What a DDL statement did. Operation: CREATE, REPLACE, SKIP, DROP, ALTER ...</summary>
internal sealed record DdlEffect(string Operation, TableName? Table, RoutineName? Routine, DatasetName? Dataset);

/// <summary>Figures of one finished statement, or the sums of a script.</summary>
internal sealed record QueryOutcome
{
    /// <summary>As in job statistics: SELECT, INSERT, CREATE_TABLE_AS_SELECT, SCRIPT ...</summary>
    public required string StatementType { get; init; }

    /// <summary>The result's columns; null when the statement has no result.</summary>
    public IReadOnlyList<ResultColumn>? Columns { get; init; }

    /// <summary>The job (this one or a child) whose rows are the result; null when there is none.</summary>
    public string? ResultJobId { get; init; }

    public long? ResultRows { get; init; }
    public DmlCounts? Dml { get; init; }
    public DdlEffect? Ddl { get; init; }
    public long BytesProcessed { get; init; }
    public long BytesBilled { get; init; }
    public IReadOnlyList<TableName> ReferencedTables { get; init; } = [];
    public IReadOnlyList<RoutineName> ReferencedRoutines { get; init; } = [];

    /// <summary>The table that holds the rows when the request named one.</summary>
    public TableName? Destination { get; init; }

    public IReadOnlyList<QueryParameter> UndeclaredParameters { get; init; } = [];
    public string? SessionId { get; init; }

    /// <summary>Labels that @@query_label gives the job.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public string? TransactionId { get; init; }
    public int ChildJobs { get; init; }

    /// <summary>What EXPORT DATA wrote.</summary>
    public Formats.ExportedFiles? Exported { get; init; }

    /// <summary>What LOAD DATA read.</summary>
    public LoadedFiles? Loaded { get; init; }
}

/// <summary>What LOAD DATA read; bytes are those of the files.</summary>
internal sealed record LoadedFiles(int Files, long Bytes, long Rows);

/// <summary>Where a script's statement stands; lines and columns count from 1.</summary>
internal sealed record ScriptFrame(int StartLine, int StartColumn, int EndLine, int EndColumn, string Text, string? ProcedureId);

/// <summary>A statement of a script. EvaluationKind: STATEMENT or EXPRESSION.</summary>
internal sealed record ChildJob(
    string JobId, string Sql, string EvaluationKind, IReadOnlyList<ScriptFrame> Frames, DateTimeOffset StartedAt)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
