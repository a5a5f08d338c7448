using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    BoundQuery Subquery(Query query) => In(new Scope(_scope) { Kind = ScopeKind.Expression }, () => BindQuery(query));

    Typed Scalar(ScalarSubquery node)
    {
        if (Session.PrefersLets && IsOneRow(node.Query)) return Let(node.Query);
        var bound = Subquery(node.Query);
        if (bound.Columns.Count != 1) throw Fail(node, "Scalar subquery cannot have more than one column unless using SELECT AS STRUCT to build STRUCT values");
        return new(bound.Columns[0].Type, $"({bound.Sql})");
    }

    Typed ArrayOf(ArraySubquery node)
    {
        var bound = Subquery(node.Query);
        if (bound.Columns.Count != 1) throw Fail(node, "ARRAY subquery cannot have more than one column unless using SELECT AS STRUCT to build STRUCT values");
        if (bound.Columns[0].Type.IsArray) throw Fail(node, $"Cannot use array subquery with column of type {bound.Columns[0].Type} because nested arrays are not supported");
        return new(SqlType.Array(bound.Columns[0].Type), $"ARRAY({bound.Sql})");
    }

    Typed Exists(ExistsSubquery node) => new(SqlType.Bool, $"EXISTS ({Subquery(node.Query).Sql})");
}
