using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    internal BigQueryException BadLiteral(Node node, Typed literal, SqlType type) =>
        Fail(node, $"Could not cast literal \"{(literal.Literal as StringLiteral)?.Value}\" to type {type}");

    /// <summary>Implicit conversion; null when BigQuery has none. A string literal that is no value of the type is an error at once.</summary>
    internal Typed? Coerce(Typed value, SqlType target, Node at)
    {
        if (value.Type == target) return value;
        target = target.Plain;
        if (value.ErrorMessage is { } message) return new(target, $"bq_fail({message})::{target.DuckType}") { ErrorMessage = message };
        if (value.IsNull) return Typed.Null(target);
        if (value.IsEmptyArray && target.IsArray) return ArrayFrom(target.Element!, []);
        if (value.Parts is { } parts && Coerce(parts, value.Type, target, at) is { } rebuilt) return rebuilt;
        if (FromLiteral(value, target, at) is { } constant) return constant;
        if (Coercions.Distance(value.Type, target) is null) return null;
        return Casts.Implicit(this, value, target);
    }

    Typed? Coerce(IReadOnlyList<Typed> parts, SqlType type, SqlType target, Node at)
    {
        if (type.Kind != target.Kind) return null;
        if (target.IsStruct && target.Fields.Count != parts.Count) return null;
        var coerced = parts.Select((part, i) => Coerce(part, target.IsArray ? target.Element! : target.Fields[i].Type, at)).ToList();
        if (coerced.Contains(null)) return null;
        return target.IsArray ? ArrayFrom(target.Element!, coerced!) : StructFrom(target, coerced!) with { Parts = coerced! };
    }

    Typed? FromLiteral(Typed value, SqlType target, Node at) => (value.Literal, target.Kind) switch
    {
        (StringLiteral text, TypeKind.Date or TypeKind.Time or TypeKind.Datetime or TypeKind.Timestamp) =>
            Typed.Simple(target, LiteralText.ToSql(text.Value, target) ?? throw BadLiteral(at, value, target)),
        (FloatLiteral number, TypeKind.Numeric or TypeKind.BigNumeric) => FromFloat(value, number, target),
        _ when value.IsParameter && value.Type.Kind == TypeKind.String && target.Kind is TypeKind.Date or TypeKind.Time or TypeKind.Datetime or TypeKind.Timestamp =>
            Casts.Implicit(this, value, target),
        _ => null,
    };

    static Typed? FromFloat(Typed value, FloatLiteral number, SqlType target) =>
        LiteralText.ToSql(value.Sql.StartsWith("(-", StringComparison.Ordinal) ? "-" + number.Text : number.Text, target) is { } sql ? Typed.Simple(target, sql) : null;

    /// <summary>The type that all can become: that of what is no literal, if the literals follow; else the common supertype.</summary>
    internal SqlType? CommonType(IReadOnlyCollection<Typed> values)
    {
        var typed = values.Where(v => !v.IsNull && !v.IsEmptyArray).ToList();
        if (typed.Count == 0) return values.FirstOrDefault(v => v.IsEmptyArray)?.Type ?? values.FirstOrDefault()?.Type;
        if (typed.Exists(v => v.Type.Kind == TypeKind.Timestamp && !v.IsParameter) && typed.Exists(v => Coercions.IsCivil(v.Type) && !v.IsParameter)) return null;
        var firm = typed.Where(v => v.Literal is null && v.Parts is null && !v.IsParameter).ToList();
        var type = Coercions.Supertype([.. (firm.Count > 0 ? firm : typed).Select(v => v.Type)]);
        if (type is not null && typed.All(v => CanBecome(v, type))) return type;
        return Coercions.Supertype([.. typed.Select(v => v.Type)]) ?? typed.Select(v => v.Type).FirstOrDefault(t => typed.All(v => CanBecome(v, t)));
    }

    /// <summary>As <see cref="Coerce(Typed, SqlType, Node)"/>, without a value.</summary>
    internal static bool CanBecome(Typed value, SqlType target)
    {
        if (value.IsNull || value.IsEmptyArray && target.IsArray || Coercions.Distance(value.Type, target) is not null) return true;
        if (value.Parts is { } parts && value.Type.Kind == target.Kind)
            return target.IsArray ? parts.All(p => CanBecome(p, target.Element!))
                : parts.Count == target.Fields.Count && parts.Zip(target.Fields).All(p => CanBecome(p.First, p.Second.Type));
        return value.Literal switch
        {
            StringLiteral => target.Kind is TypeKind.Date or TypeKind.Time or TypeKind.Datetime or TypeKind.Timestamp,
            FloatLiteral => target.Kind is TypeKind.Numeric or TypeKind.BigNumeric,
            _ => value.IsParameter && value.Type.Kind == TypeKind.String && target.Kind is TypeKind.Date or TypeKind.Time or TypeKind.Datetime or TypeKind.Timestamp,
        };
    }

    /// <summary>
    /// Evaluates a body that fails as NULL, but not the failures of its operands: operands that could fail are computed outside of TRY.
    /// </summary>
    internal string Safely(IReadOnlyList<Typed> operands, Func<IReadOnlyList<Typed>, string> body)
    {
        if (operands.All(o => o.IsSimple)) return $"TRY({body(operands)})";
        var row = Session.NextAlias("s");
        var fields = operands.Select((o, i) => $"a{i} := {o.Sql}");
        var inner = operands.Select((o, i) => Typed.Simple(o.Type, $"{row}.a{i}")).ToList();
        return $"list_transform([struct_pack({string.Join(", ", fields)})], lambda {row}: TRY({body(inner)}))[1]";
    }
}
