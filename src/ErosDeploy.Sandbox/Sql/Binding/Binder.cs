using System.Runtime.CompilerServices;
using ErosDeploy.GoogleSql;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>
/// Resolves names and types of one text (a statement, a view's query, a function's body) and writes DuckDB SQL. Parts by concept: Literals,
/// Paths, Operators, Conditions, Constructors, Subqueries, Casts, Calls, From, Select, Queries.
/// </summary>
internal sealed partial class Binder(BindingSession session, SourceText source, DatasetName? defaultDataset, Dictionary<string, Typed>? arguments = null)
{
    internal BindingSession Session { get; } = session;

    internal TranslationContext Context => Session.Context;

    /// <summary>The view whose rights this text runs with; null for the statement itself.</summary>
    internal TableEntry? Owner { get; init; }

    /// <summary>The instant at which a view is read, and so all that its query names.</summary>
    internal DateTimeOffset? AsOf { get; init; }

    DatasetName? DefaultDataset { get; } = defaultDataset;

    Scope _scope = new(null) { Arguments = arguments };

    internal Scope Scope => _scope;

    internal BigQueryException Fail(Node node, string message)
    {
        var (line, column) = source.PositionOf(node);
        return BigQueryException.InvalidQuery(message, line, column);
    }

    // what parses may still be too high for a thread's stack
    void RequireStack(Node node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Fail(node, "Query is nested too deeply");
    }

    internal BigQueryException Unsupported(Node node, string what) => Fail(node, $"Unimplemented: {what}");

    /// <summary>Binds within another scope and comes back.</summary>
    internal T In<T>(Scope scope, Func<T> bind)
    {
        var before = _scope;
        _scope = scope;
        try { return bind(); }
        finally { _scope = before; }
    }

    /// <summary>Binds a lambda's body, whose parameters hide other names.</summary>
    internal Typed WithArguments(Dictionary<string, Typed> arguments, Expression body) => In(new Scope(_scope) { Arguments = arguments, Grouping = _scope.Grouping }, () => Bind(body));

    internal SqlType TypeOf(TypeNode node) => TypeText.FromNode(node) ?? throw Fail(node, node switch
    {
        SimpleType simple when TypeText.FromName(simple.Name.ToString()) is null => $"Type not found: {simple.Name}",
        SimpleType simple when TypeText.Misparameterized(simple, TypeText.FromName(simple.Name.ToString())!) is { } wrong => wrong,
        TemplatedType templated => $"Type not found: ANY {templated.Kind}",
        _ => $"Invalid type parameters: {source.TextOf(node)}",
    });

    /// <summary>Binds an expression; grouping keys are recognised here.</summary>
    internal Typed Bind(Expression node)
    {
        RequireStack(node);
        var grouping = _scope.Grouping;
        var mark = grouping?.Mark ?? 0;
        var typed = BindCore(node);
        grouping?.TakeBackIfKey(typed.Sql, mark);
        return typed;
    }

    /// <summary>Binds and coerces; <paramref name="what"/> begins the message when that cannot be done.</summary>
    internal Typed BindAs(Expression node, SqlType type, string what)
    {
        var typed = Bind(node);
        return Coerce(typed, type, node) ?? throw Fail(node, $"{what} should return type {type}, but returns {typed.Type}");
    }

    Typed BindCore(Expression node) => node switch
    {
        Literal literal => Constant(literal),
        IntervalExpression interval => Interval(interval),
        PathExpression path => Path(path),
        NamedParameter parameter => Parameter(parameter),
        PositionalParameter parameter => Parameter(parameter),
        SystemVariable variable => SystemValue(variable),
        FieldAccess access => Field(Bind(access.Operand), access.Field),
        SubscriptExpression subscript => Subscript(subscript),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        AndExpression and => Junction(and.Operands, "AND"),
        OrExpression or => Junction(or.Operands, "OR"),
        IsExpression test => Is(test),
        DistinctFromExpression distinct => DistinctFrom(distinct),
        BetweenExpression between => Between(between),
        LikeExpression like => Like(like),
        QuantifiedLikeExpression like => QuantifiedLike(like),
        InExpression within => Within(within),
        CaseExpression choice => Case(choice),
        CastExpression cast => Cast(cast),
        ExtractExpression extract => Extract(extract),
        ScalarSubquery subquery => Scalar(subquery),
        ArraySubquery subquery => ArrayOf(subquery),
        ExistsSubquery subquery => Exists(subquery),
        ArrayConstructor array => Array(array),
        StructConstructor structure => Struct(structure),
        WithExpression with => With(with),
        FunctionCall call => Call(call),
        _ => throw Unsupported(node, $"expression {node.GetType().Name}"),
    };
}
