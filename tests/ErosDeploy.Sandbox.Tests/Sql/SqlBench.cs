using DuckDB.NET.Data;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Execution;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Tests.Sql;

/// <summary>Runs GoogleSQL on DuckDB in memory: values are DuckDB's texts, columns joined by `|`, rows by `;`.</summary>
internal sealed class SqlBench : IDisposable
{
    readonly DuckDBConnection _connection = new("DataSource=:memory:");

    internal SqlBench()
    {
        _connection.Open();
        DuckSession.Install(_connection);
        DuckSession.Prepare(_connection);
    }

    internal FakeCatalog Catalog { get; } = new();

    internal List<QueryParameter> Parameters { get; } = [];

    internal Dictionary<string, BoundVariable> Variables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a table and fills it with rows written as DuckDB values: "(1, 'a'), (2, 'b')".</summary>
    internal TableEntry Table(string name, string columns, string rows = "")
    {
        var type = TypeText.Parse($"STRUCT<{columns}>");
        var entries = type.Fields.Select(f => new ColumnEntry { Name = f.Name!, Type = f.Type, PhysicalName = f.Name! }).ToList();
        var table = new TableEntry { Name = new("p", "d", name), Columns = entries, Kind = TableKind.Table };
        Catalog.Tables.Add(table);
        Execute($"CREATE SEQUENCE r_{name}; CREATE TABLE \"{name}\" ({string.Join(", ", entries.Select(c => $"\"{c.Name}\" {c.Type.DuckType}"))}, _r BIGINT DEFAULT nextval('r_{name}'))");
        if (rows.Length > 0) Execute($"INSERT INTO \"{name}\" ({string.Join(", ", entries.Select(c => $"\"{c.Name}\""))}) VALUES {rows}");
        return table;
    }

    internal void View(string name, string query) => Catalog.Tables.Add(new TableEntry { Name = new("p", "d", name), Kind = TableKind.View, Query = query });

    internal void Function(string name, string arguments, string body, string? returns = null, RoutineKind kind = RoutineKind.ScalarFunction) => Catalog.Routines.Add(new RoutineEntry
    {
        Name = new("p", "d", name),
        Kind = kind,
        Body = body,
        ReturnType = returns is null ? null : TypeText.Parse(returns),
        Arguments = [.. arguments.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(a => new RoutineArgument(a.Trim().Split(' ')[0], a.EndsWith("ANY TYPE", StringComparison.Ordinal) ? null : TypeText.Parse(a.Trim()[(a.Trim().IndexOf(' ', StringComparison.Ordinal) + 1)..])))],
    });

    internal TranslatedQuery Translate(string sql) => Translator(sql).Query(((QueryStatement)Parser.ParseStatement(sql)).Query);

    internal TranslatedChange Change(string sql) => Translator(sql).Change(Parser.ParseStatement(sql));

    Translator Translator(string sql) => new(new TranslationContext
    {
        Catalog = Catalog,
        Project = "p",
        DefaultDataset = FakeCatalog.Dataset,
        Now = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero),
        Parameters = Parameters,
        Variable = name => Variables.GetValueOrDefault(name),
    }, new SourceText(sql));

    /// <summary>The rows of a query.</summary>
    internal string Run(string sql) => Rows(Translate(sql).Sql);

    /// <summary>"name TYPE, ..." of a query's result.</summary>
    internal string Schema(string sql) => string.Join(", ", Translate(sql).Columns.Select(c => $"{c.Name} {c.Type}"));

    internal string Rows(string duckSql)
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"SELECT COLUMNS(*)::VARCHAR FROM ({duckSql})";
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetString(i))));
            return string.Join(';', rows);
        }
        catch (DuckDBException failure)
        {
            throw DuckSession.Explain(failure);
        }
    }

    /// <summary>The message with which a query fails, in translation or when run.</summary>
    internal string Error(string sql)
    {
        try
        {
            return "no error: " + Run(sql);
        }
        catch (BigQueryException failure)
        {
            return failure.Message;
        }
    }

    internal void Execute(string duckSql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = duckSql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
