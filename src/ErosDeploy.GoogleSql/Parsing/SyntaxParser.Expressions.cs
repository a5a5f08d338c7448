using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Operators, loosest first: OR, AND, NOT, comparisons, then the binary operators by <see cref="BinaryAt"/>, unary ones, postfix ones.</summary>
sealed partial class SyntaxParser
{
    internal Expression Expression()
    {
        Enter();
        var siblings = _height;
        _height = 0;
        var expression = Or();
        Grow(Math.Max(siblings, _height + 1));
        return Leave(expression);
    }

    /// <summary>Leaves the greater of the heights of what was parsed before and of this in <see cref="_height"/>.</summary>
    T Measured<T>(Func<T> parse)
    {
        var siblings = _height;
        _height = 0;
        var node = parse();
        _height = Math.Max(siblings, _height);
        return node;
    }

    Expression Or()
    {
        var start = Here;
        var first = And();
        if (!At("OR")) return first;
        var operands = new List<Expression> { first };
        while (Take("OR")) operands.Add(Measured(And));
        return new OrExpression(operands.ToValueList()) { Span = From(start) };
    }

    Expression And()
    {
        var start = Here;
        var first = Not();
        if (!At("AND")) return first;
        var operands = new List<Expression> { first };
        while (Take("AND")) operands.Add(Measured(Not));
        return new AndExpression(operands.ToValueList()) { Span = From(start) };
    }

    Expression Not()
    {
        if (!At("NOT")) return Comparison();
        Enter();
        var start = Here;
        _pos++;
        var operand = Not();
        Grow(_height + 1);
        return Leave(new UnaryExpression(UnaryOperator.Not, operand) { Span = From(start) });
    }

    /// <summary>Comparisons do not chain: `a = b = c` is an error.</summary>
    Expression Comparison()
    {
        var start = Here;
        var left = Binary(1);
        if (Comparator() is { } comparator)
        {
            _pos++;
            var compared = new BinaryExpression(comparator, left, Binary(1)) { Span = From(start) };
            return Unchained(compared);
        }
        return WordComparison(start, left) is { } found ? Unchained(found) : left;
    }

    Expression Unchained(Expression comparison)
    {
        Grow(_height + 1);
        if (!AtComparison) return comparison;
        throw comparison is IsExpression or InExpression or QuantifiedLikeExpression
            ? Fail(Here, "Expression to the left of comparison must be parenthesized")
            : Unexpected();
    }

    bool AtComparison => Comparator() is not null || AtAny("IS", "LIKE", "IN", "BETWEEN") || At("NOT") && AtNegatable(1);

    BinaryOperator? Comparator() => Current.Kind != Lexing.TokenKind.Symbol ? null : Current.Word switch
    {
        "=" => BinaryOperator.Equal,
        "!=" or "<>" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    bool AtNegatable(int ahead) => AtAhead(ahead, "LIKE") || AtAhead(ahead, "IN") || AtAhead(ahead, "BETWEEN");

    Expression? WordComparison(int start, Expression left)
    {
        if (Take("IS")) return Is(start, left);
        var negated = At("NOT") && AtNegatable(1);
        if (negated) _pos++;
        if (Take("IN")) return new InExpression(left, InSource(), negated) { Span = From(start) };
        if (Take("BETWEEN")) return Between(start, left, negated);
        return Take("LIKE") ? Like(start, left, negated) : null;
    }

    Expression Is(int start, Expression left)
    {
        var negated = Take("NOT");
        if (Take("DISTINCT", "FROM")) return new DistinctFromExpression(left, Binary(1), negated) { Span = From(start) };
        IsTarget? target = Take("NULL") ? IsTarget.Null
            : Take("TRUE") ? IsTarget.True
            : Take("FALSE") ? IsTarget.False
            : Take("UNKNOWN") ? IsTarget.Unknown : null;
        return new IsExpression(left, target ?? throw Expected("FALSE", "NULL", "TRUE", "UNKNOWN"), negated) { Span = From(start) };
    }

    BetweenExpression Between(int start, Expression operand, bool negated)
    {
        var low = Binary(1);
        if (!Take("AND")) throw Unexpected();
        return new BetweenExpression(operand, low, Binary(1), negated) { Span = From(start) };
    }

    Expression Like(int start, Expression operand, bool negated)
    {
        LikeQuantifier? quantifier = Take("ANY") ? LikeQuantifier.Any
            : Take("SOME") ? LikeQuantifier.Some
            : Take("ALL") ? LikeQuantifier.All : null;
        return quantifier is { } q
            ? new QuantifiedLikeExpression(operand, q, InSource(), negated) { Span = From(start) }
            : new LikeExpression(operand, Binary(1), negated) { Span = From(start) };
    }

    InSource InSource()
    {
        OptionalHint();
        var start = Here;
        if (Take("UNNEST"))
        {
            Expect("(");
            var array = Expression();
            Expect(")");
            return new InUnnest(array) { Span = From(start) };
        }
        if (!At("(")) throw Expected("(", "UNNEST");
        if (StartsQuery(_pos + 1)) return new InSubquery(ParenthesizedQuery()) { Span = From(start) };
        return new InList(Parenthesized(Expression)) { Span = From(start) };
    }

    /// <summary>Precedence climbing; all these operators lean to the left.</summary>
    Expression Binary(int lowest)
    {
        var start = Here;
        var siblings = _height;
        _height = 0;
        var left = Unary();
        while (BinaryAt() is var (op, precedence, length) && precedence >= lowest)
        {
            _pos += length;
            left = new BinaryExpression(op, left, Binary(precedence + 1)) { Span = From(start) };
            Grow(_height + 1);
        }
        _height = Math.Max(siblings, _height);
        return left;
    }

    (BinaryOperator Operator, int Precedence, int Tokens)? BinaryAt() => Current.Kind != Lexing.TokenKind.Symbol ? null : Current.Word switch
    {
        "|" => (BinaryOperator.BitwiseOr, 1, 1),
        "^" => (BinaryOperator.BitwiseXor, 2, 1),
        "&" => (BinaryOperator.BitwiseAnd, 3, 1),
        "<<" => (BinaryOperator.ShiftLeft, 4, 1),
        ">" when AtAhead(1, ">") && Touches(_pos + 1) => (BinaryOperator.ShiftRight, 4, 2),
        "+" => (BinaryOperator.Add, 5, 1),
        "-" => (BinaryOperator.Subtract, 5, 1),
        "*" => (BinaryOperator.Multiply, 6, 1),
        "/" => (BinaryOperator.Divide, 6, 1),
        "||" => (BinaryOperator.Concat, 6, 1),
        _ => null,
    };

    Expression Unary()
    {
        UnaryOperator? op = At("-") ? UnaryOperator.Minus : At("+") ? UnaryOperator.Plus : At("~") ? UnaryOperator.BitwiseNot : null;
        if (op is not { } sign) return Postfix(Primary());
        Enter();
        var start = Here;
        _pos++;
        var operand = Unary();
        Grow(_height + 1);
        return Leave(new UnaryExpression(sign, operand) { Span = From(start) });
    }
}
