using System.Buffers;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>What columns and fields may be called.</summary>
internal static class ColumnNames
{
    const int Longest = 300;

    static readonly SearchValues<char> Forbidden = SearchValues.Create("!\"$()*,./;?@[\\]^`{}~");

    static readonly string[] Prefixes =
        ["_TABLE_", "_FILE_", "_PARTITION", "_ROW_TIMESTAMP", "__ROOT__", "_COLIDENTIFIER", "_CHANGE_SEQUENCE_NUMBER", "_CHANGE_TYPE", "_CHANGE_TIMESTAMP"];

    public static void Check(ColumnEntry column)
    {
        if (column.Name.Length is 0 or > Longest || column.Name.AsSpan().IndexOfAny(Forbidden) >= 0)
            throw BigQueryException.Invalid($"Invalid field name \"{column.Name}\". Fields must contain only letters, numbers, and underscores, start with a letter or underscore, and be at most 300 characters long.");
        if (Array.Find(Prefixes, prefix => column.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is not null)
            throw BigQueryException.Invalid($"Invalid field name \"{column.Name}\". Field names are not allowed to start with the (case-insensitive) prefixes {string.Join(", ", Prefixes)}");
        foreach (var field in column.Fields) Check(field);
    }
}
