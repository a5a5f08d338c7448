using System.Globalization;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Types;

/// <summary>BigQuery's text of types, written and read.</summary>
internal static class TypeText
{
    static readonly Dictionary<string, SqlType> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INT64"] = SqlType.Int64, ["INT"] = SqlType.Int64, ["SMALLINT"] = SqlType.Int64, ["INTEGER"] = SqlType.Int64,
        ["BIGINT"] = SqlType.Int64, ["TINYINT"] = SqlType.Int64, ["BYTEINT"] = SqlType.Int64,
        ["FLOAT64"] = SqlType.Float64, ["FLOAT"] = SqlType.Float64,
        ["NUMERIC"] = SqlType.Numeric, ["DECIMAL"] = SqlType.Numeric,
        ["BIGNUMERIC"] = SqlType.BigNumeric, ["BIGDECIMAL"] = SqlType.BigNumeric,
        ["BOOL"] = SqlType.Bool, ["BOOLEAN"] = SqlType.Bool, ["STRING"] = SqlType.String, ["BYTES"] = SqlType.Bytes,
        ["DATE"] = SqlType.Date, ["TIME"] = SqlType.Time, ["DATETIME"] = SqlType.Datetime, ["TIMESTAMP"] = SqlType.Timestamp,
        ["INTERVAL"] = SqlType.Interval, ["JSON"] = SqlType.Json, ["GEOGRAPHY"] = SqlType.Geography,
    };

    internal static string Of(SqlType type) => type.Kind switch
    {
        TypeKind.Array => $"ARRAY<{Of(type.Element!)}>",
        TypeKind.Range => $"RANGE<{Of(type.Element!)}>",
        TypeKind.Struct => $"STRUCT<{string.Join(", ", type.Fields.Select(FieldText))}>",
        TypeKind.BigNumeric => "BIGNUMERIC" + Parameters(type),
        _ => type.Kind.ToString().ToUpperInvariant() + Parameters(type),
    };

    /// <summary>Reads what <see cref="Of"/> writes (and every alias of a type's name); throws <see cref="SqlSyntaxException"/>.</summary>
    internal static SqlType Parse(string text) =>
        FromNode(Parser.ParseType(text)) ?? throw new SqlSyntaxException($"Type not found: {text}", 0, 1, 1);

    /// <summary>Null for a name that is no type, and for templated types.</summary>
    internal static SqlType? FromNode(TypeNode node) => node switch
    {
        SimpleType simple => Simple(simple),
        ArrayType array => FromNode(array.Element) is { } element ? SqlType.Array(element) : null,
        RangeType range => FromNode(range.Element) is { } element ? SqlType.Range(element) : null,
        StructType structure => OfFields(structure.Fields),
        TableType table => OfFields(table.Columns),
        _ => null,
    };

    /// <summary>A type name of one word, with its aliases; null if there is none.</summary>
    internal static SqlType? FromName(string name) => Names.GetValueOrDefault(name);

    static SqlType? OfFields(ValueList<StructTypeField> fields)
    {
        var types = fields.Select(f => FromNode(f.Type)).ToList();
        return types.Contains(null) ? null : SqlType.Struct(fields.Zip(types, (f, t) => new StructField(f.Name?.Name, t!)));
    }

    static SqlType? Simple(SimpleType node)
    {
        if (node.Name.Names.Count != 1 || FromName(node.Name.Last.Name) is not { } type) return null;
        if (Misparameterized(node, type) is not null) return null;
        var numbers = node.Parameters.OfType<IntegerLiteral>().Select(p => int.Parse(p.Text, CultureInfo.InvariantCulture)).ToList();
        return (type.Kind, numbers) switch
        {
            (_, []) => type,
            (TypeKind.String or TypeKind.Bytes, [var length]) => type.WithLength(length),
            (TypeKind.Numeric or TypeKind.BigNumeric, [var precision]) => type.WithPrecision(precision, 0),
            (TypeKind.Numeric or TypeKind.BigNumeric, [var precision, var scale]) => type.WithPrecision(precision, scale),
            _ => null,
        };
    }

    /// <summary>Why a type's parameters cannot be: null when they can.</summary>
    internal static string? Misparameterized(SimpleType node, SqlType type)
    {
        var numbers = node.Parameters.OfType<IntegerLiteral>().Select(p => long.TryParse(p.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        if (numbers.Count == 0 && node.Parameters.Count == 0) return null;
        if (numbers.Count != node.Parameters.Count) return $"{type} type parameters must be integers";
        return (type.Kind, numbers) switch
        {
            (TypeKind.String or TypeKind.Bytes, [var length]) => length is > 0 and <= int.MaxValue ? null : $"{type} length must be greater than 0",
            (TypeKind.Numeric, [var p, ..]) when numbers.Count <= 2 => Digits(type, p, numbers.Count == 2 ? numbers[1] : 0, 29, 9),
            (TypeKind.BigNumeric, [var p, ..]) when numbers.Count <= 2 => Digits(type, p, numbers.Count == 2 ? numbers[1] : 0, 38, 38),
            _ => $"{type} does not support type parameters",
        };
    }

    static string? Digits(SqlType type, long precision, long scale, int whole, int fraction)
    {
        if (scale < 0 || scale > fraction) return FormattableString.Invariant($"In {type}(P, S), S must be between 0 and {fraction}");
        var (least, most) = (Math.Max(1, scale), scale + whole);
        var parameters = scale == 0 ? "P" : FormattableString.Invariant($"P, {scale}");
        return precision >= least && precision <= most ? null : FormattableString.Invariant($"In {type}({parameters}), P must be between {least} and {most}");
    }

    static string FieldText(StructField field) => field.Name is null ? Of(field.Type) : $"{field.Name} {Of(field.Type)}";

    static string Parameters(SqlType type) => type switch
    {
        { Length: { } length } => string.Create(CultureInfo.InvariantCulture, $"({length})"),
        { Precision: { } precision, Scale: 0 } => string.Create(CultureInfo.InvariantCulture, $"({precision})"),
        { Precision: { } precision } => string.Create(CultureInfo.InvariantCulture, $"({precision}, {type.Scale})"),
        _ => "",
    };
}
