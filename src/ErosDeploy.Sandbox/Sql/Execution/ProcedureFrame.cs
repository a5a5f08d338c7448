using System.Globalization;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A call of a procedure: its body, the scope with its arguments, and what goes back to the caller.</summary>
internal sealed class ProcedureFrame
{
    readonly ScriptVariables _variables;
    readonly List<(ScriptVariable Inner, ScriptVariable Outer)> _returned = [];

    ProcedureFrame(BeginBlock body, StatementScope scope, ScriptVariables variables) => (Body, Scope, _variables) = (body, scope, variables);

    public BeginBlock Body { get; }

    public StatementScope Scope { get; }

    public static ProcedureFrame Enter(Call call, StatementScope scope, JobContext job, ScriptVariables variables)
    {
        var procedure = Find(call, scope, job);
        if (call.Arguments.Count != procedure.Arguments.Count) throw WrongCount(call, procedure);
        var body = (BeginBlock)Parser.ParseStatement(procedure.Body);
        var inner = new StatementScope(new SourceText(procedure.Body), new VariableFrame(null), [])
        {
            Procedure = procedure,
            DefaultDataset = procedure.DefaultDataset,
        };
        var frame = new ProcedureFrame(body, inner, variables);
        foreach (var (argument, value) in procedure.Arguments.Zip(call.Arguments)) frame.Pass(argument, value, scope);
        return frame;
    }

    /// <summary>Copies OUT and INOUT arguments to the caller's variables.</summary>
    public void ReturnArguments()
    {
        foreach (var (inner, outer) in _returned) _variables.Assign(outer, Binding.Casts.Between(inner.Type, outer.Type, inner.Sql));
    }

    void Pass(RoutineArgument argument, Expression value, StatementScope caller)
    {
        var translator = _variables.Context(caller).Translator;
        var given = argument.Mode == ArgumentMode.Out
            ? null
            : argument.Type is { } type ? translator.Assignment(value, type, argument.Name!) : translator.Expression(value);
        var inner = Scope.Variables.Declare(argument.Name!, argument.Type ?? given!.Type);
        _variables.Assign(inner, given?.Sql ?? $"CAST(NULL AS {inner.Type.DuckType})");
        if (argument.Mode != ArgumentMode.In) _returned.Add((inner, Receiver(argument, value, caller)));
    }

    static ScriptVariable Receiver(RoutineArgument argument, Expression value, StatementScope caller) => value is PathExpression { Names: [var name] }
        ? ScriptVariables.Find(name, caller)
        : throw BigQueryException.InvalidQuery($"Procedure argument {argument.Name} is {argument.Mode.ToString().ToUpperInvariant()} and needs a variable");

    static RoutineEntry Find(Call call, StatementScope scope, JobContext job)
    {
        var names = new NameResolver(job.DefaultProject, scope.DefaultDataset, job.Request.Location, job.Session.Temp);
        var name = names.Routine(call.Procedure, "Procedure");
        if (!job.State.Datasets.ContainsKey(name.Parent)) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, job.Request.Location);
        var routine = job.State.Routines.GetValueOrDefault(name);
        if (routine is not { Kind: RoutineKind.Procedure }) throw NotFound(call, scope);
        return routine.Language.Equals("SQL", StringComparison.OrdinalIgnoreCase)
            ? routine
            : throw BigQueryException.Unimplemented($"Procedures in {routine.Language}");
    }

    static BigQueryException NotFound(Call call, StatementScope scope)
    {
        var (line, column) = scope.Source.PositionOf(call.Procedure);
        return BigQueryException.InvalidQuery($"Procedure is not found: {call.Procedure}", line, column);
    }

    static BigQueryException WrongCount(Call call, RoutineEntry procedure) => BigQueryException.InvalidQuery(string.Create(CultureInfo.InvariantCulture,
        $"Procedure {call.Procedure} takes {procedure.Arguments.Count} arguments but was given {call.Arguments.Count}"));
}
