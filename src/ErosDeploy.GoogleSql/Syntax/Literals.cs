namespace ErosDeploy.GoogleSql.Syntax;

public abstract record Literal : Expression;

public sealed record NullLiteral : Literal;

public sealed record BoolLiteral(bool Value) : Literal;

/// <summary>`123` or `0xFF`, as written (no sign); whether it fits INT64 is the reader's question, for `-9223372036854775808` is valid.</summary>
public sealed record IntegerLiteral(string Text) : Literal
{
    public bool IsHexadecimal => Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A floating point literal as written: `1.5`, `.5`, `1.`, `1e10`.</summary>
public sealed record FloatLiteral(string Text) : Literal;

/// <summary>A string literal with escapes resolved; adjacent quoting styles ('', "", ''' ''', r'') are all the same here.</summary>
public sealed record StringLiteral(string Value) : Literal;

public sealed record BytesLiteral(ValueList<byte> Value) : Literal;

public enum TypedLiteralKind { Numeric, BigNumeric, Json, Date, Time, Datetime, Timestamp }

/// <summary>`DATE '2020-01-01'`, `NUMERIC '1.5'`, `JSON '{}'`, ...: the type's name and the decoded, unchecked text.</summary>
public sealed record TypedLiteral(TypedLiteralKind Kind, string Text) : Literal;

/// <summary>`RANGE&lt;DATE> '[2020-01-01, UNBOUNDED)'`.</summary>
public sealed record RangeLiteral(RangeType Type, string Text) : Literal;

/// <summary>A part of a date or time; <see cref="Weekday"/> for `WEEK(MONDAY)`.</summary>
public sealed record DatePart(Identifier Name, Identifier? Weekday = null) : Node
{
    /// <summary>Reads a function's argument (`DAY`, `WEEK(MONDAY)`) as a date part; null when it is something else.</summary>
    public static DatePart? From(Expression argument) => argument switch
    {
        PathExpression { Names: [var name] } => new(name) { Span = argument.Span },
        FunctionCall { Function.Names: [var name], Arguments: [PathExpression { Names: [var day] }] } => new(name, day) { Span = argument.Span },
        _ => null,
    };
}

/// <summary>`INTERVAL 5 DAY`, `INTERVAL '1-2' YEAR TO MONTH`.</summary>
public sealed record IntervalExpression(Expression Value, Identifier Part, Identifier? ToPart) : Expression;
