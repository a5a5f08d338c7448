using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog.SystemViews;

/// <summary>A system view's columns and rows. Values: string, bool, long, DateTimeOffset, null, and lists and arrays of such for ARRAY and STRUCT.</summary>
internal sealed record SystemViewDefinition(
    string Name, IReadOnlyList<(string Name, SqlType Type)> Columns, Func<SystemViewScope, IEnumerable<object?[]>> Rows)
{
    public static readonly SqlType Text = SqlType.String;

    /// <summary>Columns from "name" (STRING) and "name:TYPE" words.</summary>
    public static IReadOnlyList<(string, SqlType)> ColumnsFrom(string words) =>
        [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Column)];

    /// <summary>Columns from the text of a STRUCT's fields: "a STRING, b ARRAY&lt;INT64>".</summary>
    public static IReadOnlyList<(string, SqlType)> FieldsOf(string fields) => [.. TypeText.Parse($"STRUCT<{fields}>").Fields.Select(f => (f.Name!, f.Type))];

    static (string, SqlType) Column(string word) => word.Split(':') is [var name, var type] ? (name, TypeText.FromName(type)!) : (word, SqlType.String);
}
