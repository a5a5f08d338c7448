using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>FORMAT(pattern, ...): every argument goes under its type as text, arrays, structs and ranges in both of their spellings.</summary>
internal static class FormatCall
{
    internal static Typed Bind(Binder binder, FunctionCall call)
    {
        if (call.Arguments.Count == 0) throw binder.Fail(call, "No matching signature for function FORMAT with no arguments\n  Signature: FORMAT(STRING, [ANY, ...])\n    Signature requires at least 1 argument, found 0 arguments");
        var pattern = binder.BindAs(call.Arguments[0], SqlType.String, "FORMAT pattern");
        var arguments = call.Arguments.Skip(1).Select(binder.Bind).ToList();
        var types = string.Join('|', arguments.Select(a => a.Type.ToString()));
        var texts = arguments.SelectMany(a => new[] { IsComposed(a.Type) ? Printed(binder, a) : Raw(binder, a), IsComposed(a.Type) ? Literal(binder, a) : "NULL" });
        string Body(IReadOnlyList<string> values) => $"bq_format({string.Join(", ", [pattern.Sql, DuckTypes.Literal(types), .. values])})";
        return new(SqlType.String, call.Safe ? $"TRY({Body([.. texts])})" : Body([.. texts]));
    }

    static bool IsComposed(SqlType type) => type.IsArray || type.IsStruct;

    /// <summary>The text that <see cref="Runtime.ValueText"/> reads.</summary>
    static string Raw(Binder binder, Typed value) => value.Type.Kind switch
    {
        TypeKind.Bytes => $"hex({value.Sql})",
        TypeKind.Float64 => $"bq_float_raw({value.Sql})",
        TypeKind.String or TypeKind.Geography => $"{value.Sql}::VARCHAR",
        TypeKind.Json => $"bq_parse_json({value.Sql}::VARCHAR)",
        _ => Casts.ToSql(binder, value, SqlType.String) ?? $"{value.Sql}::VARCHAR",
    };

    static string Printed(Binder binder, Typed value) => value.Type.Kind switch
    {
        TypeKind.Array => List(binder, value, Printed),
        TypeKind.Struct => Row(value, "(", f => Printed(binder, f)),
        TypeKind.Float64 or TypeKind.Bytes => $"bq_value_printed('{value.Type}', {Raw(binder, value)})",
        _ => Raw(binder, value),
    };

    static string Literal(Binder binder, Typed value) => value.Type.Kind switch
    {
        TypeKind.Array => List(binder, value, Literal),
        TypeKind.Struct => Row(value, value.Type.Fields.Count == 1 ? "STRUCT(" : "(", f => Literal(binder, f)),
        TypeKind.Int64 or TypeKind.Bool => Raw(binder, value),
        _ => $"bq_value_literal('{value.Type}', {Raw(binder, value)})",
    };

    static string List(Binder binder, Typed value, Func<Binder, Typed, string> write)
    {
        var item = binder.Session.NextAlias("t");
        var texts = $"list_transform({value.Sql}, lambda {item}: coalesce({write(binder, Typed.Simple(value.Type.Element!, item))}, 'NULL'))";
        return $"(CASE WHEN {value.Sql} IS NOT NULL THEN '[' || coalesce(array_to_string({texts}, ', '), '') || ']' END)";
    }

    static string Row(Typed value, string open, Func<Typed, string> write)
    {
        var fields = value.Type.Fields.Select((_, i) => $"coalesce({write(Binder.FieldAt(value, i))}, 'NULL')");
        return $"(CASE WHEN {value.Sql} IS NOT NULL THEN '{open}' || {string.Join(" || ', ' || ", fields)} || ')' END)";
    }
}
