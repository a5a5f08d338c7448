using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>The arguments of a call that binds itself: those by position, and those by name.</summary>
internal sealed class CallArguments
{
    readonly Binder _binder;
    readonly Dictionary<string, Expression> _named;

    CallArguments(Binder binder, IReadOnlyList<Expression> positional, Dictionary<string, Expression> named) => (_binder, Positional, _named) = (binder, positional, named);

    internal IReadOnlyList<Expression> Positional { get; }

    /// <summary>Other names than these are errors.</summary>
    internal static CallArguments Of(Binder binder, FunctionCall call, params string[] names)
    {
        Check(binder, call);
        var named = call.Arguments.OfType<NamedArgument>().ToList();
        if (named.FirstOrDefault(n => !names.Contains(n.Name.Name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw binder.Fail(unknown, $"Named argument `{unknown.Name.Name}` not found in signature for call to function {call.Function.ToString().ToUpperInvariant()}");
        return new(binder, [.. call.Arguments.Where(a => a is not NamedArgument)], named.ToDictionary(n => n.Name.Name, n => n.Value, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Named arguments come last and once.</summary>
    internal static void Check(Binder binder, FunctionCall call)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in call.Arguments)
        {
            if (argument is not NamedArgument named)
            {
                if (seen.Count > 0) throw binder.Fail(argument, $"Call to function {call.Function.ToString().ToUpperInvariant()} must not specify positional arguments after named arguments");
            }
            else if (!seen.Add(named.Name.Name))
            {
                throw binder.Fail(named, $"Duplicate named argument `{named.Name.Name}` found in call to function {call.Function.ToString().ToUpperInvariant()}");
            }
        }
    }

    /// <summary>The named argument, coerced; <paramref name="missing"/> where it is not given.</summary>
    internal Typed Named(string name, SqlType type, string missing) =>
        _named.TryGetValue(name, out var value) ? _binder.BindAs(value, type, $"Named argument `{name}`") : Typed.Simple(type, missing);

    internal Expression? Given(string name) => _named.GetValueOrDefault(name);
}
