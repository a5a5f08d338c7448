using System.Globalization;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>The statements of a script that do something: as child jobs, with their figures summed up.</summary>
internal sealed class ScriptStatements(JobContext job, ScriptVariables variables)
{
    readonly string _prefix = "script_job_" + Guid.NewGuid().ToString("N");
    readonly HashSet<TableName> _tables = [];
    QueryOutcome _total = new() { StatementType = "SCRIPT" };
    int _children;

    /// <summary>The script's own outcome: sums, and the last SELECT's result.</summary>
    public QueryOutcome Outcome => _total with { ChildJobs = _children, ReferencedTables = [.. _tables] };

    public async Task RunAsync(Statement statement, StatementScope scope)
    {
        switch (statement)
        {
            case Declare declare: variables.Declare(declare, scope); break;
            case SetVariable set: variables.Set(set, scope); break;
            case SetVariables set: variables.Set(set, scope); break;
            case SetSystemVariable set: variables.Set(set, scope); break;
            default: await RunChildAsync(statement, scope); break;
        }
    }

    /// <summary>The rows of a FOR loop's query, one after the other in its variable.</summary>
    public ScriptCursor OpenCursor(ForIn loop, StatementScope scope) =>
        new(job, variables.Context(scope).Translator.Query(loop.Query), loop.Variable.Name, scope.Variables);

    /// <summary>The statement that EXECUTE IMMEDIATE runs, and its scope: own text, USING values as parameters.</summary>
    public (Statement Statement, StatementScope Scope) Dynamic(ExecuteImmediate dynamic, StatementScope scope)
    {
        var text = variables.Text(dynamic.Sql, scope) ?? throw BigQueryException.InvalidQuery("SQL text in EXECUTE IMMEDIATE must not be NULL");
        var script = Parser.ParseScript(text);
        if (script.Statements is not [var statement])
            throw BigQueryException.InvalidQuery("EXECUTE IMMEDIATE takes exactly one statement");
        var parameters = dynamic.Using.Select(u => Parameter(u, scope)).ToList();
        return (statement, scope with { Source = new SourceText(text), Parameters = parameters });
    }

    /// <summary>Runs a query for its only row and puts that into variables; NULL when there is none.</summary>
    public void RunInto(Statement statement, StatementScope inner, IReadOnlyList<Identifier> into, StatementScope scope)
    {
        if (statement is not QueryStatement query) throw BigQueryException.InvalidQuery("EXECUTE IMMEDIATE with INTO needs a query");
        var translated = variables.Context(inner).Translator.Query(query.Query);
        if (translated.Columns.Count != into.Count)
            throw BigQueryException.InvalidQuery(string.Create(CultureInfo.InvariantCulture,
                $"EXECUTE IMMEDIATE INTO has {into.Count} variables but the query has {translated.Columns.Count} columns"));
        using var cursor = new ScriptCursor(job, translated, "row", inner.Variables);
        if (cursor.Count > 1) throw BigQueryException.InvalidQuery("EXECUTE IMMEDIATE with INTO needs a query of at most one row");
        foreach (var (name, i) in into.Select((n, i) => (n, i)))
        {
            var variable = ScriptVariables.Find(name, scope);
            variables.Assign(variable, cursor.ValueSql(i, 0, variable.Type));
        }
    }

    public ProcedureFrame EnterProcedure(Call call, StatementScope scope) => ProcedureFrame.Enter(call, scope, job, variables);

    async Task RunChildAsync(Statement statement, StatementScope scope)
    {
        var child = new ChildJob(
            string.Create(CultureInfo.InvariantCulture, $"{_prefix}_{_children++}"), scope.Source.TextOf(statement), "STATEMENT", [Frame(statement, scope)], job.Now) { Labels = job.Session.System.QueryLabels };
        job.Observer.ChildStarted(child);
        job.Session.System.Set("current_job_id", child.JobId);
        try
        {
            var outcome = await StatementExecutor.RunAsync(new StatementContext(job, scope, child.JobId), statement);
            job.Observer.ChildFinished(child, outcome, null, job.Now);
            Add(child, outcome);
        }
        catch (BigQueryException e)
        {
            job.Observer.ChildFinished(child, null, e, job.Now);
            throw;
        }
        catch (OperationCanceledException)
        {
            job.Observer.ChildFinished(child, null, BigQueryException.Stopped(), job.Now);
            throw;
        }
        catch (Exception e)
        {
            job.Observer.ChildFinished(child, null, new BigQueryException("internalError", $"The sandbox failed: {e.GetType().Name}: {e.Message}", null, e), job.Now);
            throw;
        }
        finally
        {
            job.Session.System.Set("current_job_id", job.Request.JobId);
            job.Session.System.Set("last_job_id", child.JobId);
        }
    }

    void Add(ChildJob child, QueryOutcome outcome)
    {
        _tables.UnionWith(outcome.ReferencedTables);
        _total = _total with { BytesProcessed = _total.BytesProcessed + outcome.BytesProcessed, BytesBilled = _total.BytesBilled + outcome.BytesBilled };
        if (outcome.ResultJobId is not null)
            _total = _total with { Columns = outcome.Columns, ResultJobId = child.JobId, ResultRows = outcome.ResultRows };
        var system = job.Session.System;
        if (outcome.Dml is { } dml) system.Set("row_count", dml.Affected);
        system.Set("script.num_child_jobs", _children);
        system.Set("script.bytes_processed", _total.BytesProcessed);
        system.Set("script.bytes_billed", _total.BytesBilled);
    }

    static ScriptFrame Frame(Statement statement, StatementScope scope)
    {
        var (line, column) = scope.Source.PositionOf(statement.Span.Start);
        var (endLine, endColumn) = scope.Source.PositionOf(statement.Span.End);
        return new ScriptFrame(line, column, endLine, endColumn, scope.Source.TextOf(statement), scope.Procedure?.Name.Routine);
    }

    QueryParameter Parameter(ExecuteArgument argument, StatementScope scope)
    {
        var value = variables.Context(scope).Translator.Expression(argument.Value);
        var slot = new VariableFrame(null).Declare("parameter", value.Type);
        variables.Assign(slot, value.Sql);
        return new QueryParameter(argument.Name?.Name, slot.Type, slot.Sql);
    }
}
