using DuckDB.NET.Data;
using ErosDeploy.Sandbox.Sql.Functions.Runtime;

namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>What DuckDB needs before it can run translated SQL.</summary>
internal static class DuckSession
{
    /// <summary>Once per open database: the schema `bq` with its macros, and the functions written in C#.</summary>
    internal static void Install(DuckDBConnection connection)
    {
        Execute(connection, "CREATE SCHEMA IF NOT EXISTS bq");
        DuckFunctions.Install(connection);
        foreach (var statement in DuckMacros.Statements) Execute(connection, statement);
    }

    /// <summary>Once per connection: the session's zone and defaults.</summary>
    internal static void Prepare(DuckDBConnection connection) => Execute(connection, "SET TimeZone = 'UTC'");

    /// <summary>A failure while DuckDB ran translated SQL, in BigQuery's words.</summary>
    internal static BigQueryException Explain(DuckDBException failure) => new("invalidQuery", RuntimeErrors.Explain(failure.Message), "query", failure);

    static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
