using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

sealed partial class SyntaxParser
{
    Insert Insert()
    {
        Expect("INSERT");
        var mode = InsertMode();
        Take("INTO");
        OptionalHint();
        if (!AtName) throw Fail(Previous.End, "Expecting INSERT target name");
        var table = ObjectName();
        var columns = At("(") && !StartsQuery(_pos + 1) ? NameList() : [];
        return new Insert(table, columns, InsertSource()) { Mode = mode };
    }

    string? InsertMode()
    {
        if (Take("OR")) return NameAfterDot().Name.ToUpperInvariant();
        return AtAny("IGNORE", "REPLACE") && !AtAhead(1, "(") && !AtAhead(1, "VALUES") && !AtAhead(1, ".") ? NameAfterDot().Name.ToUpperInvariant() : null;
    }

    InsertSource InsertSource()
    {
        var start = Here;
        if (Take("VALUES")) return new InsertRows(CommaList(InsertRow)) { Span = From(start) };
        if (!AtAny("SELECT", "WITH", "(", "FROM")) throw Fail(Previous.End, "Expecting VALUES list or query");
        return new InsertQuery(Query()) { Span = From(start) };
    }

    InsertRow InsertRow()
    {
        var start = Here;
        return new InsertRow(Parenthesized(ValueOrDefault)) { Span = From(start) };
    }

    Expression ValueOrDefault()
    {
        var start = Here;
        return Take("DEFAULT") ? new DefaultValue { Span = From(start) } : Expression();
    }

    Update Update()
    {
        var start = Here;
        Expect("UPDATE");
        OptionalHint();
        var table = ObjectName();
        var alias = OptionalAlias();
        Require("SET");
        var items = CommaList(UpdateItem);
        var from = Take("FROM") ? FromContents() : null;
        return new Update(table, alias, items, from, Where(start, "UPDATE"));
    }

    Expression Where(int statement, string verb)
    {
        if (Take("WHERE")) return Expression();
        throw AtEnd || AtAny(";", "END") ? Error(statement, $"{verb} must have a WHERE clause") : ExpectedEndOfInput();
    }

    UpdateItem UpdateItem()
    {
        var start = Here;
        var target = DottedNames();
        if (!Take("=")) throw Expected(".", "=", "[");
        return new UpdateItem(target, ValueOrDefault()) { Span = From(start) };
    }

    Delete Delete()
    {
        var start = Here;
        Expect("DELETE");
        Take("FROM");
        OptionalHint();
        var table = ObjectName();
        var alias = OptionalAlias();
        return new Delete(table, alias, Where(start, "DELETE"));
    }

    Truncate Truncate()
    {
        ExpectAll("TRUNCATE", "TABLE");
        return new Truncate(ObjectName());
    }

    Merge Merge()
    {
        Expect("MERGE");
        Take("INTO");
        var target = ObjectName();
        var alias = OptionalAlias();
        Require("USING");
        var source = TableItem();
        Expect("ON");
        var condition = Expression();
        if (!At("WHEN")) throw Expected("WHEN");
        var whens = new List<MergeWhen>();
        while (At("WHEN")) whens.Add(MergeWhen());
        return new Merge(target, alias, source, condition, whens.ToValueList());
    }

    MergeWhen MergeWhen()
    {
        var start = Here;
        Expect("WHEN");
        var match = MergeMatch();
        var condition = Take("AND") ? Expression() : null;
        Expect("THEN");
        return new MergeWhen(match, condition, MergeAction()) { Span = From(start) };
    }

    MergeMatch MergeMatch()
    {
        if (Take("MATCHED")) return Syntax.MergeMatch.Matched;
        if (!Take("NOT")) throw Expected("MATCHED", "NOT");
        Expect("MATCHED");
        if (Take("BY", "SOURCE")) return Syntax.MergeMatch.NotMatchedBySource;
        Take("BY", "TARGET");
        return Syntax.MergeMatch.NotMatchedByTarget;
    }

    MergeAction MergeAction()
    {
        var start = Here;
        if (Take("DELETE")) return new MergeDelete { Span = From(start) };
        if (Take("UPDATE"))
        {
            Expect("SET");
            return new MergeUpdate(CommaList(UpdateItem)) { Span = From(start) };
        }
        if (!Take("INSERT")) throw Expected("DELETE", "INSERT", "UPDATE");
        var columns = OptionalNameList();
        if (Take("ROW")) return new MergeInsertRow(columns) { Span = From(start) };
        if (!Take("VALUES")) throw columns.Count == 0 ? Expected("(", "ROW", "VALUES") : Expected("ROW", "VALUES");
        return new MergeInsert(columns, InsertRow()) { Span = From(start) };
    }
}
