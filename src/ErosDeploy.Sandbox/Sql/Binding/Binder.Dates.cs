using System.Globalization;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Functions.Runtime;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>Parts smaller than seconds are for functions that move a moment: an INTERVAL of its own does not have them.</summary>
    Typed Interval(IntervalExpression node, bool moves = false)
    {
        if (!moves && node.ToPart is null && (node.Part.Is("MILLISECOND") || node.Part.Is("MICROSECOND"))) throw Fail(node, $"Invalid interval datetime field {node.Part.Name.ToUpperInvariant()}");
        if (node.ToPart is null && node.Value is not StringLiteral)
        {
            var count = BindAs(node.Value, SqlType.Int64, "INTERVAL value");
            var made = DateParts.Interval(this, new DatePart(node.Part) { Span = node.Part.Span }, count.Sql);
            return moves || IsSmall(count) ? Typed.Simple(SqlType.Interval, made) : new(SqlType.Interval, $"bq.interval_kept({made})");
        }
        if (node.Value is not StringLiteral { Value: var text }) throw Unsupported(node, "INTERVAL of a text that is not a literal");
        var (months, days, micros) = Read(node, text) ?? throw Fail(node, $"Invalid INTERVAL value '{text}'");
        return Typed.Simple(SqlType.Interval, FormattableString.Invariant($"(to_months({months}) + to_days({days}) + to_microseconds({micros}))"));
    }

    (long Months, long Days, long Micros)? Read(IntervalExpression node, string text)
    {
        var from = node.Part.Name.ToUpperInvariant();
        try
        {
            if (node.ToPart is null) return IntervalParse.Single(text, from);
            var to = node.ToPart.Name.ToUpperInvariant();
            if (System.Array.IndexOf(IntervalParse.Parts, from) is var first && (first < 0 || System.Array.IndexOf(IntervalParse.Parts, to) <= first)) throw Fail(node, $"Invalid interval datetime fields: {from} TO {to}");
            return IntervalParse.Between(text, from, to);
        }
        catch (InvalidOperationException outOfRange)
        {
            throw Fail(node, outOfRange.Message);
        }
    }

    /// <summary>True for a literal that is in an interval's range whatever it counts.</summary>
    static bool IsSmall(Typed count) => count.Literal is IntegerLiteral && long.TryParse(count.Sql.Replace("::BIGINT", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var n) && n is >= -2500 and <= 2500;

    Typed Extract(ExtractExpression node)
    {
        var operand = Bind(node.Operand);
        var name = DateParts.Name(node.Part);
        if (operand.IsNull) return Typed.Null(name switch { "DATE" => SqlType.Date, "TIME" => SqlType.Time, "DATETIME" => SqlType.Datetime, _ => SqlType.Int64 });
        if (operand.Type.Kind == TypeKind.Interval) return new(SqlType.Int64, IntervalPart(node, operand.Sql, name));
        var zone = node.TimeZone is null ? null : BindAs(node.TimeZone, SqlType.String, "Time zone").Sql;
        if (zone is not null && operand.Type.Kind != TypeKind.Timestamp) throw Fail(node, $"EXTRACT from {operand.Type} does not support AT TIME ZONE");
        var sql = operand.Type.Kind != TypeKind.Timestamp ? operand.Sql : name is "DATE" or "DATETIME" ? DateFunctions.AtZone(operand.Sql, zone) : DateFunctions.PartsAtZone(operand.Sql, zone);
        if (operand.Type.Kind is not (TypeKind.Date or TypeKind.Datetime or TypeKind.Timestamp or TypeKind.Time)) throw Fail(node, $"EXTRACT does not support arguments of type: {operand.Type}");
        return name switch
        {
            "DATE" => new(SqlType.Date, $"{sql}::DATE"),
            "TIME" => new(SqlType.Time, $"{sql}::TIME"),
            "DATETIME" => new(SqlType.Datetime, sql),
            _ => new(SqlType.Int64, DateParts.Extract(this, node.Part, sql, operand.Type)),
        };
    }

    string IntervalPart(ExtractExpression node, string x, string part) => part switch
    {
        "YEAR" => $"(bq.interval_months({x}) // 12)",
        "MONTH" => $"(bq.interval_months({x}) % 12)",
        "DAY" => $"bq.interval_days({x})",
        "HOUR" => $"(bq.interval_micros({x}) // 3600000000)",
        "MINUTE" => $"(bq.interval_micros({x}) // 60000000 % 60)",
        "SECOND" => $"(bq.interval_micros({x}) // 1000000 % 60)",
        "MILLISECOND" => $"(bq.interval_micros({x}) // 1000 % 1000)",
        "MICROSECOND" => $"(bq.interval_micros({x}) % 1000000)",
        _ => throw Fail(node, $"EXTRACT from INTERVAL does not support the {part} date part"),
    };

    /// <summary>RANGE_SESSIONIZE(TABLE t, 'range column', [partition columns], option): rows with the span of their run of touching ranges.</summary>
    BoundFrom Sessionized(TableFunctionItem node)
    {
        if (node.Arguments is not [TableArgument table, StringLiteral range, ArrayConstructor keys, ..]) throw Fail(node, "RANGE_SESSIONIZE expects a table, a column name, an array of column names and an option");
        var meets = node.Arguments.Count < 4 || node.Arguments[3] is StringLiteral { Value: var option } && !option.Equals("OVERLAPS", StringComparison.OrdinalIgnoreCase);
        var rows = Starred(Table(new TableReference(table.Table, null) { Span = table.Span }));
        BoundOutput Column(string name) => rows.Columns.FirstOrDefault(c => name.Equals(c.Name, StringComparison.OrdinalIgnoreCase)) ?? throw Fail(node, $"Column {name} is not found in the input table of RANGE_SESSIONIZE");
        var column = Column(range.Value);
        if (!column.Type.IsRange) throw Fail(node, $"Column {range.Value} of RANGE_SESSIONIZE must be of type RANGE");
        var (x, type) = (DuckTypes.Quote(column.Physical), column.Type.Element!.DuckType);
        var (start, end) = ($"coalesce(struct_extract({x}, 'start'), '-infinity'::{type})", $"coalesce(struct_extract({x}, 'end'), 'infinity'::{type})");
        var partition = string.Join(", ", keys.Elements.OfType<StringLiteral>().Select(k => DuckTypes.Quote(Column(k.Value).Physical)).DefaultIfEmpty("1"));
        var window = $"PARTITION BY {partition} ORDER BY {start}, {end}";
        var before = $"max({end}) OVER ({window} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)";
        var marked = $"SELECT *, CASE WHEN {start} {(meets ? "<=" : "<")} {before} THEN 0 ELSE 1 END AS __new FROM ({rows.Sql})";
        var numbered = $"SELECT *, sum(__new) OVER ({window} ROWS UNBOUNDED PRECEDING) AS __run FROM ({marked})";
        var run = $"PARTITION BY {partition}, __run";
        string Finite(string value) => $"CASE WHEN isfinite({value}) THEN {value} END";
        var session = $"CASE WHEN {x} IS NOT NULL THEN struct_pack(\"start\" := {Finite($"min({start}) FILTER (WHERE {x} IS NOT NULL) OVER ({run})")}, \"end\" := {Finite($"max({end}) FILTER (WHERE {x} IS NOT NULL) OVER ({run})")}) END";
        var names = string.Join(", ", rows.Columns.Select(c => DuckTypes.Quote(c.Physical)));
        return Derived(new($"SELECT {names}, {session} AS session_range FROM ({numbered})", [.. rows.Columns, new("session_range", "session_range", column.Type)]), node.Alias?.Name);
    }
}
