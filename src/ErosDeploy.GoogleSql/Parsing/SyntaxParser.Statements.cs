using ErosDeploy.GoogleSql.Lexing;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Statements by their first word; statements without a clause of their own elsewhere.</summary>
sealed partial class SyntaxParser
{
    internal Statement Statement()
    {
        Enter();
        _height = 0;
        var hint = OptionalHint();
        var start = Here;
        var statement = AtName && AtAhead(1, ":") ? Labelled() : Unlabelled();
        return Leave(statement with { StatementHint = hint, Span = From(start) });
    }

    Statement Unlabelled() => Current.Kind switch
    {
        TokenKind.Keyword => KeywordStatement(),
        TokenKind.Identifier => WordStatement(_text[Here..Current.End].ToUpperInvariant()),
        TokenKind.Symbol when At("(") => new QueryStatement(Query()),
        _ => throw UnknownStatement(),
    };

    Statement KeywordStatement() => Current.Word switch
    {
        "SELECT" or "WITH" or "FROM" => new QueryStatement(Query()),
        "CREATE" => Create(),
        "MERGE" => Merge(),
        "SET" => Set(),
        "IF" => If(),
        "CASE" => CaseStatement(),
        "FOR" => ForIn(null),
        _ => throw UnknownStatement(),
    };

    Statement WordStatement(string word) => word switch
    {
        "INSERT" => Insert(),
        "UPDATE" => Update(),
        "DELETE" => Delete(),
        "TRUNCATE" => Truncate(),
        "ALTER" => Alter(),
        "DROP" => Drop(),
        "UNDROP" => Undrop(),
        "EXPORT" => Export(),
        "LOAD" => LoadData(),
        "GRANT" or "REVOKE" => GrantOrRevoke(),
        "ASSERT" => Assert(),
        "CALL" => CallStatement(),
        "EXPLAIN" => Explain(),
        "COMMIT" => Transaction(new CommitTransaction()),
        "ROLLBACK" => Transaction(new RollbackTransaction()),
        "START" => StartTransaction(),
        "BEGIN" when AtAhead(1, "TRANSACTION") || AtAhead(1, ";") || PeekToken(1).Kind == TokenKind.End => Transaction(new BeginTransaction()),
        _ => ScriptingStatement(word),
    };

    T Transaction<T>(T statement) where T : Statement
    {
        _pos++;
        Take("TRANSACTION");
        return statement;
    }

    BeginTransaction StartTransaction()
    {
        ExpectAll("START", "TRANSACTION");
        return new BeginTransaction();
    }

    ExplainStatement Explain()
    {
        Expect("EXPLAIN");
        return new ExplainStatement(Statement());
    }

    Assert Assert()
    {
        Expect("ASSERT");
        var condition = Expression();
        return new Assert(condition, Take("AS") ? Expression() : null);
    }

    Call CallStatement()
    {
        Expect("CALL");
        var procedure = ObjectName();
        if (!Take("(")) throw Expected("(", ".");
        ValueList<Expression> arguments = At(")") ? [] : CommaList(Argument);
        Close(")");
        return new Call(procedure, arguments);
    }

    Statement Export()
    {
        Expect("EXPORT");
        if (Take("MODEL"))
        {
            var model = ObjectName();
            return new ExportModel(model, OptionalConnection(), OptionalOptions());
        }
        Expect("DATA");
        var connection = OptionalConnection();
        var options = OptionalOptions();
        Expect("AS");
        return new ExportData(connection, options, Query());
    }

    /// <summary>`[REMOTE] WITH CONNECTION path`, REMOTE being taken by the caller.</summary>
    ObjectPath? OptionalConnection()
    {
        if (!Take("WITH", "CONNECTION")) return null;
        if (!At("DEFAULT")) return ObjectName();
        var name = NameAt(_pos++);
        return new ObjectPath([name]) { Span = name.Span };
    }

    LoadData LoadData()
    {
        ExpectAll("LOAD", "DATA");
        var overwrite = Take("OVERWRITE");
        if (!overwrite && !Take("INTO")) throw Expected("INTO", "OVERWRITE");
        var temporary = Take("TEMP", "TABLE") || Take("TEMPORARY", "TABLE");
        var load = new LoadData(ObjectName(), [])
        {
            Overwrite = overwrite,
            Temporary = temporary,
            Partitions = LoadedPartitions(),
            Elements = OptionalTableElements(),
            PartitionBy = OptionalPartitionBy(),
            ClusterBy = OptionalClusterBy(),
            Options = OptionalOptions(),
        };
        ExpectAll("FROM", "FILES");
        return load with { FromFiles = OptionEntries(), PartitionColumns = OptionalPartitionColumns(), Connection = OptionalConnection() };
    }

    ValueList<Expression> LoadedPartitions()
    {
        Take("OVERWRITE");
        return Take("PARTITIONS") ? Parenthesized(Expression) : [];
    }

    GrantOrRevoke GrantOrRevoke()
    {
        var revoke = Take("REVOKE");
        if (!revoke) Expect("GRANT");
        var roles = CommaList(NameAfterDot);
        Expect("ON");
        var kind = new List<string>();
        if (PeekToken(1).IsName) kind.Add(Name().Name.ToUpperInvariant());
        while (Current.Kind == TokenKind.Identifier && AtAny("TABLE", "VIEW", "SCHEMA", "FUNCTION", "PROCEDURE")) kind.Add(Name().Name.ToUpperInvariant());
        var target = ObjectName();
        Expect(revoke ? "FROM" : "TO");
        return new GrantOrRevoke(revoke, roles, string.Join(' ', kind), target, CommaList(Expression));
    }
}
