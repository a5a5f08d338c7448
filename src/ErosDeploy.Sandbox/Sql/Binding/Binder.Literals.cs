using System.Globalization;
using System.Numerics;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Constant(Literal literal) => literal switch
    {
        NullLiteral => Typed.UntypedNull with { Literal = literal },
        BoolLiteral b => Literally(SqlType.Bool, b.Value ? "true" : "false", literal),
        IntegerLiteral i => Integer(i, negative: false),
        FloatLiteral f => Literally(SqlType.Float64, Float(f), literal),
        StringLiteral s => Literally(SqlType.String, DuckTypes.Literal(s.Value), literal),
        BytesLiteral b => Literally(SqlType.Bytes, BytesSql(b.Value.AsSpan()), literal),
        TypedLiteral t => Written(t),
        RangeLiteral r => Range(r),
        _ => throw Unsupported(literal, literal.GetType().Name),
    };

    static Typed Literally(SqlType type, string sql, Literal literal) => new(type, sql) { Literal = literal, IsSimple = true };

    internal static string BytesSql(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder("'");
        foreach (var b in bytes) text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
        return text.Append("'::BLOB").ToString();
    }

    Typed Integer(IntegerLiteral literal, bool negative)
    {
        var value = literal.IsHexadecimal
            ? BigInteger.Parse("0" + literal.Text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : BigInteger.Parse(literal.Text, CultureInfo.InvariantCulture);
        if (negative) value = -value;
        if (value < long.MinValue || value > long.MaxValue) throw Fail(literal, $"Invalid integer literal: {(negative ? "-" : "")}{literal.Text}");
        return Literally(SqlType.Int64, IntegerSql((long)value), literal);
    }

    internal static string IntegerSql(long value) => value < 0
        ? string.Create(CultureInfo.InvariantCulture, $"('{value}'::BIGINT)")
        : string.Create(CultureInfo.InvariantCulture, $"{value}::BIGINT");

    string Float(FloatLiteral literal)
    {
        if (!double.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw Fail(literal, $"Invalid floating point literal: {literal.Text}");
        return double.IsInfinity(value) ? "'inf'::DOUBLE" : $"{value.ToString("E16", CultureInfo.InvariantCulture)}::DOUBLE";
    }

    Typed Written(TypedLiteral literal)
    {
        var type = literal.Kind switch
        {
            TypedLiteralKind.Numeric => SqlType.Numeric,
            TypedLiteralKind.BigNumeric => SqlType.BigNumeric,
            TypedLiteralKind.Json => SqlType.Json,
            TypedLiteralKind.Date => SqlType.Date,
            TypedLiteralKind.Time => SqlType.Time,
            TypedLiteralKind.Datetime => SqlType.Datetime,
            _ => SqlType.Timestamp,
        };
        var sql = LiteralText.ToSql(literal.Text, type) ?? throw Fail(literal, $"Invalid {type} literal{(type.IsNumber ? $": \"{literal.Text}\"" : "")}");
        return Typed.Simple(type, sql);
    }

    Typed Range(RangeLiteral literal)
    {
        var element = TypeOf(literal.Type.Element);
        var parts = literal.Text.Trim().TrimStart('[').TrimEnd(')').Split(',');
        if (parts.Length != 2) throw Fail(literal, $"Invalid RANGE literal: {literal.Text}");
        var bounds = parts.Select(p => Bound(p.Trim(), element, literal)).ToList();
        return Typed.Simple(SqlType.Range(element), $"struct_pack(\"start\" := {bounds[0]}, \"end\" := {bounds[1]})");
    }

    string Bound(string text, SqlType element, Node node) => text.ToUpperInvariant() is "UNBOUNDED" or "NULL"
        ? $"NULL::{element.DuckType}"
        : LiteralText.ToSql(text, element) ?? throw Fail(node, $"Invalid {element} literal: {text}");

    Typed Parameter(NamedParameter node) =>
        Context.Parameters.FirstOrDefault(p => string.Equals(p.Name, node.Name, StringComparison.OrdinalIgnoreCase)) is { } parameter
            ? new(parameter.Type, $"({parameter.Sql})") { IsParameter = true, IsSimple = true }
            : throw Fail(node, $"Query parameter '{node.Name}' not found");

    Typed Parameter(PositionalParameter node) =>
        Context.Parameters.Where(p => p.Name is null or "").ElementAtOrDefault(node.Position - 1) is { } parameter
            ? new(parameter.Type, $"({parameter.Sql})") { IsParameter = true, IsSimple = true }
            : throw Fail(node, "Query parameter number is out of range: not enough positional parameters were given");

    Typed SystemValue(SystemVariable node)
    {
        var name = string.Join('.', node.Names.Select(n => n.Name));
        return Context.SystemVariable(name) is { } variable
            ? Typed.Simple(variable.Type, $"({variable.Sql})")
            : throw Fail(node, $"Unrecognized name: @@{name}");
    }
}
