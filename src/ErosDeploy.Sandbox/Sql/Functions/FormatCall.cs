using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>FORMAT(pattern, ...): every argument goes as the pair of its printed and its literal text to one function.</summary>
internal static class FormatCall
{
    internal static Typed Bind(Binder binder, FunctionCall call)
    {
        if (call.Arguments.Count == 0) throw binder.Fail(call, "No matching signature for function FORMAT\n  Argument types: (no arguments)\n  Signature: FORMAT(STRING, [ANY TYPE, ...])");
        var pattern = binder.BindAs(call.Arguments[0], SqlType.String, "FORMAT pattern");
        var arguments = call.Arguments.Skip(1).Select(binder.Bind).ToList();
        var texts = arguments.Select(a => $"{Kind(a.Type)} || coalesce({(a.Type.Kind == TypeKind.String ? a.Sql : Text(binder, a))}, chr(1))");
        var joined = arguments.Count == 0 ? "''" : $"concat_ws(chr(2), {string.Join(", ", texts)})";
        return new(SqlType.String, $"bq_format({pattern.Sql}, {joined})");
    }

    /// <summary>One letter for what the argument is: s text, d whole number, f float, n decimal, o other.</summary>
    static string Kind(SqlType type) => type.Kind switch
    {
        TypeKind.Int64 => "'d'",
        TypeKind.Float64 => "'f'",
        TypeKind.Numeric or TypeKind.BigNumeric => "'n'",
        TypeKind.String => "'s'",
        _ => $"'o{(type.Kind is TypeKind.Date or TypeKind.Time or TypeKind.Datetime or TypeKind.Timestamp ? type.ToString() : "")}' || chr(3)",
    };

    static string Text(Binder binder, Typed value) => value.Type.IsArray || value.Type.IsStruct || value.Type.Kind == TypeKind.Json
        ? JsonSql.Of(binder, value)
        : Casts.ToSql(binder, value, SqlType.String) ?? $"{value.Sql}::VARCHAR";
}
