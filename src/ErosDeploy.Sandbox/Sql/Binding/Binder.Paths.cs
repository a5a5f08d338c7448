using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Path(PathExpression path)
    {
        for (var scope = _scope; scope is not null; scope = scope.Parent)
        {
            if (FindIn(scope, path) is { } found) return found;
        }
        return Variable(path) ?? Clock(path) ?? throw Unrecognized(path);
    }

    /// <summary>CURRENT_DATE and its kin stand without parentheses too.</summary>
    Typed? Clock(PathExpression path) => path.Names is [{ Name: var name }] && name.ToUpperInvariant() is "CURRENT_DATE" or "CURRENT_DATETIME" or "CURRENT_TIME" or "CURRENT_TIMESTAMP"
        ? Call(new FunctionCall(new ObjectPath(path.Names), []) { Span = path.Span })
        : null;

    BigQueryException Unrecognized(PathExpression path)
    {
        var name = path.Names[0].Name;
        return Fail(path, $"Unrecognized name: {name}{Spelling.Suggestion(name, _scope.AllNames())}");
    }

    Typed? Variable(PathExpression path) =>
        Context.Variable(path.Names[0].Name) is { } variable
            ? Fields(Typed.Simple(variable.Type, $"({variable.Sql})"), path, 1)
            : null;

    Typed? FindIn(Scope scope, PathExpression path)
    {
        var name = path.Names[0].Name;
        if (path.Names.Count > 1 && RangeColumn(scope, path) is { } qualified) return qualified;
        if (scope.Aliases is not null && scope.Grouping is not { InAggregate: true } && scope.Aliases.TryGetValue(name, out var alias))
            return Fields((alias ?? throw Fail(path, $"Column name {name} is ambiguous")).Read(), path, 1);
        var columns = scope.From.Columns.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        if (columns.Count > 1) throw Fail(path, $"Column name {name} is ambiguous");
        if (columns.Count == 1) return Noted(scope, columns[0].Read(), name, path, 1);
        if (RangeOf(scope, path.Names[0]) is { } variable) return Noted(scope, variable.Row(), name, path, 1);
        return scope.Arguments is not null && scope.Arguments.TryGetValue(name, out var argument) ? Fields(argument, path, 1) : null;
    }

    Typed? RangeColumn(Scope scope, PathExpression path)
    {
        if (RangeOf(scope, path.Names[0]) is not { } variable) return null;
        var name = path.Names[1].Name;
        var columns = variable.Columns.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        if (columns.Count > 1) throw Fail(path, $"Column name {name} is ambiguous");
        if (columns.Count == 1) return Noted(scope, columns[0].Read(), name, path, 2);
        if (variable.Value is not null) return Noted(scope, variable.Value.Read(), path.Names[0].Name, path, 1);
        throw Fail(path.Names[1], $"Name {name} not found inside {path.Names[0].Name}");
    }

    static RangeVariable? RangeOf(Scope scope, Identifier name) =>
        scope.From.Variables.FirstOrDefault(v => v.Name is not null && v.Name.Equals(name.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A column's field chain; each prefix may be a grouping key.</summary>
    Typed Noted(Scope scope, Typed value, string name, PathExpression path, int next)
    {
        Session.Watch?.Note(value);
        var grouping = scope.Grouping;
        if (grouping is null) return Fields(value, path, next);
        var mark = grouping.Mark;
        if (!grouping.InAggregate) grouping.Note(string.Join('.', path.Names.Select(n => n.Name)), path);
        grouping.TakeBackIfKey(value.Sql, mark);
        for (var i = next; i < path.Names.Count; i++)
        {
            value = Field(value, path.Names[i]);
            grouping.TakeBackIfKey(value.Sql, mark);
        }
        return value;
    }

    Typed Fields(Typed value, PathExpression path, int next)
    {
        for (var i = next; i < path.Names.Count; i++) value = Field(value, path.Names[i]);
        return value;
    }

    Typed Field(Typed operand, Identifier name)
    {
        if (operand.Type.Kind == TypeKind.Json) return new(SqlType.Json, $"({operand.Sql} -> {DuckTypes.Literal("$.\"" + name.Name.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")})");
        if (!operand.Type.IsStruct) throw Fail(name, $"Cannot access field {name.Name} on a value with type {operand.Type}");
        var found = operand.Type.Fields.Select((field, i) => (field, i))
            .Where(f => f.field.Name is not null && name.Is(f.field.Name)).Take(2).ToList();
        if (found.Count > 1) throw Fail(name, $"Struct field name {name.Name} is ambiguous");
        if (found.Count == 0) throw Fail(name, $"Field name {name.Name} does not exist in {operand.Type}{Spelling.Suggestion(name.Name, operand.Type.Fields.Select(f => f.Name ?? ""))}");
        return FieldAt(operand, found[0].i);
    }

    internal static Typed FieldAt(Typed operand, int index) => operand.Parts is { } parts && operand.IsSimple
        ? parts[index]
        : new(operand.Type.Fields[index].Type, $"struct_extract({operand.Sql}, {DuckTypes.Literal(operand.Type.PhysicalFieldNames[index])})") { IsSimple = operand.IsSimple };
}
