using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    /// <summary>One WHEN: when it applies (as DuckDB SQL), what it does, and the new value of every column.</summary>
    sealed record MergeBranch(string When, char Operation, IReadOnlyList<string> Values);

    (ChangeKind, TableEntry, string, bool) Merging(Merge node)
    {
        var table = Target(node.Target);
        var target = Relation(table, node.Alias?.Name ?? node.Target.Last.Name, null);
        var source = Marked(BindFrom(node.Source));
        var row = $"{AliasOf(target)}._r";
        var there = $"{AliasOf(source)}.__s";
        _scope.From = Beside(target, source);
        var on = BindAs(node.On, SqlType.Bool, "MERGE ON clause");
        NoteFilter(node.On);
        var branches = node.Whens.Select(when => Branch(when, table, target, source, row, there)).ToList();
        var operation = Choice(branches, b => $"'{b.Operation}'");
        var rid = branches.Exists(b => b.Operation != 'I') ? Choice(branches, b => b.Operation == 'I' ? "NULL" : row) : "NULL::BIGINT";
        var columns = table.Columns.Select((c, i) => $", {Choice(branches, b => b.Values[i])} AS {DuckTypes.Quote(PhysicalOf(c))}");
        var any = string.Join(" OR ", branches.Select(b => b.When));
        var sql = $"SELECT {operation} AS __op, {rid} AS __rid{string.Concat(columns)} FROM {MergeJoin(node, target, source, on.Sql)} WHERE {any}";
        return (ChangeKind.Merge, table, sql, true);
    }

    static string Choice(List<MergeBranch> branches, Func<MergeBranch, string> value) => $"CASE {string.Join(' ', branches.Select(b => $"WHEN {b.When} THEN {value(b)}"))} END";

    static string MergeJoin(Merge node, BoundFrom target, BoundFrom source, string on)
    {
        var keepsSource = node.Whens.Any(w => w.Match == MergeMatch.NotMatchedByTarget);
        var keepsTarget = node.Whens.Any(w => w.Match == MergeMatch.NotMatchedBySource);
        var kind = (keepsTarget, keepsSource) switch { (true, true) => "FULL", (true, false) => "LEFT", (false, true) => "RIGHT", _ => "INNER" };
        return $"{target.Sql} {kind} JOIN {source.Sql} ON {on}";
    }

    /// <summary>The source as one derived table with a mark that tells its rows from the NULLs of an outer join.</summary>
    BoundFrom Marked(BoundFrom source)
    {
        var alias = Session.NextAlias("s");
        var names = new OutputNames();
        var outputs = source.Columns.Where(c => !c.Hidden).Select(c => (Column: c, Output: names.Add(c.Name, c.Value.Type))).ToList();
        var moved = outputs.ToDictionary(o => (object)o.Column, o => new BoundColumn(o.Column.Name, Typed.Simple(o.Column.Value.Type, $"{alias}.{DuckTypes.Quote(o.Output.Physical)}") with { Partition = o.Column.Value.Partition }), ReferenceEqualityComparer.Instance);
        var list = string.Concat(outputs.Select(o => $", {o.Column.Read().Sql} AS {DuckTypes.Quote(o.Output.Physical)}"));
        var columns = outputs.Select(o => moved[o.Column]).ToList();
        var variables = source.Variables.Select(v => v with { Columns = [.. v.Columns.Select(c => columns.FirstOrDefault(m => m.Name == c.Name)).OfType<BoundColumn>()], Value = v.Value is null ? null : columns.FirstOrDefault(m => m.Name == v.Value.Name) }).ToList();
        return new($"(SELECT true AS __s{list} FROM {source.Sql}) AS {alias}", variables, columns);
    }

    MergeBranch Branch(MergeWhen when, TableEntry table, BoundFrom target, BoundFrom source, string row, string there)
    {
        _scope.From = when.Match switch
        {
            MergeMatch.NotMatchedByTarget => source,
            MergeMatch.NotMatchedBySource => target,
            _ => Beside(target, source),
        };
        var condition = when.Condition is null ? "" : $" AND {BindAs(when.Condition, SqlType.Bool, "WHEN clause").Sql}";
        var match = when.Match switch
        {
            MergeMatch.NotMatchedByTarget => $"{row} IS NULL",
            MergeMatch.NotMatchedBySource => $"{there} IS NULL",
            _ => $"{row} IS NOT NULL AND {there} IS NOT NULL",
        };
        var (operation, values) = when.Action switch
        {
            MergeUpdate update => ('U', (IReadOnlyList<string>)SetValues(update.Items, table, target)),
            MergeDelete => ('D', [.. table.Columns.Select(NullOf)]),
            MergeInsert insert => ('I', InsertValues(insert, table)),
            MergeInsertRow insert => ('I', RowValues(insert, table, source)),
            _ => throw Unsupported(when.Action, when.Action.GetType().Name),
        };
        return new($"({match}{condition})", operation, values);
    }

    List<string> InsertValues(MergeInsert insert, TableEntry table)
    {
        var targets = insert.Columns.Count == 0 ? [.. table.Columns.Where(c => !c.IsPseudo)] : insert.Columns.Select(c => ColumnOf(table, c)).ToList();
        if (insert.Row.Values.Count != targets.Count) throw Fail(insert.Row, $"Inserted row has wrong column count; Has {insert.Row.Values.Count}, expected {targets.Count}");
        var values = targets.Zip(insert.Row.Values, (c, v) => Assigned(v, c, t => $"Value has type {t} which cannot be inserted into column {c.Name}, which has type {c.Type}")).ToList();
        return [.. table.Columns.Select(c => targets.IndexOf(c) is >= 0 and var at ? values[at] : DefaultOf(c))];
    }

    List<string> RowValues(MergeInsertRow insert, TableEntry table, BoundFrom source)
    {
        var targets = insert.Columns.Count == 0 ? [.. table.Columns.Where(c => !c.IsPseudo)] : insert.Columns.Select(c => ColumnOf(table, c)).ToList();
        if (source.Columns.Count != targets.Count) throw Fail(insert, $"Inserted row has wrong column count; Has {source.Columns.Count}, expected {targets.Count}");
        var values = targets.Zip(source.Columns, (c, s) => AsColumn(s.Read(), c, insert) ?? throw Fail(insert, $"Value has type {s.Value.Type} which cannot be inserted into column {c.Name}, which has type {c.Type}")).ToList();
        return [.. table.Columns.Select(c => targets.IndexOf(c) is >= 0 and var at ? values[at] : DefaultOf(c))];
    }
}
