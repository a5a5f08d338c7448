using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>DECLARE and SET, and the value of expressions in a script.</summary>
internal sealed class ScriptVariables(JobContext job)
{
    /// <summary>The dataset of unqualified names, which a script can set.</summary>
    public DatasetName? DefaultDataset(StatementScope scope) => job.Session.System.Dataset(scope.DefaultDataset, job.Request.Project);

    public void Declare(Declare statement, StatementScope scope)
    {
        var context = Context(scope);
        var declared = statement.Type is null ? null : context.Translator.Type(statement.Type);
        foreach (var name in statement.Names)
        {
            if (scope.Variables.Declares(name.Name)) throw Redeclared(name, scope);
            var value = ValueOf(statement, declared, name.Name, context);
            var variable = scope.Variables.Declare(name.Name, declared ?? value.Type);
            Assign(variable, value.Sql);
        }
    }

    public void Set(SetVariable statement, StatementScope scope)
    {
        var variable = Find(statement.Name, scope);
        Assign(variable, Context(scope).Translator.Assignment(statement.Value, variable.Type, variable.Name).Sql);
    }

    /// <summary>All values are computed before the first is assigned.</summary>
    public void Set(SetVariables statement, StatementScope scope)
    {
        var targets = statement.Names.Select(n => Find(n, scope)).ToList();
        var values = Tuple(statement.Value, targets, Context(scope));
        var names = values.Select(_ => "t_" + Guid.NewGuid().ToString("N")).ToList();
        foreach (var (name, sql) in names.Zip(values)) Run($"SET VARIABLE {name} = ({sql})");
        foreach (var (target, name) in targets.Zip(names)) Assign(target, $"CAST(getvariable('{name}') AS {target.Type.DuckType})");
        foreach (var name in names) Run($"RESET VARIABLE {name}");
    }

    public void Set(SetSystemVariable statement, StatementScope scope)
    {
        var name = string.Join('.', statement.Variable.Names.Select(n => n.Name));
        if (job.Session.System.Find(name) is null) throw BigQueryException.InvalidQuery($"Unrecognized name: @@{name}");
        if (SystemVariables.Undone.Contains(name)) throw BigQueryException.Unimplemented($"SET @@{name}");
        if (!SystemVariables.Settable.Contains(name)) throw BigQueryException.InvalidQuery($"Cannot assign to read-only system variable @@{name}");
        var value = Text(statement.Value, scope);
        job.Choose(name.ToLowerInvariant(), value);
    }

    /// <summary>Whether a condition holds; NULL does not.</summary>
    public bool IsTrue(Expression condition, StatementScope scope)
    {
        var sql = Context(scope).Translator.Assignment(condition, SqlType.Bool, "condition").Sql;
        return JobContext.Explained(() => job.Connection.Scalar($"SELECT {sql}", job.Token)) is true;
    }

    public string? Text(Expression expression, StatementScope scope)
    {
        var sql = Context(scope).Translator.Assignment(expression, SqlType.String, "value").Sql;
        return (string?)JobContext.Explained(() => job.Connection.Scalar($"SELECT {sql}", job.Token));
    }

    public static ScriptVariable Find(Identifier name, StatementScope scope) => scope.Variables.Find(name.Name)
        ?? throw Unknown(name, scope);

    public void Assign(ScriptVariable variable, string sql) => Run(variable.Assign(sql));

    public StatementContext Context(StatementScope scope) => new(job, scope, job.Request.JobId);

    static TranslatedExpression ValueOf(Declare statement, SqlType? declared, string name, StatementContext context) => (statement.Default, declared) switch
    {
        (null, { } type) => new(type, $"CAST(NULL AS {type.DuckType})", References.None),
        ({ } value, { } type) => context.Translator.Assignment(value, type, name),
        ({ } value, null) => context.Translator.Expression(value),
        _ => throw BigQueryException.InvalidQuery($"Variable {name} needs a type or a default value"),
    };

    static List<string> Tuple(Expression value, IReadOnlyList<ScriptVariable> targets, StatementContext context) => value switch
    {
        StructConstructor { Type: null } tuple => OfTuple(tuple, targets, context),
        ScalarSubquery subquery => OfQuery(subquery, targets, context),
        _ => OfStruct(context.Translator.Expression(value), targets),
    };

    static List<string> OfTuple(StructConstructor tuple, IReadOnlyList<ScriptVariable> targets, StatementContext context)
    {
        CheckCount(tuple.Arguments.Count, targets.Count);
        return [.. tuple.Arguments.Zip(targets, (argument, target) => context.Translator.Assignment(argument.Value, target.Type, target.Name).Sql)];
    }

    static List<string> OfQuery(ScalarSubquery subquery, IReadOnlyList<ScriptVariable> targets, StatementContext context)
    {
        if (subquery.Query.Body is Select { As: SelectAs.Struct }) return OfStruct(context.Translator.Expression(subquery), targets);
        var query = context.Translator.Query(subquery.Query);
        CheckCount(query.Columns.Count, targets.Count);
        return [.. query.Columns.Zip(targets, (column, target) =>
            $"SELECT {Casts.Between(column.Type, target.Type, SqlText.Quote(column.Physical))} FROM ({query.Sql}) AS q")];
    }

    static List<string> OfStruct(TranslatedExpression value, IReadOnlyList<ScriptVariable> targets)
    {
        CheckCount(value.Type.Fields.Count, targets.Count);
        return [.. targets.Select((target, i) =>
            Casts.Between(value.Type.Fields[i].Type, target.Type, $"struct_extract({value.Sql}, {SqlText.Literal(value.Type.PhysicalFieldNames[i])})"))];
    }

    static void CheckCount(int values, int targets)
    {
        if (values != targets)
            throw BigQueryException.InvalidQuery(FormattableString.Invariant($"The number of variables ({targets}) does not match the number of values ({values})"));
    }

    void Run(string sql) => JobContext.Explained(() => job.Connection.Execute(sql, job.Token));

    static BigQueryException Redeclared(Identifier name, StatementScope scope)
    {
        var (line, column) = scope.Source.PositionOf(name);
        return BigQueryException.InvalidQuery($"Variable '{name.Name}' redeclaration", line, column);
    }

    static BigQueryException Unknown(Identifier name, StatementScope scope)
    {
        var (line, column) = scope.Source.PositionOf(name);
        return BigQueryException.InvalidQuery($"Undeclared variable: {name.Name}", line, column);
    }
}
