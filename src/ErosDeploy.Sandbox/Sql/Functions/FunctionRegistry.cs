using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>
/// All built-in functions by name without case. Each family registers itself: `Scalar` and `Aggregate` with a signature and a template (see
/// <see cref="BoundCall.Fill"/>) or an emitter, `Special` with its own binding, `Known` for functions that exist but are not supported.
/// </summary>
internal sealed class FunctionRegistry
{
    internal static readonly FunctionRegistry BuiltIn = Create();

    readonly Dictionary<string, FunctionDefinition> _functions = new(StringComparer.OrdinalIgnoreCase);

    internal FunctionDefinition? Find(string name) => _functions.GetValueOrDefault(name);

    internal IEnumerable<string> Names => _functions.Keys;

    internal void Scalar(string name, string signature, string template) => Scalar(name, signature, call => call.Fill(template));

    internal void Scalar(string name, string signature, Func<BoundCall, string> emit) => Define(name, FunctionKind.Scalar).Add(signature, emit);

    internal void Aggregate(string name, string signature, string template) => Aggregate(name, signature, call => call.Fill(template));

    internal void Aggregate(string name, string signature, Func<BoundCall, string> emit) => Define(name, FunctionKind.Aggregate).Add(signature, emit);

    internal void Window(string name, string signature, string template) => Window(name, signature, call => call.Fill(template));

    internal void Window(string name, string signature, Func<BoundCall, string> emit) => Define(name, FunctionKind.Window).Add(signature, emit);

    internal void Special(string name, Func<Binder, FunctionCall, Typed> bind, FunctionKind kind = FunctionKind.Scalar) =>
        _functions[name] = new(name.ToUpperInvariant(), kind) { Special = bind };

    /// <summary>Another name for a function that is already there.</summary>
    internal void Alias(string name, string of) => _functions[name] = _functions[of];

    /// <summary>Functions that BigQuery has and this does not: their use is an error that says so.</summary>
    internal void Known(params string[] names)
    {
        foreach (var name in names) _functions.TryAdd(name, new(name, FunctionKind.Scalar) { Special = (binder, call) => throw binder.Unsupported(call, $"function {name}") });
    }

    FunctionDefinition Define(string name, FunctionKind kind)
    {
        if (!_functions.TryGetValue(name, out var function)) _functions[name] = function = new(name.ToUpperInvariant(), kind);
        return function;
    }

    static FunctionRegistry Create()
    {
        var registry = new FunctionRegistry();
        MathFunctions.Register(registry);
        DistanceFunctions.Register(registry);
        ConditionalFunctions.Register(registry);
        StringFunctions.Register(registry);
        RegexFunctions.Register(registry);
        HashFunctions.Register(registry);
        DateFunctions.Register(registry);
        FormatFunctions.Register(registry);
        IntervalFunctions.Register(registry);
        ArrayFunctions.Register(registry);
        JsonFunctions.Register(registry);
        AggregateFunctions.Register(registry);
        StatisticalFunctions.Register(registry);
        ApproximateFunctions.Register(registry);
        SketchFunctions.Register(registry);
        WindowFunctions.Register(registry);
        NetFunctions.Register(registry);
        MiscellaneousFunctions.Register(registry);
        UnsupportedFunctions.Register(registry);
        return registry;
    }
}
