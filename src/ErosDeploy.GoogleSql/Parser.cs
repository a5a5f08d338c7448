using ErosDeploy.GoogleSql.Parsing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql;

/// <summary>
/// Parses GoogleSQL as BigQuery speaks it. Every method either returns a tree whose spans index into the text given, or throws
/// <see cref="SqlSyntaxException"/>; no input makes it hang or overflow the stack.
/// </summary>
public static class Parser
{
    /// <summary>Statements separated by semicolons, scripting included.</summary>
    public static Script ParseScript(string text) => new SyntaxParser(text).Script();

    /// <summary>Exactly one statement; a trailing semicolon is allowed.</summary>
    public static Statement ParseStatement(string text) => new SyntaxParser(text).Whole(p => p.OnlyStatement());

    /// <summary>One query without a semicolon, such as a view's body.</summary>
    public static Query ParseQuery(string text) => new SyntaxParser(text).Whole(p => p.Query());

    /// <summary>One expression, such as a default value or a SQL function's body.</summary>
    public static Expression ParseExpression(string text) => new SyntaxParser(text).Whole(p => p.Expression());

    /// <summary>One type: `ARRAY&lt;STRUCT&lt;a INT64>>`, `NUMERIC(10, 2)`.</summary>
    public static TypeNode ParseType(string text) => new SyntaxParser(text).Whole(p => p.Type());

    /// <summary>The path of a table or routine as written in SQL: `a.b.c`, `my-project.d.t`, back-ticked or not.</summary>
    public static ObjectPath ParsePath(string text) => new SyntaxParser(text).Whole(p => p.ObjectName());
}
