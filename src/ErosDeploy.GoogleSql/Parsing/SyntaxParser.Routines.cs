using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Functions, table functions, procedures.</summary>
sealed partial class SyntaxParser
{
    CreateFunction CreateFunction(CreateHead head, bool aggregate)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        var function = new CreateFunction(name, Parameters())
        {
            OrReplace = head.OrReplace,
            Temporary = head.Temporary,
            IfNotExists = ifNotExists,
            Aggregate = aggregate,
            Returns = Take("RETURNS") ? ParameterType() : null,
            Deterministic = Determinism(),
            Language = Take("LANGUAGE") ? Name() : null,
            Remote = Take("REMOTE"),
            Connection = OptionalConnection(),
            Options = OptionalOptions(),
        };
        function = Take("AS") ? WithBody(function) : function;
        return At("OPTIONS", "(") ? function with { Options = [.. function.Options, .. Options()] } : function;
    }

    CreateFunction WithBody(CreateFunction function)
    {
        if (function.Language is not null) return function with { Code = Expression() };
        if (!At("(")) throw Expected("(", "string literal");
        return function with { Body = FunctionBody() };
    }

    Expression FunctionBody()
    {
        Expect("(");
        if (AtAny("SELECT") || At("WITH") && !AtAhead(1, "("))
        {
            throw Error(Here, "The body of each CREATE FUNCTION statement is an expression, not a query; to use a query as an expression, "
                + "the query must be wrapped with additional parentheses to make it a scalar subquery expression");
        }
        var body = Expression();
        Expect(")");
        return body;
    }

    bool? Determinism()
    {
        if (Take("NOT", "DETERMINISTIC")) return false;
        return Take("DETERMINISTIC") ? true : null;
    }

    ValueList<RoutineParameter> Parameters()
    {
        if (!Take("(")) throw Expected("(", ".");
        ValueList<RoutineParameter> parameters = At(")") ? [] : CommaList(RoutineParameter);
        Close(")");
        return parameters;
    }

    RoutineParameter RoutineParameter()
    {
        var start = Here;
        var mode = ParameterMode();
        var name = Name();
        var type = ParameterType();
        return new RoutineParameter(name, type, mode)
        {
            Default = Take("DEFAULT") ? Expression() : null,
            NotAggregate = Take("NOT", "AGGREGATE"),
            Span = From(start),
        };
    }

    /// <summary>OUT and INOUT are modes only before a name and a type.</summary>
    ParameterMode ParameterMode()
    {
        if (Take("IN")) return Syntax.ParameterMode.In;
        var isMode = AtAny("OUT", "INOUT") && PeekToken(1).IsName && PeekToken(2).Kind is TokenKind.Identifier or TokenKind.QuotedIdentifier or TokenKind.Keyword;
        if (!isMode) return Syntax.ParameterMode.Unspecified;
        return Take("OUT") ? Syntax.ParameterMode.Out : TakeInOut();
    }

    ParameterMode TakeInOut()
    {
        Expect("INOUT");
        return Syntax.ParameterMode.InOut;
    }

    CreateTableFunction CreateTableFunction(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        var parameters = Parameters();
        var returns = Take("RETURNS") ? TableType() : null;
        var options = OptionalOptions();
        Expect("AS");
        return new CreateTableFunction(name, parameters, Query())
        {
            OrReplace = head.OrReplace, IfNotExists = ifNotExists, Returns = returns, Options = options,
        };
    }

    CreateProcedure CreateProcedure(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        var procedure = new CreateProcedure(name, Parameters(), Body: null)
        {
            OrReplace = head.OrReplace, IfNotExists = ifNotExists, Connection = OptionalConnection(), Options = OptionalOptions(),
        };
        if (Take("LANGUAGE"))
        {
            var language = Name();
            return procedure with { Language = language, Code = Take("AS") ? Expression() : null };
        }
        return At("BEGIN") ? procedure with { Body = Begin(null) } : throw Expected("BEGIN", "LANGUAGE");
    }
}
