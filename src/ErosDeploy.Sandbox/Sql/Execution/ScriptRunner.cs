using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Execution;

internal enum FlowKind
{
    Next,
    Break,
    Continue,
    Return,
}

/// <summary>Where a script goes on after a statement; Label null = the innermost loop.</summary>
internal readonly record struct Flow(FlowKind Kind, string? Label = null)
{
    public static Flow Next => default;

    /// <summary>Whether this leaves or continues the loop or block of the label.</summary>
    public bool Means(FlowKind kind, Identifier? label) => Kind == kind && (Label is null || label?.Is(Label) == true);
}

/// <summary>Runs the statements of a script: control flow here, all else through <see cref="ScriptStatements"/>.</summary>
internal sealed class ScriptRunner
{
    const int DeepestCall = 50;

    readonly JobContext _job;
    readonly ScriptStatements _statements;
    readonly ScriptVariables _variables;
    readonly Stack<ScriptError> _errors = new();
    int _calls;

    public ScriptRunner(JobContext job)
    {
        _job = job;
        _variables = new ScriptVariables(job);
        _statements = new ScriptStatements(job, _variables);
    }

    public async Task<QueryOutcome> RunAsync(IReadOnlyList<Statement> statements, StatementScope scope)
    {
        try
        {
            await BlockAsync(statements, scope);
            return _statements.Outcome;
        }
        catch (ScriptFailure failure)
        {
            throw failure.ToJobError();
        }
    }

    async Task<Flow> BlockAsync(IReadOnlyList<Statement> statements, StatementScope scope)
    {
        foreach (var statement in statements)
        {
            _job.Token.ThrowIfCancellationRequested();
            var flow = await GuardedAsync(statement, scope with { DefaultDataset = _variables.DefaultDataset(scope) });
            if (flow.Kind != FlowKind.Next) return flow;
        }
        return Flow.Next;
    }

    // gives every error the place of the innermost statement that failed
    async Task<Flow> GuardedAsync(Statement statement, StatementScope scope)
    {
        try
        {
            return await StepAsync(statement, scope);
        }
        catch (BigQueryException e)
        {
            throw ScriptFailure.At(e, scope, statement);
        }
        catch (SqlSyntaxException e)
        {
            throw ScriptFailure.At(BigQueryException.InvalidQuery(e.MessageWithPosition), scope, statement);
        }
    }

    async Task<Flow> StepAsync(Statement statement, StatementScope scope)
    {
        switch (statement)
        {
            case If choice: return await IfAsync(choice, scope);
            case CaseStatement choice: return await CaseAsync(choice, scope);
            case BeginBlock block: return await BeginAsync(block, scope);
            case Loop loop: return await LoopAsync(loop, loop.Statements, scope, () => true, () => false);
            case While loop: return await LoopAsync(loop, loop.Statements, scope, () => _variables.IsTrue(loop.Condition, scope), () => false);
            case Repeat loop: return await LoopAsync(loop, loop.Statements, scope, () => true, () => _variables.IsTrue(loop.Until, scope));
            case ForIn loop: return await ForAsync(loop, scope);
            case Break exit: return new Flow(FlowKind.Break, exit.Label?.Name);
            case Continue next: return new Flow(FlowKind.Continue, next.Label?.Name);
            case Return: return new Flow(FlowKind.Return);
            case Raise raise: throw Raised(raise, scope);
            case Call call: await CallAsync(call, scope); return Flow.Next;
            case ExecuteImmediate dynamic: await DynamicAsync(dynamic, scope); return Flow.Next;
            default: await _statements.RunAsync(statement, scope); return Flow.Next;
        }
    }

    async Task<Flow> IfAsync(If choice, StatementScope scope)
    {
        foreach (var branch in choice.Branches)
        {
            if (_variables.IsTrue(branch.Condition, scope)) return await BlockAsync(branch.Statements, scope);
        }
        return choice.Else is null ? Flow.Next : await BlockAsync(choice.Else, scope);
    }

    async Task<Flow> CaseAsync(CaseStatement choice, StatementScope scope)
    {
        foreach (var branch in choice.Branches)
        {
            var condition = choice.Operand is null
                ? branch.Condition
                : new BinaryExpression(BinaryOperator.Equal, choice.Operand, branch.Condition) { Span = branch.Condition.Span };
            if (_variables.IsTrue(condition, scope)) return await BlockAsync(branch.Statements, scope);
        }
        return choice.Else is null ? Flow.Next : await BlockAsync(choice.Else, scope);
    }

    async Task<Flow> LoopAsync(
        LabelledStatement loop, IReadOnlyList<Statement> body, StatementScope scope, Func<bool> enter, Func<bool> done)
    {
        while (enter())
        {
            _job.Token.ThrowIfCancellationRequested();
            var flow = await BlockAsync(body, scope);
            if (flow.Means(FlowKind.Break, loop.Label)) break;
            if (flow.Kind != FlowKind.Next && !flow.Means(FlowKind.Continue, loop.Label)) return flow;
            if (done()) break;
        }
        return Flow.Next;
    }

    async Task<Flow> ForAsync(ForIn loop, StatementScope scope)
    {
        using var rows = _statements.OpenCursor(loop, scope);
        var inner = scope with { Variables = rows.Frame };
        return await LoopAsync(loop, loop.Statements, inner, rows.Next, () => false);
    }

    async Task<Flow> BeginAsync(BeginBlock block, StatementScope scope)
    {
        var inner = scope with { Variables = new VariableFrame(scope.Variables) };
        try
        {
            return LeaveBlock(block, await BlockAsync(block.Statements, inner));
        }
        catch (ScriptFailure failure) when (block.Handler is not null && !_job.Token.IsCancellationRequested)
        {
            return LeaveBlock(block, await HandleAsync(block.Handler, failure, scope));
        }
    }

    // a labelled block can be left by name, an unlabelled BREAK goes to the loop around it
    static Flow LeaveBlock(BeginBlock block, Flow flow) =>
        flow is { Kind: FlowKind.Break, Label: { } label } && block.Label?.Is(label) == true ? Flow.Next : flow;

    async Task<Flow> HandleAsync(IReadOnlyList<Statement> handler, ScriptFailure failure, StatementScope scope)
    {
        _errors.Push(failure.Error);
        _job.Session.System.SetError(failure.Error);
        try
        {
            return await BlockAsync(handler, scope with { Variables = new VariableFrame(scope.Variables) });
        }
        finally
        {
            _errors.Pop();
            _job.Session.System.SetError(_errors.TryPeek(out var outer) ? outer : null);
        }
    }

    Exception Raised(Raise raise, StatementScope scope)
    {
        if (raise.Message is { } message) return ScriptFailure.Raised(_variables.Text(message, scope) ?? "NULL", scope, raise);
        return _errors.TryPeek(out var error)
            ? new ScriptFailure(error, "invalidQuery", "query")
            : BigQueryException.InvalidQuery("Cannot re-raise an existing exception outside of an exception handler");
    }

    async Task CallAsync(Call call, StatementScope scope)
    {
        if (await SystemProcedures.TryRunAsync(call, scope, _job, _variables)) return;
        if (_calls >= DeepestCall) throw BigQueryException.InvalidQuery("Out of stack space due to too many nested procedure calls");
        _calls++;
        try
        {
            var frame = _statements.EnterProcedure(call, scope);
            await BlockAsync([frame.Body], frame.Scope);
            frame.ReturnArguments();
        }
        catch (ScriptFailure failure)
        {
            throw failure.CalledFrom(scope.PositionOf(call));
        }
        finally
        {
            _calls--;
        }
    }

    async Task DynamicAsync(ExecuteImmediate dynamic, StatementScope scope)
    {
        var (statement, inner) = _statements.Dynamic(dynamic, scope);
        if (dynamic.Into.Count > 0) _statements.RunInto(statement, inner, dynamic.Into, scope);
        else await StepAsync(statement, inner);
    }
}
