using System.Globalization;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>What a table's columns demand of new rows: REQUIRED fields, arrays without NULL, lengths and precisions.</summary>
internal static class RowChecks
{
    sealed record Check(string Violation, string Message);

    /// <summary>Checks all rows of a change set but the deleted ones in one pass; throws the first column's complaint.</summary>
    public static void Run(DuckConnection connection, TableEntry target, string relation, bool hasOperations, CancellationToken token)
    {
        var checks = target.Columns.SelectMany(c => Of(c, SqlText.Quote(c.PhysicalName), c.Name)).ToList();
        if (checks.Count == 0) return;
        var flags = string.Join(", ", checks.Select(c => $"coalesce(bool_or({c.Violation}), false)"));
        var where = hasOperations ? " WHERE __op <> 'D'" : "";
        var violated = connection.Read($"SELECT {flags} FROM {relation}{where}", reader =>
        {
            reader.Read();
            return checks.Where((_, i) => reader.GetBoolean(i)).FirstOrDefault();
        }, token);
        if (violated is not null) throw BigQueryException.InvalidQuery(violated.Message);
    }

    static IEnumerable<Check> Of(ColumnEntry column, string value, string path)
    {
        if (column.Mode == ColumnMode.Required) yield return new($"{value} IS NULL", $"Required field {path} cannot be null");
        if (column.Mode == ColumnMode.Repeated)
            yield return new($"len(list_filter({value}, e -> e IS NULL)) > 0", $"Array cannot have a null element; error in writing field {path}");
        if (Range(column.Type, value, path) is { } range) yield return range;
        if (column.Mode == ColumnMode.Repeated) yield break;
        foreach (var (field, name) in column.Fields.Zip(column.Type.PhysicalFieldNames))
        {
            foreach (var check in Of(field, $"struct_extract({value}, {SqlText.Literal(name)})", $"{path}.{field.Name}"))
                yield return check with { Violation = $"{value} IS NOT NULL AND {check.Violation}" };
        }
    }

    static Check? Range(SqlType type, string value, string path) => type switch
    {
        { Kind: TypeKind.String, Length: { } length } => new(Longer($"length({value})", length), TooLong(path, type, length)),
        { Kind: TypeKind.Bytes, Length: { } length } => new(Longer($"octet_length({value})", length), TooLong(path, type, length)),
        { Precision: { } precision, Scale: { } scale } => new(
            TooLarge(type, value, precision, scale),
            string.Create(CultureInfo.InvariantCulture, $"Field {path}: {type} has precision {precision} and scale {scale} but got a value that is not in range")),
        _ => null,
    };

    static string TooLarge(SqlType type, string value, int precision, int scale) => type.Kind == TypeKind.BigNumeric
        ? string.Create(CultureInfo.InvariantCulture, $"{value} IS NOT NULL AND TRY(bq.big_limit({value}, {precision}, {scale})) IS NULL")
        : string.Create(CultureInfo.InvariantCulture, $"abs(round(CAST({value} AS {type.DuckType}), {scale})) >= CAST('1e{precision - scale}' AS DOUBLE)");

    static string Longer(string measured, long length) => string.Create(CultureInfo.InvariantCulture, $"{measured} > {length}");

    static string TooLong(string path, SqlType type, long length) =>
        string.Create(CultureInfo.InvariantCulture, $"Field {path}: {type} has maximum length {length} but got a value that is longer");
}
