using System.Globalization;

namespace ErosDeploy.Core.Schemas;

enum ColumnMode
{
    Nullable,
    Required,
    Repeated,
}

/// <summary>A column as far as data must fit it: name, standard type name (STRUCT for records), mode, nested fields.</summary>
sealed record ColumnShape(string Name, string Type, ColumnMode Mode, IReadOnlyList<ColumnShape> Fields, bool HasDefault = false)
{
    public override string ToString()
    {
        var type = Fields.Count == 0 ? Type : $"{Type}<{string.Join(", ", Fields.Select(f => $"{f.Name} {f}"))}>";
        return Mode switch
        {
            ColumnMode.Repeated => $"ARRAY<{type}>",
            ColumnMode.Required => type + " NOT NULL",
            _ => type,
        };
    }
}

sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns);

/// <summary>The service and SQL have several names for one type.</summary>
static class TypeNames
{
    public static string Standard(string type) => type.ToUpper(CultureInfo.InvariantCulture) switch
    {
        "INTEGER" or "INT" or "SMALLINT" or "BIGINT" or "TINYINT" or "BYTEINT" => "INT64",
        "FLOAT" => "FLOAT64",
        "BOOLEAN" => "BOOL",
        "DECIMAL" => "NUMERIC",
        "BIGDECIMAL" => "BIGNUMERIC",
        "RECORD" => "STRUCT",
        var other => other,
    };
}
