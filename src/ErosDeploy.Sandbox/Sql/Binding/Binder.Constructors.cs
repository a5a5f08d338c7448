using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Array(ArrayConstructor node)
    {
        var elements = node.Elements.Select(Bind).ToList();
        var type = node.Type is not null ? TypeOf(node.Type.Element) : elements.Count == 0 ? SqlType.Int64 : CommonType(elements);
        if (type is null)
            throw Fail(node, $"Array elements of types {{{string.Join(", ", elements.Select(e => e.Type.ToString()).Distinct())}}} do not have a common supertype");
        if (type.IsArray) throw Fail(node, $"Cannot construct array with element type {type} because nested arrays are not supported");
        var parts = elements.Select((e, i) => Coerce(e, type, node.Elements[i]) ?? throw Fail(node.Elements[i], $"Array element type {e.Type} does not coerce to {type}")).ToList();
        return ArrayFrom(type, parts) with { Parts = node.Type is null ? elements : null, Literal = parts.Count == 0 && node.Type is null ? new NullLiteral() : null };
    }

    static Typed ArrayFrom(SqlType element, List<Typed> parts) => parts.Count == 0
        ? new(SqlType.Array(element), $"[]::{element.DuckType}[]") { IsSimple = true }
        : new(SqlType.Array(element), $"[{string.Join(", ", parts.Select(p => p.Sql))}]") { IsSimple = parts.All(p => p.IsSimple) };

    Typed Struct(StructConstructor node)
    {
        var values = node.Arguments.Select(a => Bind(a.Value)).ToList();
        if (node.Type is not null) return TypedStruct(node, values);
        var type = SqlType.Struct(node.Arguments.Zip(values, (a, v) => new StructField(NameOf(node, a), v.Type)));
        return StructFrom(type, values) with { Parts = values };
    }

    static string? NameOf(StructConstructor node, StructArgument argument) =>
        argument.Alias?.Name ?? (node.IsTuple ? null : ImplicitName(argument.Value));

    /// <summary>The name an expression gives a column or field by itself: the last part of a path.</summary>
    internal static string? ImplicitName(Expression node) => node switch
    {
        PathExpression path => path.Names[^1].Name,
        FieldAccess access => access.Field.Name,
        _ => null,
    };

    Typed TypedStruct(StructConstructor node, List<Typed> values)
    {
        var type = TypeOf(node.Type!);
        if (type.Fields.Count != values.Count) throw Fail(node, $"STRUCT type has {type.Fields.Count} fields but constructor call has {values.Count} fields");
        var parts = values.Select((v, i) => Coerce(v, type.Fields[i].Type, node.Arguments[i].Value)
            ?? throw Fail(node.Arguments[i], $"Struct field {i + 1} has type {v.Type} which does not coerce to {type.Fields[i].Type}")).ToList();
        return StructFrom(type.Plain, parts);
    }

    internal static Typed StructFrom(SqlType type, IReadOnlyList<Typed> parts)
    {
        if (parts.Count == 0) throw BigQueryException.Unimplemented("STRUCT without fields");
        var fields = type.PhysicalFieldNames.Zip(parts, (name, part) => $"{DuckTypes.Quote(name)} := {part.Sql}");
        return new(type, $"struct_pack({string.Join(", ", fields)})") { IsSimple = parts.All(p => p.IsSimple) };
    }

    Typed With(WithExpression node)
    {
        var scope = new Scope(_scope) { Arguments = new(StringComparer.OrdinalIgnoreCase), Grouping = _scope.Grouping };
        return In(scope, () => With(node, 0, scope.Arguments));
    }

    /// <summary>A variable that costs something is computed once, in a row of its own around the rest.</summary>
    Typed With(WithExpression node, int index, Dictionary<string, Typed> names)
    {
        if (index == node.Variables.Count) return Bind(node.Body);
        var value = Bind(node.Variables[index].Value);
        var row = Session.NextAlias("w");
        names[node.Variables[index].Name.Name] = value.IsSimple ? value : Typed.Simple(value.Type, $"{row}.a");
        var body = With(node, index + 1, names);
        if (value.IsSimple) return body;
        return new(body.Type, body.Sql.Contains("SELECT", StringComparison.Ordinal)
            ? $"(SELECT {body.Sql} FROM (SELECT {value.Sql} AS a) AS {row})"
            : $"list_transform([struct_pack(a := {value.Sql})], lambda {row}: {body.Sql})[1]");
    }

    Typed Subscript(SubscriptExpression node)
    {
        var operand = Bind(node.Operand);
        var index = Bind(node.Index);
        if (operand.Type.Kind == TypeKind.Json) return JsonSubscript(operand, index);
        if (operand.Type.IsStruct && node.Index is IntegerLiteral) return FieldAt(operand, StructIndex(node, operand));
        if (!operand.Type.IsArray) throw Fail(node, $"Subscript access using [{index.Type}] is not supported on values of type {operand.Type}");
        index = Coerce(index, SqlType.Int64, node.Index) ?? throw Fail(node.Index, $"Array position in [] must be coercible to INT64 type, but has type {index.Type}");
        return new(operand.Type.Element!, Element(node.Kind, operand, index));
    }

    static string Element(SubscriptKind kind, Typed array, Typed index)
    {
        var fromZero = kind is SubscriptKind.Plain or SubscriptKind.Offset or SubscriptKind.SafeOffset;
        var position = fromZero ? $"{index.Sql} + 1" : index.Sql;
        var safe = kind is SubscriptKind.SafeOffset or SubscriptKind.SafeOrdinal;
        var first = fromZero ? 0 : 1;
        var isCounted = index.Literal is IntegerLiteral && char.IsAsciiDigit(index.Sql[0]);
        if (safe) return isCounted ? $"({array.Sql})[{position}]" : $"(CASE WHEN {index.Sql} >= {first} THEN ({array.Sql})[{position}] END)";
        var outside = $"{(isCounted && fromZero ? "" : $"{array.Sql} IS NOT NULL AND {index.Sql} < {first} OR ")}{position} > len({array.Sql})";
        return $"(CASE WHEN {outside} THEN bq_fail('Array index ' || {index.Sql}::VARCHAR || ' is out of bounds')::{array.Type.Element!.DuckType} ELSE ({array.Sql})[{position}] END)";
    }

    static Typed JsonSubscript(Typed operand, Typed index) => index.Type.Kind == TypeKind.String
        ? new(SqlType.Json, $"({operand.Sql} -> ('$.\"' || replace({index.Sql}, '\"', '\\\"') || '\"'))")
        : new(SqlType.Json, $"({operand.Sql} -> ('$[' || {index.Sql}::VARCHAR || ']'))");

    int StructIndex(SubscriptExpression node, Typed operand)
    {
        var at = int.Parse(((IntegerLiteral)node.Index).Text, System.Globalization.CultureInfo.InvariantCulture) - (node.Kind == SubscriptKind.Ordinal ? 1 : 0);
        return at >= 0 && at < operand.Type.Fields.Count ? at : throw Fail(node.Index, $"Field position {at} is out of bounds in {operand.Type}");
    }
}
