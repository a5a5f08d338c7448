using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

internal sealed partial class Binder
{
    Typed Compare(Node node, BinaryOperator op, Typed left, Typed right)
    {
        var symbol = Symbol(op);
        if (Comparable(left, right, node) is not var (type, l, r)) throw NoOperator(node, symbol, left, right);
        var isEquality = op is BinaryOperator.Equal or BinaryOperator.NotEqual;
        if (!IsComparable(type) || type.IsStruct && !isEquality) throw Fail(node, $"{(isEquality ? "Equality" : symbol[0] == '<' ? "Less than" : "Greater than")} is not defined for arguments of type {type}");
        return new(SqlType.Bool, Comparison(type, symbol, l, r));
    }

    internal static bool IsComparable(SqlType type) => type.Kind switch
    {
        TypeKind.Array or TypeKind.Json or TypeKind.Geography => false,
        TypeKind.Struct => type.Fields.All(f => IsComparable(f.Type)),
        _ => true,
    };

    /// <summary>Field by field, so that NULL in one leaves the result unknown unless another differs.</summary>
    string StructEquality(SqlType type, bool negated, Typed left, Typed right) => Once([left, right], o =>
    {
        var fields = type.Fields.Select((field, i) => Comparison(field.Type, "=", FieldAt(o[0], i), FieldAt(o[1], i)));
        return $"({(negated ? "NOT " : "")}({string.Join(" AND ", fields)}))";
    });

    /// <summary>A text as it compares where one of the operands has the collation und:ci, which the others take on.</summary>
    internal static Typed Folded(Typed value, params IEnumerable<Typed> operands) =>
        value.Type.Kind == TypeKind.String && operands.Any(o => o.Collation is not null) ? value with { Sql = $"lower({value.Sql})", IsSimple = false } : value;

    internal string Comparison(SqlType type, string symbol, Typed left, Typed right)
    {
        (left, right) = (Folded(left, left, right), Folded(right, left, right));
        if (type.IsStruct) return StructEquality(type, symbol == "!=", left, right);
        if (type.Kind != TypeKind.Float64) return $"({left.Sql} {symbol} {right.Sql})";
        return IsPlain(symbol, left.Literal is not null, right.Literal is not null)
            ? $"({left.Sql} {symbol} {right.Sql})"
            : left.Sql.Length + right.Sql.Length > 2 * ShortSql || IsVolatile(left.Sql) || IsVolatile(right.Sql)
                ? $"bq_float_compare({left.Sql}, '{symbol}', {right.Sql})"
                : FloatComparison(symbol, left.Sql, right.Sql);
    }

    /// <summary>DuckDB takes NaN for the greatest number and equal to itself; here nothing compares to it. A constant can settle that.</summary>
    static bool IsPlain(string symbol, bool leftConstant, bool rightConstant) => symbol switch
    {
        "=" or "!=" => leftConstant || rightConstant,
        ">" or ">=" => leftConstant,
        _ => rightConstant,
    };

    static string FloatComparison(string symbol, string left, string right) => symbol switch
    {
        "!=" => $"(({left} {symbol} {right}) OR (isnan({left}) AND {right} IS NOT NULL))",
        "=" => $"(({left} {symbol} {right}) AND (NOT isnan({left}) OR {right} IS NULL))",
        ">" or ">=" => $"(({left} {symbol} {right}) AND ({left} <= 'inf'::DOUBLE OR {right} IS NULL))",
        _ => $"(({left} {symbol} {right}) AND ({right} <= 'inf'::DOUBLE OR {left} IS NULL))",
    };

    /// <summary>Both sides as one type; null when BigQuery cannot compare them.</summary>
    internal (SqlType Type, Typed Left, Typed Right)? Comparable(Typed left, Typed right, Node node)
    {
        var type = left.Type.IsStruct && right.Type.IsStruct && left.Type.Fields.Count != right.Type.Fields.Count ? null : CommonType([left, right]);
        return type is not null && Coerce(left, type, node) is { } l && Coerce(right, type, node) is { } r ? (type, l, r) : null;
    }

    Typed Junction(ValueList<Expression> operands, string word)
    {
        var bound = operands.Select(Bind).ToList();
        var parts = bound.Select((o, i) => (Coerce(o, SqlType.Bool, operands[i]) ?? throw Fail(operands[0],
            $"No matching signature for operator {word}\n  Argument types: {string.Join(", ", bound.Select(Shown))}\n  Signature: BOOL {word} ([BOOL, ...])\n    Argument {i + 1}: Unable to coerce type {o.Type} to expected type BOOL")).Sql);
        return new(SqlType.Bool, $"({string.Join($" {word} ", parts)})");
    }

    Typed Condition(Expression node, string word)
    {
        var typed = Bind(node);
        return Coerce(typed, SqlType.Bool, node) ?? throw Fail(node, $"No matching signature for operator {word} for argument types: {typed.Type}");
    }

    Typed Is(IsExpression node)
    {
        var operand = Bind(node.Operand);
        var not = node.Negated ? "NOT " : "";
        if (node.Target is IsTarget.Null or IsTarget.Unknown) return new(SqlType.Bool, $"({operand.Sql} IS {not}NULL)");
        operand = Coerce(operand, SqlType.Bool, node) ?? throw Fail(node, $"No matching signature for operator IS {node.Target.ToString().ToUpperInvariant()} for argument types: {operand.Type}");
        return new(SqlType.Bool, $"({operand.Sql} IS {not}{(node.Target == IsTarget.True ? "TRUE" : "FALSE")})");
    }

    Typed DistinctFrom(DistinctFromExpression node)
    {
        var (left, right) = (Bind(node.Left), Bind(node.Right));
        if (Comparable(left, right, node) is not var (_, l, r)) throw NoOperator(node, "IS DISTINCT FROM", left, right);
        return new(SqlType.Bool, $"({Folded(l, left, right).Sql} IS {(node.Negated ? "NOT " : "")}DISTINCT FROM {Folded(r, left, right).Sql})");
    }

    Typed Between(BetweenExpression node)
    {
        var (operand, low, high) = (Bind(node.Operand), Bind(node.Low), Bind(node.High));
        var type = CommonType([operand, low, high]);
        if (type is null || Coerce(operand, type, node) is not { } x || Coerce(low, type, node) is not { } l || Coerce(high, type, node) is not { } h)
            throw Fail(node, $"No matching signature for operator BETWEEN for argument types: {operand.Type}, {low.Type}, {high.Type}");
        if (!IsComparable(type) || type.IsStruct) throw Fail(node, $"BETWEEN is not defined for arguments of type {type}");
        var sql = type.Kind is TypeKind.Float64
            ? Once([x, l, h], o => $"({Comparison(type, ">=", o[0], o[1])} AND {Comparison(type, "<=", o[0], o[2])})")
            : $"({Folded(x, x, l, h).Sql} BETWEEN {Folded(l, x, l, h).Sql} AND {Folded(h, x, l, h).Sql})";
        return new(SqlType.Bool, node.Negated ? $"(NOT {sql})" : sql);
    }

    Typed Like(LikeExpression node)
    {
        foreach (var side in new[] { node.Operand, node.Pattern })
        {
            if (side is NullLiteral) throw Fail(side, "Operands of LIKE cannot be literal NULL");
        }
        var (operand, pattern) = (Bind(node.Operand), Bind(node.Pattern));
        return new(SqlType.Bool, LikeSql(node, operand, pattern, node.Negated));
    }

    string LikeSql(Node node, Typed operand, Typed pattern, bool negated)
    {
        var not = negated ? "NOT " : "";
        if (Coerce(operand, SqlType.String, node) is { } text && Coerce(pattern, SqlType.String, node) is { } like)
        {
            var (x, y) = (Folded(text, text, like), Folded(like, text, like));
            if (pattern.Literal is StringLiteral { Value: var value } && !value.Contains('\\', StringComparison.Ordinal)) return $"({x.Sql} {not}LIKE {y.Sql})";
            return Once([y], o => $"({x.Sql} {not}LIKE (CASE WHEN ends_with({o[0].Sql}, '\\') THEN bq_like_pattern({o[0].Sql}) ELSE {o[0].Sql} END) ESCAPE '\\')");
        }
        if (operand.Type.Kind == TypeKind.Bytes && pattern.Type.Kind == TypeKind.Bytes) return $"({not}bq_bytes_like({operand.Sql}, {pattern.Sql}))";
        throw NoOperator(node, "LIKE", operand, pattern);
    }

    Typed QuantifiedLike(QuantifiedLikeExpression node)
    {
        var operand = Bind(node.Operand);
        if (node.Patterns is not InList list) return LikeRows(node, operand);
        var word = node.Quantifier == LikeQuantifier.All ? " AND " : " OR ";
        var sql = $"({string.Join(word, list.Items.Select(p => LikeSql(node, operand, Bind(p), negated: false)))})";
        return new(SqlType.Bool, node.Negated ? $"(NOT {sql})" : sql);
    }

    /// <summary>LIKE ANY or ALL over the rows of a subquery or the elements of an array; unknown where only a NULL could decide.</summary>
    Typed LikeRows(QuantifiedLikeExpression node, Typed operand)
    {
        var row = Session.NextAlias();
        var (type, source) = node.Patterns switch
        {
            InUnnest unnest when Bind(unnest.Array) is { Type.IsArray: true } array => (array.Type.Element!, $"(SELECT unnest({array.Sql}) AS p)"),
            InSubquery subquery when Subquery(subquery.Query) is { Columns: [var column] } bound => (column.Type, $"(SELECT {DuckTypes.Quote(column.Physical)} AS p FROM ({bound.Sql}))"),
            _ => throw Fail(node, "LIKE ANY and LIKE ALL take an array or a subquery with one column"),
        };
        var matches = LikeSql(node, operand, Typed.Simple(type, $"{row}.p"), negated: false);
        var isAll = node.Quantifier == LikeQuantifier.All;
        var decided = isAll ? "NOT bool_and(m)" : "bool_or(m)";
        var sql = $"(SELECT CASE WHEN {decided} THEN {(isAll ? "FALSE" : "TRUE")} WHEN count(*) > count(m) THEN NULL ELSE {(isAll ? "TRUE" : "FALSE")} END FROM (SELECT {matches} AS m FROM {source} AS {row}))";
        return new(SqlType.Bool, node.Negated ? $"(NOT {sql})" : sql);
    }

    Typed Within(InExpression node)
    {
        var operand = Bind(node.Operand);
        var sql = node.Source switch
        {
            InList list => InList(node, operand, list),
            InUnnest unnest => InArray(node, operand, Bind(unnest.Array)),
            InSubquery subquery => InQuery(node, operand, subquery.Query),
            _ => throw Unsupported(node, "IN"),
        };
        return new(SqlType.Bool, sql);
    }

    string InList(InExpression node, Typed operand, InList list)
    {
        var items = list.Items.Select(Bind).ToList();
        if (CommonType([operand, .. items]) is not { } type) throw Fail(node, $"No matching signature for operator IN for argument types: {operand.Type} and {{{string.Join(", ", items.Select(i => i.Type.ToString()).Distinct())}}}");
        if (!IsComparable(type)) throw Fail(node, $"IN is not defined for arguments of type {type}");
        var values = items.Zip(list.Items, (item, at) => Coerce(item, type, at)!).ToList();
        var x = Coerce(operand, type, node)!;
        (x, values) = (Folded(x, [x, .. values]), [.. values.Select(v => Folded(v, [x, .. values]))]);
        var listed = string.Join(", ", values.Select(v => v.Sql));
        if (type.Kind == TypeKind.Float64 && x.Literal is null) return Once([x], o => $"({(node.Negated ? "NOT " : "")}CASE WHEN isnan({o[0].Sql}) THEN {(values.Exists(v => v.Literal is null or NullLiteral) ? $"CASE WHEN {string.Join(" OR ", values.Select(v => $"({v.Sql}) IS NULL"))} THEN NULL ELSE false END" : "false")} ELSE {o[0].Sql} IN ({listed}) END)");
        if (!type.IsStruct) return $"({x.Sql} {(node.Negated ? "NOT " : "")}IN ({listed}))";
        return Once([x, .. values], o => $"({(node.Negated ? "NOT " : "")}({string.Join(" OR ", o.Skip(1).Select(v => Comparison(type, "=", o[0], v)))}))");
    }

    string InArray(InExpression node, Typed operand, Typed array)
    {
        if (!array.Type.IsArray) throw Fail(node, $"Second argument of IN UNNEST must be an array but was {array.Type}");
        var element = new Typed(array.Type.Element!, "NULL");
        if (CommonType([operand, element]) is not { } type) throw NoOperator(node, "IN UNNEST", operand, element);
        if (!IsComparable(type)) throw Fail(node, $"IN UNNEST is not defined for arguments of type {type}");
        var x = Coerce(operand, type, node)!;
        var list = Coerce(array, SqlType.Array(type), node) ?? throw NoOperator(node, "IN UNNEST", operand, array);
        var found = $"{x.Sql} IN (SELECT unnest({list.Sql}))";
        var sql = type.Kind == TypeKind.Float64 && x.IsSimple && x.Literal is null ? $"(CASE WHEN isnan({x.Sql}) THEN false ELSE {found} END)" : $"({found})";
        return node.Negated ? $"(NOT {sql})" : sql;
    }

    string InQuery(InExpression node, Typed operand, Query query)
    {
        var bound = Subquery(query);
        if (bound.Columns.Count != 1) throw Fail(node.Source, $"Subquery of type IN must have only one output column");
        var column = bound.Columns[0];
        var element = new Typed(column.Type, "NULL");
        if (CommonType([operand, element]) is not { } type) throw Fail(node, $"Cannot execute IN subquery with uncomparable types {operand.Type} and {column.Type}");
        var sql = Retyped(bound, [type], node).Sql;
        return $"({Coerce(operand, type, node)!.Sql} {(node.Negated ? "NOT " : "")}IN ({sql}))";
    }

    Typed Case(CaseExpression node)
    {
        if (node.Operand is null) return Case(node, null);
        var operand = Bind(node.Operand);
        if (!IsVolatile(operand.Sql)) return Case(node, operand);
        Typed? result = null;
        var sql = Once([operand], o => (result = Case(node, o[0])).Sql);
        return result! with { Sql = sql };
    }

    Typed Case(CaseExpression node, Typed? operand)
    {
        var conditions = node.Whens.Select(w => Bind(w.When)).ToList();
        var results = node.Whens.Select(w => Bind(w.Then)).ToList();
        var nodes = node.Whens.Select(w => w.Then).ToList();
        if (node.Else is not null)
        {
            results.Add(Bind(node.Else));
            nodes.Add(node.Else);
        }
        var whens = conditions.Select((when, i) => operand is null
            ? (Coerce(when, SqlType.Bool, node.Whens[i].When) ?? throw NoCase(node, "all WHEN argument types must be BOOL", conditions, conditions, results)).Sql
            : Matched(node, operand, when, i, results)).ToList();
        var type = CommonType(results) ?? throw NoCase(node, "all THEN/ELSE arguments must be coercible to a common type", results, conditions, results);
        var values = results.Zip(nodes, (r, n) => Coerce(r, type, n)!.Sql).ToList();
        var branches = whens.Select((when, i) => $"WHEN {when} THEN {values[i]}");
        var otherwise = node.Else is null ? "" : $" ELSE {values[^1]}";
        return new(type, $"(CASE {string.Join(' ', branches)}{otherwise} END)");
    }

    string Matched(CaseExpression node, Typed operand, Typed when, int index, List<Typed> results)
    {
        if (Comparable(operand, when, node.Whens[index].When) is var (type, l, r) && IsComparable(type)) return Comparison(type, "=", l, r);
        var types = node.Whens.SelectMany((_, i) => new[] { i == index ? when : Bind(node.Whens[i].When), results[i] }).Prepend(operand).Select(Shown).Append(node.Else is null ? "NULL" : Shown(results[^1]));
        throw Fail(node, $"No matching signature for operator CASE for argument types: {string.Join(", ", types)}");
    }

    BigQueryException NoCase(CaseExpression node, string rule, IEnumerable<Typed> found, List<Typed> conditions, List<Typed> results)
    {
        var pairs = conditions.Select((when, i) => $"({Shown(when)} {Shown(results[i])})");
        var types = found.Where(f => !f.IsNull).Select(f => f.Type.ToString()).Distinct().Order(StringComparer.Ordinal);
        return Fail(node, $"No matching signature for operator CASE; {rule} but found: {string.Join(", ", types)}; actual argument types (WHEN THEN) ELSE: {string.Join(' ', pairs)} {(node.Else is null ? "NULL" : Shown(results[^1]))}");
    }

    static string Shown(Typed value) => value.IsNull ? "NULL" : value.Type.ToString();
}
