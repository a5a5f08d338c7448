using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The rows of a query, kept in a temp table, that a script walks through; the current one is a STRUCT variable.</summary>
internal sealed class ScriptCursor : IDisposable
{
    readonly JobContext _job;
    readonly TranslatedQuery _query;
    readonly string _relation;
    readonly ScriptVariable _row;
    long _next;

    public ScriptCursor(JobContext job, TranslatedQuery query, string variable, VariableFrame outer)
    {
        (_job, _query) = (job, query);
        _relation = "temp." + job.Connection.NewName("cursor");
        JobContext.Explained(() => job.Connection.Execute($"CREATE TEMP TABLE {_relation} AS {query.Sql}", job.Token));
        Count = job.Connection.Count($"SELECT count(*) FROM {_relation}", job.Token);
        Frame = new VariableFrame(outer);
        _row = Frame.Declare(variable, SqlType.Struct(query.Columns.Select(c => new StructField(c.Name, c.Type))));
    }

    public long Count { get; }

    /// <summary>Holds the loop's variable.</summary>
    public VariableFrame Frame { get; }

    /// <summary>Puts the next row into the variable; false at the end.</summary>
    public bool Next()
    {
        if (_next >= Count) return false;
        var fields = _row.Type.PhysicalFieldNames.Zip(_query.Columns, (name, c) => $"{SqlText.Quote(name)} := {SqlText.Quote(c.Physical)}");
        _job.Connection.Execute(_row.Assign($"SELECT struct_pack({string.Join(", ", fields)}) FROM {_relation} WHERE rowid = {SqlText.Literal(_next)}"), _job.Token);
        _next++;
        return true;
    }

    /// <summary>DuckDB SQL of one value of a row, in another type; NULL when there is no such row.</summary>
    public string ValueSql(int column, long row, SqlType type) =>
        $"SELECT CAST({SqlText.Quote(_query.Columns[column].Physical)} AS {type.DuckType}) FROM {_relation} WHERE rowid = {SqlText.Literal(row)}";

    public void Dispose() => _job.Connection.Execute($"DROP TABLE IF EXISTS {_relation}", CancellationToken.None);
}
