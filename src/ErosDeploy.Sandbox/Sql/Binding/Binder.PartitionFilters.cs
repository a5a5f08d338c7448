using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>Tables that require a partition filter: a condition meets that if some part of it reads their partitioning column and no other column.</summary>
internal sealed partial class Binder
{
    /// <summary>Notes what a condition that every row must fulfil says. Costs nothing where no table asks for it.</summary>
    void NoteFilter(Expression? condition, Func<int, bool>? applies = null)
    {
        if (condition is null || !Session.HasUnmetDemands) return;
        Session.Meet(Restricted(condition), applies ?? (_ => true));
    }

    HashSet<PartitionDemand> Restricted(Expression condition) => condition switch
    {
        AndExpression and => [.. and.Operands.SelectMany(Restricted)],
        OrExpression or => or.Operands.Select(Restricted).Aggregate((met, other) => [.. met.Intersect(other)]),
        _ => Watched(condition),
    };

    HashSet<PartitionDemand> Watched(Expression condition)
    {
        var (grouping, mark, before) = (_scope.Grouping, _scope.Grouping?.Mark ?? 0, Session.Watch);
        var watch = Session.Watch = new();
        try
        {
            Bind(condition);
        }
        finally
        {
            Session.Watch = before;
            grouping?.TakeBack(mark);
        }
        return [.. watch.Common];
    }

    /// <summary>Outer joins keep the rows of one side whatever ON says.</summary>
    static Func<int, bool> Restricts(JoinKind kind, int firstOfRight) => kind switch
    {
        JoinKind.Left => demand => demand >= firstOfRight,
        JoinKind.Right => demand => demand < firstOfRight,
        JoinKind.Full => _ => false,
        _ => _ => true,
    };
}
