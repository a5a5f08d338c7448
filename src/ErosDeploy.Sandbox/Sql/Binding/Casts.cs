using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Conversions between types as DuckDB SQL.</summary>
internal static class Casts
{
    internal static Typed Implicit(Binder binder, Typed value, SqlType target) =>
        new(target.Plain, ToSql(binder, value, target) ?? value.Sql) { IsSimple = value.IsSimple };

    /// <summary>Null when BigQuery cannot cast between the types. The result has the target's type without parameters.</summary>
    internal static string? ToSql(Binder binder, Typed value, SqlType target) => (value.Type.Kind, target.Kind) switch
    {
        (TypeKind.Array, TypeKind.Array) => Array(binder, value, target),
        (TypeKind.Struct, TypeKind.Struct) => Struct(binder, value, target),
        (TypeKind.Range, TypeKind.Range) when value.Type.Element == target.Element => value.Sql,
        (TypeKind.String, TypeKind.Range) => RangeFromText(binder, value.Sql, target),
        (TypeKind.Range, TypeKind.String) => RangeText(binder, value),
        var (from, to) when from == to => value.Sql,
        _ => Scalar(value.Sql, value.Type.Kind, target.Kind),
    };

    static string? Scalar(string x, TypeKind from, TypeKind to) => from switch
    {
        TypeKind.Int64 => FromInt64(x, to),
        TypeKind.Float64 => FromFloat64(x, to),
        TypeKind.Numeric => FromNumeric(x, to),
        TypeKind.BigNumeric => FromBigNumeric(x, to),
        TypeKind.Bool => to switch { TypeKind.Int64 => $"{x}::BIGINT", TypeKind.String => $"{x}::VARCHAR", _ => null },
        TypeKind.String => FromString(x, to),
        TypeKind.Bytes => to == TypeKind.String ? $"decode({x})" : null,
        TypeKind.Date => FromDate(x, to),
        TypeKind.Datetime => FromDatetime(x, to),
        TypeKind.Timestamp => FromTimestamp(x, to),
        TypeKind.Time => to == TypeKind.String ? $"bq_time_text(epoch_us({x}))" : null,
        TypeKind.Interval => to == TypeKind.String ? IntervalText(x) : null,
        _ => null,
    };

    internal static string IntervalText(string x) => $"bq_interval_text(bq.interval_months({x}), bq.interval_days({x}), bq.interval_micros({x}))";

    static string? FromInt64(string x, TypeKind to) => to switch
    {
        TypeKind.Float64 => $"{x}::DOUBLE",
        TypeKind.Numeric => $"{x}::DECIMAL(38,9)",
        TypeKind.BigNumeric => $"bq.big_of_int64({x})",
        TypeKind.Bool => $"({x} <> 0)",
        TypeKind.String => $"{x}::VARCHAR",
        _ => null,
    };

    static string? FromFloat64(string x, TypeKind to) => to switch
    {
        TypeKind.Int64 => $"bq_float_to_int64({x})",
        TypeKind.Numeric => $"bq_numeric_from_float({x})::DECIMAL(38,9)",
        TypeKind.BigNumeric => $"bq.big_from_float({x})",
        TypeKind.String => $"bq_float_text({x})",
        _ => null,
    };

    static string? FromBigNumeric(string x, TypeKind to) => to switch
    {
        TypeKind.Int64 => $"bq.big_to_int64({x})",
        TypeKind.Float64 => $"bq.big_to_float({x})",
        TypeKind.Numeric => $"bq.big_to_numeric({x})::DECIMAL(38,9)",
        TypeKind.String => $"bq.big_text({x})",
        _ => null,
    };

    static string? FromNumeric(string x, TypeKind to) => to switch
    {
        TypeKind.Int64 => $"{x}::BIGINT",
        TypeKind.Float64 => $"{x}::DOUBLE",
        TypeKind.BigNumeric => $"bq.big_parse({x}::VARCHAR)",
        TypeKind.String => $"rtrim(rtrim({x}::VARCHAR, '0'), '.')",
        _ => null,
    };

    static string? FromString(string x, TypeKind to) => to switch
    {
        TypeKind.Int64 => $"bq_parse_int64({x})",
        TypeKind.Float64 => $"bq_parse_float64({x})",
        TypeKind.Numeric => $"bq_numeric_parse({x})::DECIMAL(38,9)",
        TypeKind.BigNumeric => $"bq.big_parse({x})",
        TypeKind.Bool => $"bq_parse_bool({x})",
        TypeKind.Bytes => $"encode({x})",
        TypeKind.Date => $"(DATE '1970-01-01' + bq_parse_date({x})::INTEGER)",
        TypeKind.Time => $"make_timestamp(bq_parse_time({x}))::TIME",
        TypeKind.Datetime => $"make_timestamp(bq_parse_datetime({x}))",
        TypeKind.Timestamp => $"make_timestamptz(bq_parse_timestamp({x}, 'UTC'))",
        TypeKind.Interval => $"bq.interval_of(bq_parse_interval({x}))",
        _ => null,
    };

    static string? FromDate(string x, TypeKind to) => to switch
    {
        TypeKind.String => $"{x}::VARCHAR",
        TypeKind.Datetime => $"{x}::TIMESTAMP",
        TypeKind.Timestamp => $"{x}::TIMESTAMPTZ",
        _ => null,
    };

    static string? FromDatetime(string x, TypeKind to) => to switch
    {
        TypeKind.String => $"bq_datetime_text(epoch_us({x}))",
        TypeKind.Date => $"{x}::DATE",
        TypeKind.Time => $"{x}::TIME",
        TypeKind.Timestamp => $"make_timestamptz(epoch_us({x}))",
        _ => null,
    };

    static string? FromTimestamp(string x, TypeKind to) => to switch
    {
        TypeKind.String => $"bq_timestamp_text(epoch_us({x}), 'UTC')",
        TypeKind.Date => $"make_timestamp(epoch_us({x}))::DATE",
        TypeKind.Datetime => $"make_timestamp(epoch_us({x}))",
        TypeKind.Time => $"make_timestamp(epoch_us({x}))::TIME",
        _ => null,
    };

    /// <summary>Whether values lie alike in DuckDB and mean the same: BYTES and BIGNUMERIC are both bytes.</summary>
    static bool SameForm(SqlType from, SqlType to) => from.DuckType == to.DuckType && (from.Kind, to.Kind) switch
    {
        (TypeKind.Array, TypeKind.Array) => SameForm(from.Element!, to.Element!),
        (TypeKind.Struct, TypeKind.Struct) => from.Fields.Zip(to.Fields).All(p => SameForm(p.First.Type, p.Second.Type)),
        _ => from.Kind == to.Kind,
    };

    /// <summary>A value of one type as another one's in DuckDB, where statements assign across types; columns of the same type are only cast.</summary>
    internal static string Between(SqlType from, SqlType to, string sql) =>
        from.Kind != to.Kind && (from.Kind == TypeKind.BigNumeric || to.Kind == TypeKind.BigNumeric) && Scalar(sql, from.Kind, to.Kind) is { } converted ? converted : $"CAST({sql} AS {to.DuckType})";

    static string? Array(Binder binder, Typed value, SqlType target)
    {
        if (value.Type.Element == target.Element || SameForm(value.Type.Element!, target.Element!)) return value.Sql;
        var item = binder.Session.NextAlias("x");
        return ToSql(binder, Typed.Simple(value.Type.Element!, item), target.Element!) is { } inner
            ? $"list_transform({value.Sql}, lambda {item}: {inner})"
            : null;
    }

    const string RangePattern = @"'^\s*\[\s*(.*?)\s*,\s*(.*?)\s*\)\s*$'";

    static string RangeFromText(Binder binder, string text, SqlType target)
    {
        string Bound(int group)
        {
            var part = $"regexp_extract({text}, {RangePattern}, {group})";
            return $"(CASE WHEN upper({part}) NOT IN ('UNBOUNDED', 'NULL') THEN {ToSql(binder, new(SqlType.String, part), target.Element!)} END)";
        }
        return $"(CASE WHEN NOT regexp_matches({text}, {RangePattern}) THEN bq_fail('Invalid RANGE value: ' || {text})::{target.DuckType} "
            + $"WHEN {text} IS NOT NULL THEN struct_pack(\"start\" := {Bound(1)}, \"end\" := {Bound(2)}) END)";
    }

    static string RangeText(Binder binder, Typed value)
    {
        string Bound(string name) => $"coalesce({ToSql(binder, new(value.Type.Element!, $"struct_extract({value.Sql}, '{name}')"), SqlType.String)}, 'UNBOUNDED')";
        return $"(CASE WHEN {value.Sql} IS NOT NULL THEN '[' || {Bound("start")} || ', ' || {Bound("end")} || ')' END)";
    }

    static string? Struct(Binder binder, Typed value, SqlType target)
    {
        if (SameForm(value.Type, target)) return value.Sql;
        if (value.Type.Fields.Count != target.Fields.Count) return null;
        var fields = target.Fields.Select((f, i) => ToSql(binder, Binder.FieldAt(value, i), f.Type) is { } sql ? new Typed(f.Type, sql) : null).ToList();
        if (fields.Contains(null)) return null;
        var built = Binder.StructFrom(target, fields!).Sql;
        return value.Parts is not null ? built : $"(CASE WHEN {value.Sql} IS NOT NULL THEN {built} END)";
    }
}
