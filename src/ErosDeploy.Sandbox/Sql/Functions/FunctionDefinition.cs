using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;

namespace ErosDeploy.Sandbox.Sql.Functions;

internal enum FunctionKind
{
    Scalar,
    Aggregate,

    /// <summary>Works only with OVER.</summary>
    Window,
}

/// <summary>One signature with the DuckDB SQL it becomes.</summary>
internal sealed record Overload(Signature Signature, Func<BoundCall, string> Emit);

/// <summary>
/// A built-in function: overloads, or <see cref="Special"/> where binding needs more than types (then the overloads are unused).
/// </summary>
internal sealed class FunctionDefinition(string name, FunctionKind kind)
{
    readonly List<(string Signature, Func<BoundCall, string> Emit)> _texts = [];
    Overload[]? _overloads;

    internal string Name { get; } = name;

    internal FunctionKind Kind { get; } = kind;

    internal Func<Binder, FunctionCall, Typed>? Special { get; init; }

    internal IReadOnlyList<Overload> Overloads => _overloads ??= [.. _texts.Select(t => new Overload(Signature.Parse(t.Signature), t.Emit))];

    internal void Add(string signature, Func<BoundCall, string> emit) => _texts.Add((signature, emit));
}
