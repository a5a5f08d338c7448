using System.Text;
using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>A call whose overload is chosen: arguments of the signature's types (null where a date part stands).</summary>
internal sealed record BoundCall(Binder Binder, FunctionCall Node, IReadOnlyList<Typed?> Arguments, SqlType Result)
{
    internal int Count => Arguments.Count;

    /// <summary>`DISTINCT ` or nothing, for aggregates.</summary>
    internal string Distinct => Node.Distinct ? "DISTINCT " : "";

    /// <summary>` ORDER BY ...` inside an aggregate, or nothing.</summary>
    internal string Order { get; init; } = "";

    /// <summary>` FILTER (...) OVER (...)` behind an aggregate or window function, or nothing.</summary>
    internal string After { get; init; } = "";

    /// <summary><see cref="After"/> with one more condition in its FILTER.</summary>
    internal string AfterWhere(string condition)
    {
        const string filter = " FILTER (WHERE ";
        return After.StartsWith(filter, StringComparison.Ordinal) ? $"{filter}{condition} AND {After[filter.Length..]}" : $"{filter}{condition}){After}";
    }

    /// <summary>The DuckDB SQL of an argument.</summary>
    internal string this[int index] => Arguments[index]!.Sql;

    internal Typed Typed(int index) => Arguments[index]!;

    internal bool Has(int index) => index < Arguments.Count;

    internal DatePart Part(int index) => DatePart.From(Node.Arguments[index]) ?? throw Binder.Fail(Node.Arguments[index], "A valid date part name is required");

    internal BigQueryException Fail(string message) => Binder.Fail(Node, message);

    /// <summary>All arguments, comma separated.</summary>
    internal string All => string.Join(", ", Arguments.Select(a => a!.Sql));

    /// <summary>
    /// Fills `$0`, `$1`, `$*` (all), `$D` (DISTINCT), `$O` (ORDER BY), `$W` (FILTER and OVER) and `$T` (the result's DuckDB type). What a scalar
    /// function's template names twice is computed once.
    /// </summary>
    internal string Fill(string template) => Repeats(template) && Arguments.All(a => a is not null)
        ? Binder.Once([.. Arguments.Select(a => a!)], named => (this with { Arguments = named }).Written(template))
        : Written(template);

    /// <summary>True if one of `$0`, `$1` ... stands there twice, and neither is part of an aggregate.</summary>
    static bool Repeats(string template)
    {
        var seen = 0;
        for (var at = template.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 1 < template.Length; at = template.IndexOf('$', at + 1))
        {
            if (template[at + 1] is 'D' or 'O' or 'W') return false;
            if (!char.IsAsciiDigit(template[at + 1])) continue;
            seen |= (seen & 1 << (template[at + 1] - '0')) << 10 | 1 << (template[at + 1] - '0');
        }
        return seen >> 10 != 0;
    }

    string Written(string template)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$' || i + 1 == template.Length) text.Append(template[i]);
            else text.Append(Placeholder(template[++i]));
        }
        return text.ToString();
    }

    string Placeholder(char name) => name switch
    {
        '*' => All,
        'D' => Distinct,
        'O' => Order,
        'W' => After,
        'T' => Result.DuckType,
        >= '0' and <= '9' => this[name - '0'],
        _ => $"${name}",
    };
}
