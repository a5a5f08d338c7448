using System.Globalization;
using ErosDeploy.Sandbox.Catalog;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>A table id with a snapshot decorator, <c>table@millis</c>: an instant since 1970, or before now if negative.</summary>
internal static class TableDecorator
{
    public static (TableName Table, DateTimeOffset? AsOf) Split(TableName name, TimeProvider? time = null)
    {
        var at = name.Table.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return (name, null);
        var text = name.Table[(at + 1)..];
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var millis))
            throw BigQueryException.Invalid($"Invalid snapshot time {text} for table {name.Project}:{name.Dataset}.{name.Table}");
        var instant = millis < 0 ? (time ?? TimeProvider.System).GetUtcNow().AddMilliseconds(millis) : DateTimeOffset.FromUnixTimeMilliseconds(millis);
        return (name with { Table = name.Table[..at] }, instant);
    }
}
