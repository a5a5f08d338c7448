using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    RoutineEntry? FindRoutine(ObjectPath path)
    {
        var names = path.Names.Select(n => n.Name).ToList();
        RoutineName? name = names.Count switch
        {
            1 => DefaultDataset is { } dataset ? new RoutineName(dataset.Project, dataset.Dataset, names[0]) : null,
            2 => new RoutineName(Context.Project, names[0], names[1]),
            3 => new RoutineName(names[0], names[1], names[2]),
            _ => null,
        };
        return name is { } found ? Context.Catalog.FindRoutine(found) : null;
    }

    Typed CallRoutine(FunctionCall node, RoutineEntry routine)
    {
        if (routine.Kind == RoutineKind.AggregateFunction) return CallAggregate(node, routine);
        if (routine.Kind != RoutineKind.ScalarFunction) throw Fail(node, $"{routine.Name} is not a scalar function");
        if (!routine.Language.Equals("SQL", StringComparison.OrdinalIgnoreCase)) throw Unsupported(node, $"functions in language {routine.Language}");
        Session.NoteRoutine(routine.Name);
        var arguments = Arguments(node, node.Arguments, routine);
        return Session.Nested($"function {routine.Name.Routine}", () => node.Safe ? SafelyInlined(node, routine, arguments) : Inline(node, routine, arguments));
    }

    List<Typed> Arguments(Node node, ValueList<Expression> written, RoutineEntry routine)
    {
        var declared = routine.Arguments;
        var bound = written.Select(Bind).ToList();
        if (bound.Count != declared.Count) throw NoRoutineSignature(node, routine, bound);
        for (var i = 0; i < bound.Count; i++)
        {
            if (declared[i].Type is { } type) bound[i] = Coerce(bound[i], type, written[i]) ?? throw NoRoutineSignature(node, routine, bound);
        }
        return bound;
    }

    BigQueryException NoRoutineSignature(Node node, RoutineEntry routine, List<Typed> arguments)
    {
        var name = routine.IsTemporary ? routine.Name.Routine : $"`{routine.Name.Project}.{routine.Name.Dataset}.{routine.Name.Routine}`";
        var types = arguments.Count == 0 ? " (no arguments)" : " " + string.Join(", ", arguments.Select(a => a.IsNull ? "NULL" : a.Type.ToString()));
        var signature = string.Join(", ", routine.Arguments.Select(a => a.Type?.ToString() ?? "ANY TYPE"));
        var complaint = arguments.Count != routine.Arguments.Count
            ? $"Signature requires exactly {routine.Arguments.Count} argument{(routine.Arguments.Count == 1 ? "" : "s")}, found {arguments.Count} argument{(arguments.Count == 1 ? "" : "s")}"
            : routine.Arguments.Zip(arguments).Select((pair, i) => (pair.First.Type, pair.Second, i)).Where(a => a.Type is not null && !CanBecome(a.Second, a.Type))
                .Select(a => $"Argument {a.i + 1}: Unable to coerce type {a.Second.Type} to expected type {a.Type}").FirstOrDefault();
        return Fail(node, $"No matching signature for function {name}\n  Argument types:{types}\n  Signature: {routine.Name.Routine}({signature})\n    {complaint}");
    }

    /// <summary>NULL where the body fails; errors of the arguments stay errors.</summary>
    Typed SafelyInlined(FunctionCall node, RoutineEntry routine, List<Typed> arguments)
    {
        var plain = Inline(node, routine, arguments);
        if (plain.Sql.Contains("SELECT", StringComparison.Ordinal)) throw Unsupported(node, $"SAFE with {routine.Name.Routine}, whose body holds a query");
        return new(plain.Type, Safely(arguments, inner => Inline(node, routine, [.. inner]).Sql));
    }

    /// <summary>
    /// The body in place of the call. An argument that costs something and is used more than once is computed once: in a lambda's row, or in a
    /// derived table where the body holds a subquery.
    /// </summary>
    Typed Inline(FunctionCall node, RoutineEntry routine, List<Typed> arguments)
    {
        var row = Session.NextAlias("f");
        var tokens = arguments.Select((_, i) => $"{row}.a{i}").ToList();
        var named = arguments.Select((a, i) => a.IsSimple ? a with { Parts = null, Literal = null } : Typed.Simple(a.Type, tokens[i])).ToList();
        var isRandom = arguments.Exists(a => IsVolatile(a.Sql));
        var body = Session.WithLets(isRandom, () => BindBody(routine, named));
        if (isRandom && _scope.From.Sql.Length > 0 && body.Sql.Contains("SELECT", StringComparison.Ordinal)) throw Unsupported(node, $"a random argument of {routine.Name.Routine}, whose body holds a query");
        var sql = body.Sql;
        for (var i = arguments.Count - 1; i >= 0; i--)
        {
            if (!arguments[i].IsSimple && Occurrences(sql, tokens[i]) <= 1) sql = Replace(sql, tokens[i], arguments[i].Sql);
        }
        var kept = Enumerable.Range(0, arguments.Count).Where(i => !arguments[i].IsSimple && Occurrences(sql, tokens[i]) > 0).ToList();
        return kept.Count == 0 ? body with { Sql = sql, IsSimple = false, Literal = null, Parts = null } : new(body.Type, Once(sql, row, kept, arguments));
    }

    static string Once(string body, string row, List<int> kept, List<Typed> arguments) => body.Contains("SELECT", StringComparison.Ordinal)
        ? $"(SELECT {body} FROM (SELECT {string.Join(", ", kept.Select(i => $"{arguments[i].Sql} AS a{i}"))}) AS {row})"
        : $"list_transform([struct_pack({string.Join(", ", kept.Select(i => $"a{i} := {arguments[i].Sql}"))})], lambda {row}: {body})[1]";

    static int Occurrences(string sql, string token)
    {
        var count = 0;
        for (var at = Next(sql, token, 0); at >= 0; at = Next(sql, token, at + token.Length)) count++;
        return count;
    }

    /// <summary>The token as a whole: `f1.a1` is not in `f1.a10`.</summary>
    static int Next(string sql, string token, int from)
    {
        for (var at = sql.IndexOf(token, from, StringComparison.Ordinal); at >= 0; at = sql.IndexOf(token, at + 1, StringComparison.Ordinal))
        {
            if (at + token.Length == sql.Length || !char.IsAsciiDigit(sql[at + token.Length])) return at;
        }
        return -1;
    }

    static string Replace(string sql, string token, string value)
    {
        var at = Next(sql, token, 0);
        return at < 0 ? sql : sql[..at] + value + sql[(at + token.Length)..];
    }

    Typed BindBody(RoutineEntry routine, IReadOnlyList<Typed> arguments)
    {
        var binder = ForRoutine(routine, arguments);
        var expression = Parser.ParseExpression(routine.Body);
        var body = binder.Bind(expression);
        if (routine.ReturnType is not { } type) return body;
        return binder.Coerce(body, type, expression)
            ?? throw BigQueryException.InvalidQuery($"Function declared to return {type} but the function body produces incompatible type {body.Type}");
    }

    Binder ForRoutine(RoutineEntry routine, IReadOnlyList<Typed> arguments)
    {
        var named = new Dictionary<string, Typed>(StringComparer.OrdinalIgnoreCase);
        foreach (var (argument, value) in routine.Arguments.Zip(arguments)) named[argument.Name ?? ""] = value;
        return new Binder(Session, new SourceText(routine.Body), routine.DefaultDataset ?? DefaultDataset, named) { AsOf = AsOf };
    }

    BoundFrom TableFunction(TableFunctionItem node)
    {
        var routine = node.Function.Names.Count == 1 ? Context.Catalog.FindTempRoutine(node.Function.Last.Name) ?? FindRoutine(node.Function) : FindRoutine(node.Function);
        if (routine is null && node.Function.Last.Is("RANGE_SESSIONIZE")) return Sessionized(node);
        if (routine is null && UnsupportedFunctions.IsTable(node.Function.ToString())) throw Unsupported(node, $"table function {node.Function.ToString().ToUpperInvariant()}");
        if (routine is not { Kind: RoutineKind.TableFunction }) throw Fail(node, $"Table-valued function not found: {node.Function}");
        if (node.Input is not null) node = WithPipedInput(node, routine);
        if (node.Arguments.Count != routine.Arguments.Count)
            throw Fail(node, $"No matching signature for table valued function {node.Function}\n  Signature requires exactly {routine.Arguments.Count} arguments, found {node.Arguments.Count} arguments");
        Session.NoteRoutine(routine.Name);
        var bound = Session.Nested($"table function {routine.Name.Routine}", () => Expand(node, routine));
        return Derived($"({bound.Sql})", Declared(bound, routine), bound.IsValueTable, node.Alias?.Name ?? node.Function.Last.Name);
    }

    static IReadOnlyList<BoundOutput> Declared(BoundQuery bound, RoutineEntry routine) =>
        routine.ReturnColumns is { } columns && columns.Count == bound.Columns.Count
            ? [.. bound.Columns.Select((c, i) => c with { Name = columns[i].Name })]
            : bound.Columns;

    BoundQuery Expand(TableFunctionItem node, RoutineEntry routine)
    {
        var values = node.Arguments.Select((a, i) => a is TableArgument or TableCallArgument or PipedArgument || routine.Arguments[i].TableColumns is not null ? Typed.UntypedNull : ScalarArgument(a, routine.Arguments[i])).ToList();
        var binder = ForRoutine(routine, values);
        for (var i = 0; i < node.Arguments.Count; i++)
        {
            if (TableIn(node.Arguments[i], routine.Arguments[i]) is { } table) binder._scope.Queries[routine.Arguments[i].Name!] = TableValue(table, node.Arguments[i], routine.Arguments[i]);
        }
        var query = binder.BindQuery(Session.Prunable(Parser.ParseQuery(routine.Body)));
        return routine.ReturnColumns is { } columns && columns.Count == query.Columns.Count
            ? binder.Retyped(query, [.. columns.Select(c => c.Type.Plain)], Parser.ParseQuery(routine.Body))
            : query;
    }

    Typed ScalarArgument(Expression node, RoutineArgument argument)
    {
        var value = Bind(node);
        if (argument.Type is not { } type) return value;
        return (Coerce(value, type, node) ?? throw Fail(node, $"Invalid argument type: unable to coerce type {value.Type} to expected type {type}")) with { Literal = null, Parts = null };
    }

    /// <summary>The call with the pipe's table where the function takes its first table.</summary>
    TableFunctionItem WithPipedInput(TableFunctionItem node, RoutineEntry routine)
    {
        var at = Enumerable.Range(0, routine.Arguments.Count).Cast<int?>().FirstOrDefault(i => routine.Arguments[i!.Value].TableColumns is not null)
            ?? throw Fail(node, $"Table-valued function {node.Function} takes no table, so it cannot be called in a pipe");
        var arguments = node.Arguments.ToList();
        arguments.Insert(Math.Min(at, arguments.Count), new PipedArgument { Span = node.Span });
        return node with { Arguments = arguments.ToValueList() };
    }

    BoundFrom? TableIn(Expression argument, RoutineArgument parameter) => argument switch
    {
        TableCallArgument call => TableFunction(call.Call),
        ScalarSubquery subquery when parameter.TableColumns is not null => Derived(Subquery(subquery.Query), null),
        TableArgument table => Table(new TableReference(table.Table, null) { Span = table.Span }),
        PipedArgument => _scope.PipeInput,
        _ when parameter.TableColumns is not null => throw Fail(argument, $"Table-valued function argument {parameter.Name} must be a table"),
        _ => null,
    };

    NamedQuery TableValue(BoundFrom from, Expression node, RoutineArgument argument)
    {
        var query = Starred(from);
        if (argument.TableColumns is { } declared)
        {
            foreach (var column in declared)
            {
                if (!query.Columns.Any(c => column.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase)))
                    throw Fail(node, $"Required column \"{column.Name}\" not found in table passed as argument {argument.Name}");
            }
        }
        return new(argument.Name!, $"({query.Sql})", query.Columns, false);
    }

    /// <summary>All columns of a FROM clause as a query.</summary>
    static BoundQuery Starred(BoundFrom from)
    {
        var outputs = new OutputNames();
        var columns = from.Columns.Where(c => !c.Hidden).Select(c => (Column: c, Output: outputs.Add(c.Name, c.Value.Type))).ToList();
        return new($"SELECT {string.Join(", ", columns.Select(c => $"{c.Column.Read().Sql} AS {DuckTypes.Quote(c.Output.Physical)}"))} FROM {from.Sql}", [.. columns.Select(c => c.Output)]);
    }
}
