using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Cast(CastExpression node)
    {
        var target = TypeOf(node.Type);
        var operand = Bind(node.Operand);
        if (operand.IsNull) return Typed.Null(target.Plain);
        if (operand.IsEmptyArray && target.IsArray) return ArrayFrom(target.Element!.Plain, []);
        if (node.Format is not null) return Formatted(node, operand, target);
        if (Constant(operand, target) is { } constant) return constant;
        var zone = node.TimeZone is null ? null : BindAs(node.TimeZone, SqlType.String, "Time zone").Sql;
        string Body(Typed x) => Limited(Zoned(x, target, zone) ?? Casts.ToSql(this, x, target) ?? throw NoCast(node, operand, target), target);
        return new(target.Plain, node.Safe ? Safely([operand], o => Body(o[0])) : Parenthesised(Body(operand))) { IsSimple = operand.IsSimple && operand.Type == target };
    }

    static string Parenthesised(string sql) => sql.StartsWith('(') || sql.EndsWith(')') ? sql : $"({sql})";

    BigQueryException NoCast(Node node, Typed operand, SqlType target) => Fail(node, $"Invalid cast from {operand.Type} to {target}");

    /// <summary>Constant texts and FLOAT64 literals to decimals are converted now, unless they are no value of the type: that is an error of execution.</summary>
    static Typed? Constant(Typed operand, SqlType target) =>
        operand.Literal is FloatLiteral number && !target.IsParameterized && target.Kind is TypeKind.Numeric or TypeKind.BigNumeric ? FromFloat(operand, number, target)
        : operand.Literal is StringLiteral text && !target.IsParameterized && target.Kind is TypeKind.Date or TypeKind.Datetime or TypeKind.Timestamp or TypeKind.Time or TypeKind.Numeric
            && LiteralText.ToSql(text.Value, target) is { } sql ? Typed.Simple(target, sql) : null;

    static string? Zoned(Typed value, SqlType target, string? zone) => (value.Type.Kind, target.Kind) switch
    {
        _ when zone is null => null,
        (TypeKind.String, TypeKind.Timestamp) => $"make_timestamptz(bq_parse_timestamp({value.Sql}, {zone}))",
        (TypeKind.Timestamp, TypeKind.String) => $"bq_timestamp_text(epoch_us({value.Sql}), {zone})",
        (TypeKind.Date or TypeKind.Datetime, TypeKind.Timestamp) => $"make_timestamptz(bq_to_utc(epoch_us({value.Sql}::TIMESTAMP), {zone}))",
        (TypeKind.Timestamp, _) => Casts.ToSql(null!, new(SqlType.Datetime, $"make_timestamp(bq_to_local(epoch_us({value.Sql}), {zone}))"), target),
        _ => null,
    };

    /// <summary>Lengths, precision and scale of the target: cut to scale, errors for what is too long.</summary>
    internal static string Limited(string sql, SqlType target) => target switch
    {
        { Kind: TypeKind.String, Length: { } length } => $"bq_limit_string({sql}, {length}::BIGINT)",
        { Kind: TypeKind.Bytes, Length: { } length } => $"bq.bq_limit_bytes({sql}, {length}::BIGINT)",
        { Kind: TypeKind.Numeric, Precision: { } p } => $"bq_numeric_limit({sql}::VARCHAR, {p}::BIGINT, {target.Scale ?? 0}::BIGINT)::DECIMAL(38,9)",
        { Kind: TypeKind.BigNumeric, Precision: { } p } => $"bq.big_limit({sql}, {p}::BIGINT, {target.Scale ?? 0}::BIGINT)",
        _ => sql,
    };

    Typed Formatted(CastExpression node, Typed operand, SqlType target)
    {
        var format = BindAs(node.Format!, SqlType.String, "CAST FORMAT");
        var zone = node.TimeZone is null ? "'UTC'" : BindAs(node.TimeZone, SqlType.String, "Time zone").Sql;
        string Body(IReadOnlyList<Typed> o) => (o[0].Type.Kind, target.Kind) switch
        {
            (TypeKind.Date or TypeKind.Datetime or TypeKind.Time, TypeKind.String) => $"bq_cast_format(epoch_us({TimestampOf(o[0])}), {o[1].Sql}, 'UTC', '{o[0].Type}')",
            (TypeKind.Timestamp, TypeKind.String) => $"bq_cast_format(epoch_us({o[0].Sql}), {o[1].Sql}, {zone}, 'TIMESTAMP')",
            (TypeKind.String, TypeKind.Date) => $"make_timestamp({Parsed(o, target, "'UTC'")})::DATE",
            (TypeKind.String, TypeKind.Datetime) => $"make_timestamp({Parsed(o, target, "'UTC'")})",
            (TypeKind.String, TypeKind.Time) => $"make_timestamp({Parsed(o, target, "'UTC'")})::TIME",
            (TypeKind.String, TypeKind.Timestamp) => $"make_timestamptz({Parsed(o, target, zone)})",
            (TypeKind.Bytes, TypeKind.String) => $"bq_bytes_format({o[0].Sql}, {o[1].Sql})",
            (TypeKind.String, TypeKind.Bytes) => $"bq.bq_bytes_parse({o[0].Sql}, {o[1].Sql})",
            (TypeKind.Int64 or TypeKind.Float64 or TypeKind.Numeric or TypeKind.BigNumeric, TypeKind.String) => $"bq_number_format({Casts.ToSql(this, o[0], SqlType.String)}, {(o[0].Type.Kind == TypeKind.Float64 ? "true" : "false")}, {o[1].Sql})",
            _ => throw Fail(node.Format!, $"FORMAT is not allowed for cast from {operand.Type} to {target}"),
        };
        return new(target.Plain, node.Safe ? Safely([operand, format], Body) : Body([operand, format]));
    }

    string Parsed(IReadOnlyList<Typed> operands, SqlType target, string zone) =>
        FormattableString.Invariant($"bq_cast_parse({operands[0].Sql}, {operands[1].Sql}, {zone}, '{target.Plain}', '{(Context.Now.UtcTicks - DateTime.UnixEpoch.Ticks) / 10}')::BIGINT");

    static string TimestampOf(Typed value) => value.Type.Kind == TypeKind.Time ? $"(DATE '1970-01-01' + {value.Sql})" : $"{value.Sql}::TIMESTAMP";
}
