using ErosDeploy.Core.Targets;

namespace ErosDeploy.Core.Warehouses;

/// <param name="Table">Of the target's dataset.</param>
/// <param name="Source">A quoted table, or a query in parentheses.</param>
sealed record RowSwap(string Table, string Source, IReadOnlyList<string> Columns);

/// <summary>Statements about one object, made of validated names and of definitions that the service itself gave.</summary>
static class ObjectSql
{
    public static bool IsRoutine(DeployedObjectKind kind) =>
        kind is DeployedObjectKind.Function or DeployedObjectKind.TableFunction or DeployedObjectKind.Procedure;

    public static string Drop(ErosTarget target, DeployedObjectKind kind, string name)
    {
        var quoted = IsRoutine(kind) ? target.QuotedRoutine(name) : target.QuotedTable(name);
        return $"DROP {Keyword(kind)} IF EXISTS {quoted}";
    }

    /// <summary>INFORMATION_SCHEMA gives definitions as CREATE ...; in place of what is there now they are CREATE OR REPLACE ...</summary>
    public static string Replace(string ddl)
    {
        const string create = "CREATE ", orReplace = "CREATE OR REPLACE ";
        return ddl.StartsWith(orReplace, StringComparison.Ordinal) ? ddl
            : ddl.StartsWith(create, StringComparison.Ordinal) ? orReplace + ddl[create.Length..]
            : throw new ErosException(ErosErrorCode.CloudAnswerInvalid, "INFORMATION_SCHEMA gave a definition that does not begin with CREATE.", "Report this; nothing was changed by it.");
    }

    /// <summary>Replaces the rows of all tables at once: a failure leaves them all as they were.</summary>
    public static string SwapRows(ErosTarget target, IEnumerable<RowSwap> swaps) =>
        "BEGIN TRANSACTION;\n" + string.Concat(swaps.Select(s => SwapOne(target.QuotedTable(s.Table), s))) + "COMMIT TRANSACTION;";

    public static string Keyword(DeployedObjectKind kind) => kind switch
    {
        DeployedObjectKind.Table => "TABLE",
        DeployedObjectKind.View => "VIEW",
        DeployedObjectKind.MaterializedView => "MATERIALIZED VIEW",
        DeployedObjectKind.Function => "FUNCTION",
        DeployedObjectKind.TableFunction => "TABLE FUNCTION",
        _ => "PROCEDURE",
    };

    static string SwapOne(string table, RowSwap swap)
    {
        var columns = string.Join(", ", swap.Columns.Select(Identifiers.QuoteColumn));
        return $"DELETE FROM {table} WHERE TRUE;\nINSERT INTO {table} ({columns}) SELECT {columns} FROM {swap.Source};\n";
    }
}
