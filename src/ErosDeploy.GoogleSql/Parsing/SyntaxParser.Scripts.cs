using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Scripts and procedural statements.</summary>
sealed partial class SyntaxParser
{
    string? _listEnd;

    internal Script Script()
    {
        var statements = new List<Statement>();
        while (!AtEnd)
        {
            statements.Add(Statement());
            if (!Take(";") && !AtEnd) throw ExpectedEndOfInput();
        }
        return new Script(statements.ToValueList()) { Span = new Span(0, _text.Length) };
    }

    /// <summary>The whole text as one node.</summary>
    internal T Whole<T>(Func<SyntaxParser, T> parse)
    {
        var node = parse(this);
        return AtEnd ? node : throw ExpectedEndOfInput();
    }

    internal Statement OnlyStatement()
    {
        var statement = Statement();
        Take(";");
        return statement;
    }

    /// <summary>Statements, each with its semicolon, up to a word that none begins with. What ends them is for errors.</summary>
    ValueList<Statement> StatementList(string end = "END")
    {
        var outerEnd = _listEnd;
        _listEnd = end;
        var statements = new List<Statement>();
        while (!AtEnd && !AtAny("END", "ELSE", "ELSEIF", "EXCEPTION", "UNTIL", "WHEN"))
        {
            statements.Add(Statement());
            Expect(";");
        }
        _listEnd = outerEnd;
        return statements.ToValueList();
    }

    Statement ScriptingStatement(string word) => word switch
    {
        "DECLARE" => Declare(),
        "BEGIN" => Begin(null),
        "LOOP" => Loop(null),
        "WHILE" => While(null),
        "REPEAT" => Repeat(null),
        "BREAK" or "LEAVE" => new Break(JumpLabel()),
        "CONTINUE" or "ITERATE" => new Continue(JumpLabel()),
        "RETURN" => Return(),
        "RAISE" => Raise(),
        "EXECUTE" => ExecuteImmediate(),
        _ => throw UnknownStatement(),
    };

    SqlSyntaxException UnknownStatement() => _listEnd switch
    {
        null => Unexpected(),
        "END IF" => Fail(Here, "Expected END IF"),
        var end => Expected(end),
    };

    Identifier? JumpLabel()
    {
        _pos++;
        return AtName ? Name() : null;
    }

    Return Return()
    {
        Expect("RETURN");
        return new Return();
    }

    Statement Labelled()
    {
        var label = Name();
        Expect(":");
        if (At("BEGIN")) return Begin(label);
        if (At("LOOP")) return Loop(label);
        if (At("WHILE")) return While(label);
        if (At("REPEAT")) return Repeat(label);
        return At("FOR") ? ForIn(label) : throw Expected("BEGIN", "FOR", "LOOP", "REPEAT", "WHILE");
    }

    /// <summary>`END word [label]`; a label must be the statement's own.</summary>
    void EndOf(string? word, Identifier? label)
    {
        var at = Here;
        if (!At("END")) throw Expected("END");
        _pos++;
        if (word is not null && !Take(word)) throw word == "IF" ? Fail(at, "Expected END IF") : Expected(word);
        if (label is null || !AtName) return;
        var end = Name();
        if (!end.Is(label.Name)) throw Error(end.Span.Start, $"Mismatched end label; expected {label.Name}, got {end.Name}");
    }

    BeginBlock Begin(Identifier? label)
    {
        var start = Here;
        Expect("BEGIN");
        var statements = StatementList();
        ValueList<Statement>? handler = null;
        if (Take("EXCEPTION"))
        {
            ExpectAll("WHEN", "ERROR", "THEN");
            handler = StatementList();
        }
        EndOf(null, label);
        return new BeginBlock(statements, handler) { Label = label, Span = From(start) };
    }

    If If()
    {
        var branches = new List<ConditionalBranch>();
        Expect("IF");
        do branches.Add(Branch("END IF"));
        while (Take("ELSEIF"));
        var otherwise = Take("ELSE") ? StatementList("END IF") : null;
        EndOf("IF", null);
        return new If(branches.ToValueList(), otherwise);
    }

    ConditionalBranch Branch(string end)
    {
        var start = Here;
        var condition = Expression();
        Require("THEN");
        return new ConditionalBranch(condition, StatementList(end)) { Span = From(start) };
    }

    CaseStatement CaseStatement()
    {
        Expect("CASE");
        var operand = At("WHEN") ? null : Expression();
        if (!At("WHEN")) throw Unexpected();
        var branches = new List<ConditionalBranch>();
        while (Take("WHEN")) branches.Add(Branch("END"));
        var otherwise = Take("ELSE") ? StatementList() : null;
        EndOf("CASE", null);
        return new CaseStatement(operand, branches.ToValueList(), otherwise);
    }

    Loop Loop(Identifier? label)
    {
        Expect("LOOP");
        var statements = StatementList();
        EndOf("LOOP", label);
        return new Loop(statements) { Label = label };
    }

    While While(Identifier? label)
    {
        Expect("WHILE");
        var condition = Expression();
        Require("DO");
        var statements = StatementList();
        EndOf("WHILE", label);
        return new While(condition, statements) { Label = label };
    }

    Repeat Repeat(Identifier? label)
    {
        Expect("REPEAT");
        var statements = StatementList("UNTIL");
        Expect("UNTIL");
        var until = Expression();
        EndOf("REPEAT", label);
        return new Repeat(statements, until) { Label = label };
    }

    ForIn ForIn(Identifier? label)
    {
        Expect("FOR");
        var variable = Name();
        Expect("IN");
        var query = ParenthesizedQuery();
        Expect("DO");
        var statements = StatementList();
        EndOf("FOR", label);
        return new ForIn(variable, query, statements) { Label = label };
    }

    Declare Declare()
    {
        Expect("DECLARE");
        var names = CommaList(Name);
        var type = At("DEFAULT") ? null : Type();
        return new Declare(names, type, Take("DEFAULT") ? Expression() : null);
    }

    Statement Set()
    {
        Expect("SET");
        if (At("@@"))
        {
            var variable = SystemVariable();
            Expect("=");
            return new SetSystemVariable(variable, Expression());
        }
        if (At("("))
        {
            var names = NameList();
            Expect("=");
            return new SetVariables(names, Expression());
        }
        var name = Name();
        if (!Take("=")) throw Expected(",", "=");
        return new SetVariable(name, Expression());
    }

    Raise Raise()
    {
        Expect("RAISE");
        if (!Take("USING")) return new Raise(Message: null);
        ExpectAll("MESSAGE", "=");
        return new Raise(Expression());
    }

    ExecuteImmediate ExecuteImmediate()
    {
        ExpectAll("EXECUTE", "IMMEDIATE");
        var sql = Expression();
        var into = Take("INTO") ? CommaList(Name) : [];
        return new ExecuteImmediate(sql, into, Take("USING") ? CommaList(ExecuteArgument) : []);
    }

    ExecuteArgument ExecuteArgument()
    {
        var start = Here;
        var value = Expression();
        return new ExecuteArgument(value, Take("AS") ? Name() : null) { Span = From(start) };
    }
}
