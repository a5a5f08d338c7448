using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>CREATE FUNCTION, TABLE FUNCTION and PROCEDURE. SQL bodies of functions are checked; a procedure's when it runs.</summary>
internal sealed class CreateRoutineExecutor(StatementContext context)
{
    public Task<QueryOutcome> FunctionAsync(CreateFunction create)
    {
        if (create.Remote) throw BigQueryException.Unimplemented("Remote functions");
        if (create.Connection is not null) throw BigQueryException.Unimplemented("CREATE FUNCTION WITH CONNECTION");
        if (create.Body is not null) context.Describer.FunctionResult(create);
        var language = create.Language?.Name.ToUpperInvariant() ?? "SQL";
        var entry = Entry(create, create.Parameters, create.Aggregate ? RoutineKind.AggregateFunction : RoutineKind.ScalarFunction, language) with
        {
            ReturnType = create.Returns is null ? null : context.Translator.Type(create.Returns),
            Body = create.Body is not null ? context.TextOf(create.Body) : Code(create.Code),
            DeterminismLevel = create.Deterministic switch { true => "DETERMINISTIC", false => "NOT_DETERMINISTIC", null => null },
        };
        return create.Temporary ? Task.FromResult(Temporary(create, entry)) : PutAsync(create, "CREATE_FUNCTION", entry);
    }

    public Task<QueryOutcome> TableFunctionAsync(CreateTableFunction create)
    {
        context.Describer.TableFunctionResult(create);
        return PutAsync(create, "CREATE_TABLE_FUNCTION", Entry(create, create.Parameters, RoutineKind.TableFunction) with
        {
            ReturnColumns = create.Returns is { } declared ? Declared(declared) : null,
            Body = context.TextOf(create.Query),
        });
    }

    public Task<QueryOutcome> ProcedureAsync(CreateProcedure create)
    {
        if (create.Body is not { } body) throw BigQueryException.Unimplemented($"Procedures in {create.Language?.Name}");
        return PutAsync(create, "CREATE_PROCEDURE", Entry(create, create.Parameters, RoutineKind.Procedure) with { Body = context.TextOf(body) });
    }

    RoutineEntry Entry(CreateStatement create, IReadOnlyList<RoutineParameter> parameters, RoutineKind kind, string language = "SQL")
    {
        if (parameters.FirstOrDefault(p => p.Default is not null) is { } optional) throw BigQueryException.Unimplemented($"DEFAULT of parameter {optional.Name.Name}");
        var entry = new RoutineEntry
        {
            Name = NameOf(create, kind),
            Kind = kind,
            Language = language,
            Arguments = [.. parameters.Select(Argument)],
            DefaultDataset = context.Scope.DefaultDataset,
        };
        return new OptionReader(context).Apply(entry, create.Options);
    }

    RoutineName NameOf(CreateStatement create, RoutineKind kind) => create is CreateFunction { Temporary: true }
        ? new RoutineName(context.Job.Request.Project, context.Job.Session.Temp.DatasetId, create.Name.Last.Name)
        : context.Names.Routine(create.Name, kind == RoutineKind.Procedure ? "Procedure" : "Function");

    RoutineArgument Argument(RoutineParameter parameter) => parameter.Type switch
    {
        TemplatedType => new RoutineArgument(parameter.Name.Name, null, ModeOf(parameter)) { IsAggregate = !parameter.NotAggregate },
        TableType table => new RoutineArgument(parameter.Name.Name, null, ArgumentMode.In, Declared(table)),
        var type => new RoutineArgument(parameter.Name.Name, context.Translator.Type(type), ModeOf(parameter)) { IsAggregate = !parameter.NotAggregate },
    };

    List<ColumnEntry> Declared(TableType table) => [.. table.Columns.Select(c => ColumnsOf.Column(c.Name!.Name, context.Translator.Type(c.Type)))];

    static ArgumentMode ModeOf(RoutineParameter parameter) => parameter.Mode switch
    {
        ParameterMode.Out => ArgumentMode.Out,
        ParameterMode.InOut => ArgumentMode.InOut,
        _ => ArgumentMode.In,
    };

    static string Code(Expression? code) => code is StringLiteral literal ? literal.Value : "";

    QueryOutcome Temporary(CreateFunction create, RoutineEntry entry)
    {
        var temp = context.Job.Session.Temp;
        var operation = DdlExecutor.Operation(create, temp.Routine(entry.Name.Routine) is not null, $"Routine {create.Name}");
        if (operation != "SKIP") temp.Put(entry with { IsTemporary = true });
        var outcome = DdlExecutor.Outcome("CREATE_FUNCTION", entry.Name);
        return outcome with { Ddl = outcome.Ddl! with { Operation = operation } };
    }

    Task<QueryOutcome> PutAsync(CreateStatement create, string type, RoutineEntry entry)
    {
        var name = entry.Name;
        if (context.Catalog.FindDataset(name.Parent) is null) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome(type, name), commit =>
        {
            var operation = DdlExecutor.Operation(create, commit.Before.Routines.ContainsKey(name), $"Routine {name}");
            if (operation != "SKIP") commit.Put(Storage.Stamp.Created(entry, commit.At));
            return operation;
        });
    }
}
