using System.Collections;
using System.Reflection;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Tests;

/// <summary>
/// The shape of a tree on one line: `(Type part name=part ...)`. Names, paths and literals are short; parts that are absent, false or empty are left out.
/// </summary>
static class Shape
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => s,
        Identifier i => i.Quoted ? $"`{i.Name}`" : i.Name,
        ObjectPath p => string.Join('.', p.Names.Select(Of)),
        PathExpression p => string.Join('.', p.Names.Select(Of)),
        IntegerLiteral l => l.Text,
        FloatLiteral l => l.Text,
        StringLiteral l => $"'{l.Value}'",
        BytesLiteral l => $"b'{Convert.ToHexString(l.Value.ToArray())}'",
        NullLiteral => "NULL",
        BoolLiteral l => l.Value ? "TRUE" : "FALSE",
        SimpleType { Parameters.Count: 0, Collate: null } t => Of(t.Name),
        OptionEntry o => $"{Of(o.Name)}{o.Operator}{Of(o.Value)}",
        Script s => string.Join(" ; ", s.Statements.Select(Of)),
        Node n => OfNode(n),
        IEnumerable list => $"[{string.Join(" ", list.Cast<object?>().Select(Of))}]",
        _ => value.ToString()!,
    };

    static string OfNode(Node node)
    {
        var type = node.GetType();
        var positional = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters().Select(p => p.Name!).ToList();
        var parts = positional.Select(name => Part(node, type.GetProperty(name)!)).OfType<string>();
        var named = type.GetProperties().Where(p => p.CanWrite && !positional.Contains(p.Name) && p.Name is not ("Span" or "Parentheses"))
            .Where(p => p.GetValue(node) is not Enum value || Convert.ToInt32(value) != 0 || Nullable.GetUnderlyingType(p.PropertyType) is not null)
            .Select(p => Part(node, p) is { } shown ? shown == p.Name ? shown : $"{p.Name}={shown}" : null).OfType<string>();
        return $"({string.Join(' ', parts.Concat(named).Prepend(type.Name))})";
    }

    static string? Part(Node node, PropertyInfo property) => property.GetValue(node) switch
    {
        null => null,
        false => Nullable.GetUnderlyingType(property.PropertyType) is null ? null : "false",
        true => property.Name,
        ICollection { Count: 0 } => null,
        Node or string or Enum or int => Of(property.GetValue(node)),
        IEnumerable list => list.Cast<object?>().Any() ? Of(list) : null,
        var other => Of(other),
    };
}
