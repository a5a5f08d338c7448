using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>A script variable, loop variable or system variable: its type and the DuckDB expression that reads it, already of that type.</summary>
internal sealed record BoundVariable(SqlType Type, string Sql);

/// <summary>What a statement's translation may look at besides its text.</summary>
internal sealed record TranslationContext
{
    public required ICatalog Catalog { get; init; }

    /// <summary>Names of two parts belong to this project.</summary>
    public required string Project { get; init; }

    /// <summary>Names of one part belong here.</summary>
    public DatasetName? DefaultDataset { get; init; }

    /// <summary>Appears in "was not found in location ..." only.</summary>
    public string Location { get; init; } = "US";

    /// <summary>The instant of CURRENT_TIMESTAMP and its like, fixed for the statement.</summary>
    public required DateTimeOffset Now { get; init; }

    public Caller Caller { get; init; } = Caller.Default;

    public IReadOnlyList<QueryParameter> Parameters { get; init; } = [];

    /// <summary>Finds a script variable by name, without case; null when there is none. A column of the name hides it.</summary>
    public Func<string, BoundVariable?> Variable { get; init; } = _ => null;

    /// <summary>Finds a system variable by its dotted name without @@, such as `error.message`.</summary>
    public Func<string, BoundVariable?> SystemVariable { get; init; } = _ => null;

    /// <summary>Set where a query is only described, not run: a view may leave the filter to those who read it.</summary>
    public bool IgnoresPartitionFilters { get; init; }

    /// <summary>Runs a constant DuckDB expression on the job's connection (FOR SYSTEM_TIME AS OF); null makes such reads an error.</summary>
    public Func<string, object?>? Evaluate { get; init; }

    /// <summary>The rows that stand for a materialized view, as a table; null: its query is written out in place.</summary>
    public Func<TableEntry, TableEntry?> StoredView { get; init; } = _ => null;

    /// <summary>A view's query is read with the rights of the view's owner when this is set: row access policies of its tables then do not apply.</summary>
    public Func<TableEntry, TableEntry, bool> ViewIsAuthorizedFor { get; init; } = (_, _) => false;
}
