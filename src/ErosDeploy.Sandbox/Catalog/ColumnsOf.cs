using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>Makes column entries of types.</summary>
internal static class ColumnsOf
{
    /// <summary>A column of a type, with its nested fields; an ARRAY is a repeated column.</summary>
    public static ColumnEntry Column(string name, SqlType type) => new()
    {
        Name = name,
        Type = type,
        Mode = type.IsArray ? ColumnMode.Repeated : ColumnMode.Nullable,
        Fields = FieldsOf(type),
    };

    /// <summary>Entries for the fields of a STRUCT or of an array's; else none.</summary>
    public static IReadOnlyList<ColumnEntry> FieldsOf(SqlType type)
    {
        var record = type.IsArray ? type.Element! : type;
        return record.IsStruct ? [.. record.Fields.Select((f, i) => Column(f.Name ?? record.PhysicalFieldNames[i], f.Type))] : [];
    }
}
