using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Translation;

/// <summary>
/// GoogleSQL syntax to DuckDB SQL for one statement. Every method throws <see cref="BigQueryException"/> in BigQuery's words with the position in
/// the text that the nodes' spans index into.
/// </summary>
internal sealed class Translator(TranslationContext context, SourceText source)
{
    public TranslatedQuery Query(Query query)
    {
        var (binder, session) = Start();
        var bound = binder.BindQuery(query, isOutermost: true);
        if (bound.IsValueTable && bound.Columns is [{ Type.IsStruct: true }]) bound = binder.Expanded(bound);
        return new(bound.Sql, Named(bound), session.Complete());
    }

    /// <summary>An expression over variables and parameters, such as of SET, IF or a default; no columns.</summary>
    public TranslatedExpression Expression(Expression expression)
    {
        var (binder, session) = Start();
        var typed = binder.Bind(expression);
        return new(typed.Type, typed.Sql, session.Complete());
    }

    /// <summary>As above, coerced as on assignment to <paramref name="target"/> ("Value of type STRING cannot be assigned to x, which has type INT64").</summary>
    public TranslatedExpression Assignment(Expression expression, SqlType target, string name) =>
        Assigned(expression, target, type => $"Cannot assign value of type {type} to variable '{name}' of type {target}");

    /// <summary>The value of an entry of OPTIONS, as the type that the option has.</summary>
    public TranslatedExpression Option(OptionEntry option, SqlType type) =>
        Assigned(option.Value, type, given => $"Option {option.Name.Name} value has type {given} which cannot be coerced to expected type {type}");

    TranslatedExpression Assigned(Expression expression, SqlType target, Func<SqlType, string> complaint)
    {
        var (binder, session) = Start();
        var typed = binder.Bind(expression);
        var coerced = binder.Coerce(typed, target, expression) ?? throw binder.Fail(expression, complaint(typed.Type));
        return new(target.Plain, Binder.Limited(coerced.Sql, target), session.Complete());
    }

    /// <summary>An expression over the columns of one table, which the SQL names by their physical names: a partition or filter expression.</summary>
    public TranslatedExpression OverColumns(Expression expression, IReadOnlyList<ColumnEntry> columns)
    {
        var (binder, session) = Start();
        var bound = columns.Select(c => new BoundColumn(c.Name, Typed.Simple(c.Type.Plain, DuckTypes.Quote(c.PhysicalName.Length > 0 ? c.PhysicalName : c.Name)))).ToList();
        binder.Scope.From = new("", [], bound);
        var typed = binder.Bind(expression);
        return new(typed.Type, typed.Sql, session.Complete());
    }

    /// <summary>INSERT, UPDATE, DELETE or MERGE.</summary>
    public TranslatedChange Change(Statement statement)
    {
        var (binder, session) = Start();
        var (kind, target, sql, matchOnce) = binder.Change(statement);
        return new(kind, target, sql, matchOnce, session.Complete());
    }

    /// <summary>Rows of a query (a SELECT under a destination, an append) as an insert into an existing table, by column name.</summary>
    public TranslatedChange Append(Query query, TableEntry target)
    {
        var (binder, session) = Start();
        return new(ChangeKind.Insert, target, binder.Appended(query, target), false, session.Complete());
    }

    /// <summary>The type of a SQL function's result; checks the body. Null when an argument is of ANY TYPE.</summary>
    public SqlType? FunctionResult(CreateFunction function)
    {
        if (function.Body is null || function.Parameters.Any(p => p.Type is TemplatedType)) return function.Returns is { } returns ? Type(returns) : null;
        var (binder, _) = Start(function.Parameters);
        var body = function.Aggregate ? Aggregate(binder, function) : binder.Bind(function.Body);
        if (function.Returns is not { } declared) return body.Type;
        var type = Type(declared);
        return binder.Coerce(body, type, function.Body) is not null ? type
            : throw binder.Fail(function.Body, $"Function declared to return {type} but the function body produces incompatible type {body.Type}");
    }

    static Typed Aggregate(Binder binder, CreateFunction function)
    {
        var grouping = binder.Scope.Grouping = new();
        return binder.BindAggregateBody(function.Body!, [.. function.Parameters.Select(p => new RoutineArgument(p.Name.Name, null) { IsAggregate = !p.NotAggregate })], grouping);
    }

    /// <summary>The columns of a table function's result; checks the query. Null when an argument is of ANY TYPE or ANY TABLE.</summary>
    public IReadOnlyList<OutputColumn>? TableFunctionResult(CreateTableFunction function)
    {
        if (function.Parameters.Any(p => p.Type is TemplatedType)) return null;
        var (binder, _) = Start([.. function.Parameters.Where(p => p.Type is not TableType)]);
        foreach (var parameter in function.Parameters)
        {
            if (parameter.Type is TableType) binder.Scope.Queries[parameter.Name.Name] = TableParameter(parameter);
        }
        return Named(binder.BindQuery(function.Query));
    }

    NamedQuery TableParameter(RoutineParameter parameter)
    {
        var names = new OutputNames();
        var columns = Type(parameter.Type).Fields.Select(f => names.Add(f.Name, f.Type)).ToList();
        return new(parameter.Name.Name, "(SELECT 1)", columns, false);
    }

    /// <summary>A type as written; throws for a name that is no type.</summary>
    public SqlType Type(TypeNode type) => Start().Binder.TypeOf(type);

    /// <summary>The table that a path names; throws as BigQuery does when there is none.</summary>
    public TableEntry Table(ObjectPath path) => Start().Binder.FindTable(path);

    /// <summary>A path as a full table name, by the default project and dataset; nothing need exist.</summary>
    public TableName TableName(ObjectPath path) => Start().Binder.Resolve(path);

    (Binder Binder, BindingSession Session) Start(ValueList<RoutineParameter>? parameters = null)
    {
        var session = new BindingSession(context);
        var binder = new Binder(session, source, context.DefaultDataset);
        if (parameters is null) return (binder, session);
        var arguments = new Dictionary<string, Typed>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parameters) arguments[parameter.Name.Name] = Typed.Simple(binder.TypeOf(parameter.Type).Plain, "NULL");
        return (new Binder(session, source, context.DefaultDataset, arguments), session);
    }

    /// <summary>Columns without a name are called f0_, f1_ ... by their position among themselves.</summary>
    static List<OutputColumn> Named(BoundQuery bound)
    {
        var anonymous = 0;
        return [.. bound.Columns.Select(c => new OutputColumn(c.Name ?? FormattableString.Invariant($"f{anonymous++}_"), c.Type, c.Physical) { Collation = c.Collation })];
    }
}
