using ErosDeploy.Sandbox.Formats;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Folders of before BIGNUMERIC had its whole range hold it as DECIMAL(38,18): such columns become what BIGNUMERIC is now, value for value.</summary>
internal static class BigNumericUpgrade
{
    const string Before = "DECIMAL(38,18)";

    public static void Run(DuckConnection connection)
    {
        var found = connection.Rows(
            $"SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'data' AND contains(data_type, '{Before}')",
            r => (Table: r.GetString(0), Column: r.GetString(1), Type: r.GetString(2)), CancellationToken.None);
        if (found.Count == 0) return;
        connection.Atomically(() =>
        {
            foreach (var (table, column, type) in found) connection.Execute(Statement(table, SqlText.Quote(column), type), CancellationToken.None);
            return true;
        }, CancellationToken.None);
    }

    static string Statement(string table, string column, string type) =>
        $"ALTER TABLE data.{SqlText.Quote(table)} ALTER COLUMN {column} SET DATA TYPE {type.Replace(Before, "BLOB", StringComparison.Ordinal)} "
        + $"USING {FileLoad.WithBigNumeric(DuckTypeText.Parse(type), column, (_, value) => value)}";
}
