using System.Globalization;

namespace ErosDeploy.Sandbox.Catalog.Ddl;

/// <summary>The statement that creates an object, as INFORMATION_SCHEMA shows it; run again, it gives an object of the same statement.</summary>
internal static class DdlText
{
    public static string Of(TableEntry table) => table.Kind switch
    {
        TableKind.View => $"CREATE VIEW {Name(table)}{ViewColumns(table)}{Options("\n", EntryOptions.Of(table))}\nAS {table.Query};",
        TableKind.MaterializedView => $"CREATE MATERIALIZED VIEW {Name(table)}{Physical(table)}{Options("\n", EntryOptions.Of(table))}\nAS {table.Query};",
        TableKind.Snapshot => Snapshot(table),
        _ => $"CREATE TABLE {Name(table)}\n(\n{Elements(table)}\n){DefaultCollate(table.DefaultCollation)}{Physical(table)}{Options("\n", EntryOptions.Of(table))};",
    };

    public static string Of(DatasetEntry dataset) =>
        $"CREATE SCHEMA `{dataset.Name.Project}.{dataset.Name.Dataset}`{DefaultCollate(dataset.DefaultCollation)}{Options("\n", EntryOptions.Of(dataset))};";

    public static string Of(RoutineEntry routine)
    {
        var head = $"`{routine.Name.Project}.{routine.Name.Dataset}.{routine.Name.Routine}`({string.Join(", ", routine.Arguments.Select(Argument))})";
        var options = Options("\n", EntryOptions.Of(routine));
        return routine.Kind switch
        {
            RoutineKind.Procedure => $"CREATE PROCEDURE {head}{options}\n{routine.Body};",
            RoutineKind.TableFunction => $"CREATE TABLE FUNCTION {head}{ReturnTable(routine)}{options}\nAS {routine.Body};",
            _ when routine.Language != "SQL" => $"CREATE {(routine.Kind == RoutineKind.AggregateFunction ? "AGGREGATE " : "")}FUNCTION {head}{Returns(routine)} LANGUAGE {Language(routine)}{options}\nAS {GoogleText.String(routine.Body)};",
            RoutineKind.AggregateFunction => $"CREATE AGGREGATE FUNCTION {head}{Returns(routine)}{options}\nAS (\n{routine.Body}\n);",
            _ => $"CREATE FUNCTION {head}{Returns(routine)}{options}\nAS (\n{routine.Body}\n);",
        };
    }

    /// <summary>A column's type as DDL writes it, without its mode.</summary>
    public static string TypeOf(ColumnEntry column)
    {
        var record = column.Type.IsArray ? column.Type.Element! : column.Type;
        var text = column.Fields.Count == 0 ? record.ToString() : $"STRUCT<{string.Join(", ", column.Fields.Select(f => $"{FieldName(f.Name)} {TypeOf(f)}{Attributes(f)}"))}>";
        return column.Mode == ColumnMode.Repeated ? $"ARRAY<{text}>" : text;
    }

    static string Elements(TableEntry table)
    {
        var columns = table.Columns.Where(c => !c.IsPseudo).Select(c => $"  {FieldName(c.Name)} {TypeOf(c)}{Attributes(c)}");
        return string.Join(",\n", columns.Concat(Constraints(table)));
    }

    static string Attributes(ColumnEntry column) =>
        (string.IsNullOrEmpty(column.Collation) ? "" : $" COLLATE {GoogleText.String(column.Collation)}")
        + (column.DefaultExpression is null ? "" : $" DEFAULT {column.DefaultExpression}")
        + (column.Mode == ColumnMode.Required ? " NOT NULL" : "")
        + Options(" ", EntryOptions.Of(column), inline: true);

    static IEnumerable<string> Constraints(TableEntry table)
    {
        if (table.Constraints.PrimaryKey.Count > 0) yield return $"  PRIMARY KEY ({Names(table.Constraints.PrimaryKey)}) NOT ENFORCED";
        foreach (var key in table.Constraints.ForeignKeys)
        {
            var referenced = $"`{key.Referenced.Project}.{key.Referenced.Dataset}.{key.Referenced.Table}`({Names(key.ReferencedColumns)})";
            yield return $"  CONSTRAINT `{key.Name}` FOREIGN KEY ({Names(key.Columns)}) REFERENCES {referenced} NOT ENFORCED";
        }
    }

    static string DefaultCollate(string? collation) => string.IsNullOrEmpty(collation) ? "" : $"\nDEFAULT COLLATE {GoogleText.String(collation)}";

    static string Physical(TableEntry table) => Partition(table) + (table.Clustering.Count == 0 ? "" : $"\nCLUSTER BY {Names(table.Clustering)}");

    static string Partition(TableEntry table)
    {
        if (table.RangePartitioning is { } range)
            return string.Create(CultureInfo.InvariantCulture,
                $"\nPARTITION BY RANGE_BUCKET({FieldName(range.Field)}, GENERATE_ARRAY({range.Start}, {range.End}, {range.Interval}))");
        return table.TimePartitioning is { } time ? $"\nPARTITION BY {Time(table, time)}" : "";
    }

    static string Time(TableEntry table, TimePartitioning time)
    {
        if (time.Field is not { } field) return time.Type == "DAY" ? "_PARTITIONDATE" : $"TIMESTAMP_TRUNC(_PARTITIONTIME, {time.Type})";
        var kind = table.Columns.First(c => c.Name.Equals(field, StringComparison.OrdinalIgnoreCase)).Type.Kind;
        return (kind, time.Type) switch
        {
            (Sql.Types.TypeKind.Date, "DAY") => FieldName(field),
            (Sql.Types.TypeKind.Date, var unit) => $"DATE_TRUNC({FieldName(field)}, {unit})",
            (_, "DAY") => $"DATE({FieldName(field)})",
            (Sql.Types.TypeKind.Datetime, var unit) => $"DATETIME_TRUNC({FieldName(field)}, {unit})",
            (_, var unit) => $"TIMESTAMP_TRUNC({FieldName(field)}, {unit})",
        };
    }

    static string Snapshot(TableEntry table)
    {
        var source = table.BaseTable is { } name ? $"\nCLONE `{name.Project}.{name.Dataset}.{name.Table}`" : "";
        var at = table.BaseTime is { } instant ? $"\nFOR SYSTEM_TIME AS OF {GoogleText.Instant(instant)}" : "";
        return $"CREATE SNAPSHOT TABLE {Name(table)}{source}{at}{Options("\n", EntryOptions.Of(table))};";
    }

    static string ViewColumns(TableEntry view) => view.Columns.Any(c => EntryOptions.Of(c).Count > 0)
        ? $"\n(\n{string.Join(",\n", view.Columns.Select(c => $"  {FieldName(c.Name)}{Options(" ", EntryOptions.Of(c), inline: true)}"))}\n)"
        : "";

    static string Argument(RoutineArgument argument)
    {
        var mode = argument.Mode switch { ArgumentMode.Out => "OUT ", ArgumentMode.InOut => "INOUT ", _ => "" };
        var type = argument.TableColumns is { } columns ? Table(columns) : argument.Type?.ToString() ?? "ANY TYPE";
        return $"{mode}{(argument.Name is { } name ? FieldName(name) + " " : "")}{type}{(argument.IsAggregate ? "" : " NOT AGGREGATE")}";
    }

    static string Returns(RoutineEntry routine) => routine.ReturnType is { } type ? $" RETURNS {type}" : "";

    static string ReturnTable(RoutineEntry routine) => routine.ReturnColumns is { } columns ? $" RETURNS {Table(columns)}" : "";

    static string Table(IEnumerable<ColumnEntry> columns) => $"TABLE<{string.Join(", ", columns.Select(c => $"{FieldName(c.Name)} {TypeOf(c)}"))}>";

    static string Language(RoutineEntry routine) => routine.Language == "JAVASCRIPT" ? "js" : routine.Language.ToLowerInvariant();

    static string Options(string before, IReadOnlyList<EntryOption> options, bool inline = false)
    {
        if (options.Count == 0) return "";
        var list = options.Select(o => $"{o.Name}={o.Value}");
        return inline ? $"{before}OPTIONS({string.Join(", ", list)})" : $"{before}OPTIONS(\n  {string.Join(",\n  ", list)}\n)";
    }

    static string Name(TableEntry table) => $"`{table.Name.Project}.{table.Name.Dataset}.{table.Name.Table}`";

    static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(FieldName));

    static string FieldName(string name) => ReservedWords.NeedsQuotes(name) ? $"`{name}`" : name;
}
