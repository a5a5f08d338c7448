using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Sql.Functions;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>"No matching signature for operator ...": what an operator takes, and why the operands do not fit.</summary>
internal sealed partial class Binder
{
    static readonly Dictionary<string, string[]> OperandTypes = new(StringComparer.Ordinal)
    {
        ["+"] =
        [
            "INT64 INT64", "FLOAT64 FLOAT64", "NUMERIC NUMERIC", "BIGNUMERIC BIGNUMERIC", "DATE INT64", "INT64 DATE", "TIMESTAMP INTERVAL", "INTERVAL TIMESTAMP",
            "DATE INTERVAL", "INTERVAL DATE", "DATETIME INTERVAL", "INTERVAL DATETIME", "INTERVAL INTERVAL",
        ],
        ["-"] =
        [
            "INT64 INT64", "NUMERIC NUMERIC", "BIGNUMERIC BIGNUMERIC", "FLOAT64 FLOAT64", "DATE INT64", "DATE DATE", "TIMESTAMP TIMESTAMP", "DATETIME DATETIME", "TIME TIME",
            "TIMESTAMP INTERVAL", "DATE INTERVAL", "DATETIME INTERVAL", "INTERVAL INTERVAL",
        ],
        ["*"] = ["INT64 INT64", "FLOAT64 FLOAT64", "NUMERIC NUMERIC", "BIGNUMERIC BIGNUMERIC", "INTERVAL INT64", "INT64 INTERVAL"],
        ["/"] = ["FLOAT64 FLOAT64", "NUMERIC NUMERIC", "BIGNUMERIC BIGNUMERIC", "INTERVAL INT64"],
        ["||"] = ["STRING STRING", "BYTES BYTES"],
        ["<<"] = ["INT64 INT64", "BYTES INT64"],
        [">>"] = ["INT64 INT64", "BYTES INT64"],
        ["LIKE"] = ["STRING STRING", "BYTES BYTES"],
    };

    internal BigQueryException NoOperator(Node node, string symbol, Typed left, Typed right)
    {
        var lines = OperandTypes.TryGetValue(symbol, out var signatures)
            ? string.Concat(signatures.Select(s => s.Split(' ')).Select(s => $"\n  Signature: {s[0]} {symbol} {s[1]}\n    {Misfit(left, s[0], 1) ?? Misfit(right, s[1], 2)}"))
            : $"\n  Signature: T1 {symbol} T1\n    Unable to find common supertype for templated argument <T1>\n      Input types for <T1>: {{{string.Join(", ", new[] { left, right }.Select(o => o.Type.ToString()).Distinct().Order(StringComparer.Ordinal))}}}";
        return Fail(node, $"No matching signature for operator {symbol}\n  Argument types: {left.Type}, {right.Type}{lines}");
    }

    static string? Misfit(Typed operand, string wanted, int position) => Signature.Cost(operand, TypeText.FromName(wanted)!) is null
        ? FormattableString.Invariant($"Argument {position}: Unable to coerce type {operand.Type} to expected type {wanted}")
        : null;
}
