using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>
/// Scalar subqueries over one derived row, `(SELECT f(r.x) FROM (SELECT a AS x) AS r)`, written as lambdas. DuckDB computes a subquery once for
/// equal outer rows; where a random value goes in, every row must compute its own.
/// </summary>
internal sealed partial class Binder
{
    /// <summary>An operand of so many characters is cheaper to compute twice than to keep.</summary>
    const int ShortSql = 120;

    internal static bool IsVolatile(string sql) => sql.Contains("uuid()", StringComparison.Ordinal) || sql.Contains("random()", StringComparison.Ordinal);

    /// <summary>SQL that names its operands more than once: where one of them costs something or is random, all are computed once, in a lambda's row.</summary>
    internal string Once(IReadOnlyList<Typed> operands, Func<IReadOnlyList<Typed>, string> write)
    {
        if (!operands.Any(o => !o.IsSimple && (o.Sql.Length > ShortSql || IsVolatile(o.Sql)))) return write(operands);
        var row = Session.NextAlias("v");
        var fields = Enumerable.Range(0, operands.Count).Where(i => !operands[i].IsSimple).Select(i => $"a{i} := {operands[i].Sql}");
        var body = write([.. operands.Select((o, i) => o.IsSimple ? o : o with { Sql = $"{row}.a{i}", IsSimple = true })]);
        return $"list_transform([struct_pack({string.Join(", ", fields)})], lambda {row}: {body})[1]";
    }

    static bool IsOneRow(Query query) =>
        query is { With: null, OrderBy.Count: 0, Limit: null, Body: Select { Distinct: false, As: SelectAs.Row, Where: null, GroupBy: null, Having: null, Qualify: null } select }
        && (select.From is null || select.From is SubqueryItem item && IsOneRow(item.Query));

    Typed Let(Query query)
    {
        var row = Row((Select)query.Body);
        return row.Parts is [var only] ? row with { Type = only.Type, Sql = $"struct_extract({row.Sql}, 'c0')", Parts = null } : throw Fail(query, "Scalar subquery cannot have more than one column unless using SELECT AS STRUCT to build STRUCT values");
    }

    /// <summary>The one row of a SELECT as a struct c0, c1 ...; parts carry the types, names are those of the columns.</summary>
    (string Sql, IReadOnlyList<Typed> Parts, SqlType Type) Values(Select select)
    {
        var values = select.Items.SelectMany(Items).ToList();
        var type = SqlType.Struct(values.Select(v => new StructField(v.Name, v.Value.Type)));
        return ($"struct_pack({string.Join(", ", values.Select((v, i) => $"c{i} := {v.Value.Sql}"))})", [.. values.Select(v => v.Value)], type);
    }

    Typed Row(Select select)
    {
        if (select.From is not SubqueryItem item) return In(new Scope(_scope) { Grouping = new() { NoAggregatesIn = "this subquery" } }, () => Packed(Values(select)));
        var inner = Row((Select)item.Query.Body);
        var name = Session.NextAlias("l");
        var columns = inner.Type.Fields.Select((f, i) => new BoundColumn(f.Name ?? "", Typed.Simple(f.Type, $"{name}.c{i}"))).ToList();
        var scope = new Scope(_scope) { From = new("", [new(item.Alias?.Name, columns)], columns), Grouping = new() { NoAggregatesIn = "this subquery" } };
        var outer = In(scope, () => Packed(Values(select)));
        return outer with { Sql = $"list_transform([{inner.Sql}], lambda {name}: {outer.Sql})[1]" };
    }

    static Typed Packed((string Sql, IReadOnlyList<Typed> Parts, SqlType Type) values) => new(values.Type, values.Sql) { Parts = values.Parts };
}
