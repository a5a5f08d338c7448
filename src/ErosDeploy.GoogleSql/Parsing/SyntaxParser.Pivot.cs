using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>PIVOT, UNPIVOT, TABLESAMPLE.</summary>
sealed partial class SyntaxParser
{
    PivotItem Pivot(FromItem source)
    {
        ExpectAll("PIVOT", "(");
        var aggregates = CommaList(AliasedExpression);
        Require("FOR");
        var input = Binary(1);
        Require("IN");
        var values = Parenthesized(AliasedExpression);
        Expect(")");
        return new PivotItem(source, aggregates, input, values, TableAlias()) { Span = From(source.Span.Start) };
    }

    SelectExpression AliasedExpression()
    {
        var start = Here;
        var expression = Expression();
        return new SelectExpression(expression, OptionalAlias()) { Span = From(start) };
    }

    UnpivotItem Unpivot(FromItem source)
    {
        Expect("UNPIVOT");
        var include = Take("INCLUDE", "NULLS");
        if (!include) Take("EXCLUDE", "NULLS");
        Expect("(");
        ValueList<Identifier> values = At("(") ? NameList() : [Name()];
        Expect("FOR");
        var name = Name();
        Expect("IN");
        var columns = Parenthesized(UnpivotColumn);
        Expect(")");
        return new UnpivotItem(source, include, values, name, columns, TableAlias()) { Span = From(source.Span.Start) };
    }

    UnpivotColumn UnpivotColumn()
    {
        var start = Here;
        ValueList<ObjectPath> columns = At("(") ? Parenthesized(ColumnPath) : [ColumnPath()];
        if (Take("AS") || Current.Kind is TokenKind.String or TokenKind.Integer) return new UnpivotColumn(columns, Literal()) { Span = From(start) };
        return new UnpivotColumn(columns, null) { Span = From(start) };
    }

    ObjectPath ColumnPath()
    {
        var start = Here;
        return new ObjectPath(DottedNames()) { Span = From(start) };
    }

    SampledItem Sample(FromItem source)
    {
        Expect("TABLESAMPLE");
        var method = Name();
        Expect("(");
        var size = Expression();
        var percent = Take("PERCENT");
        if (!percent && !Take("ROWS")) throw Expected("PERCENT", "ROWS");
        Expect(")");
        var repeatable = Take("REPEATABLE") ? InParentheses(Expression) : null;
        return new SampledItem(source, method, size, percent, repeatable) { Span = From(source.Span.Start) };
    }

    T InParentheses<T>(Func<T> content)
    {
        Expect("(");
        var node = content();
        Expect(")");
        return node;
    }
}
