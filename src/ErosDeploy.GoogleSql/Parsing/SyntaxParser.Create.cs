using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>CREATE by kind of object; schemas, views, policies, indexes, models.</summary>
sealed partial class SyntaxParser
{
    /// <summary>The words between CREATE and the kind of object.</summary>
    readonly record struct CreateHead(bool OrReplace, bool Temporary);

    Statement Create()
    {
        Expect("CREATE");
        var orReplace = Take("OR");
        if (orReplace) Expect("REPLACE");
        var temporary = Take("TEMP") || Take("TEMPORARY");
        var head = new CreateHead(orReplace, temporary);
        if (Take("TABLE", "FUNCTION")) return CreateTableFunction(head);
        if (Take("TABLE")) return CreateTable(head);
        if (Take("SNAPSHOT", "TABLE")) return CreateSnapshot(head);
        if (Take("EXTERNAL", "TABLE")) return CreateExternalTable(head);
        if (Take("EXTERNAL", "SCHEMA")) return CreateSchema(head, external: true);
        if (Take("SCHEMA")) return CreateSchema(head, external: false);
        if (Take("MATERIALIZED", "VIEW")) return CreateMaterializedView(head);
        if (Take("RECURSIVE", "VIEW")) return CreateView(head, recursive: true);
        if (Take("VIEW")) return CreateView(head, recursive: false);
        if (Take("AGGREGATE", "FUNCTION")) return CreateFunction(head, aggregate: true);
        if (Take("FUNCTION")) return CreateFunction(head, aggregate: false);
        if (Take("PROCEDURE")) return CreateProcedure(head);
        return CreateLessUsual(head);
    }

    Statement CreateLessUsual(CreateHead head)
    {
        if (Take("ROW", "ACCESS", "POLICY")) return CreateRowAccessPolicy(head);
        if (Take("SEARCH", "INDEX")) return CreateIndex(head, IndexKind.Search);
        if (Take("VECTOR", "INDEX")) return CreateIndex(head, IndexKind.Vector);
        if (Take("MODEL")) return CreateModel(head);
        if (AtAny("CAPACITY", "RESERVATION", "ASSIGNMENT", "CONNECTION")) return CreateOther(head);
        throw UnsupportedObject();
    }

    SqlSyntaxException UnsupportedObject() => AtName && !AtEnd
        ? Error(Here, $"{NameAt(_pos).Name} is not a supported object type")
        : Unexpected();

    bool IfNotExists()
    {
        if (!Take("IF")) return false;
        ExpectAll("NOT", "EXISTS");
        return true;
    }

    CreateSchema CreateSchema(CreateHead head, bool external)
    {
        var ifNotExists = IfNotExists();
        return new CreateSchema(ObjectName())
        {
            OrReplace = head.OrReplace,
            IfNotExists = ifNotExists,
            External = external,
            DefaultCollate = OptionalDefaultCollate(),
            Connection = OptionalConnection(),
            Options = OptionalOptions(),
        };
    }

    Expression? OptionalDefaultCollate() => Take("DEFAULT", "COLLATE") ? Expression() : null;

    CreateView CreateView(CreateHead head, bool recursive)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        var columns = OptionalViewColumns();
        var options = OptionalOptions();
        Expect("AS");
        return new CreateView(name, columns, Query())
        {
            OrReplace = head.OrReplace, IfNotExists = ifNotExists, Temporary = head.Temporary, Recursive = recursive, Options = options,
        };
    }

    ValueList<ViewColumn> OptionalViewColumns() => At("(") ? Parenthesized(ViewColumn) : [];

    ViewColumn ViewColumn()
    {
        var start = Here;
        var name = Name();
        return new ViewColumn(name, OptionalOptions()) { Span = From(start) };
    }

    CreateMaterializedView CreateMaterializedView(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var view = new CreateMaterializedView(ObjectName(), Query: null)
        {
            OrReplace = head.OrReplace,
            IfNotExists = ifNotExists,
            Columns = OptionalViewColumns(),
            PartitionBy = OptionalPartitionBy(),
            ClusterBy = OptionalClusterBy(),
            Options = OptionalOptions(),
        };
        Expect("AS");
        return Take("REPLICA", "OF") ? view with { ReplicaOf = ObjectName() } : view with { Query = Query() };
    }

    CreateRowAccessPolicy CreateRowAccessPolicy(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        Expect("ON");
        var table = ObjectName();
        var grantees = Take("GRANT") ? Grantees() : [];
        ExpectAll("FILTER", "USING");
        return new CreateRowAccessPolicy(name, table, grantees, InParentheses(Expression)) { OrReplace = head.OrReplace, IfNotExists = ifNotExists };
    }

    ValueList<Expression> Grantees()
    {
        Expect("TO");
        return Parenthesized(Expression);
    }

    CreateIndex CreateIndex(CreateHead head, IndexKind kind)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        Expect("ON");
        var table = ObjectName();
        var all = At("(") && AtAhead(1, "ALL") && AtAhead(2, "COLUMNS");
        return new CreateIndex(name, kind, table, all, all ? AllColumns() : Parenthesized(IndexColumn))
        {
            OrReplace = head.OrReplace,
            IfNotExists = ifNotExists,
            Storing = Take("STORING") ? Parenthesized(Expression) : [],
            PartitionBy = OptionalPartitionBy(),
            Options = OptionalOptions(),
        };
    }

    /// <summary>`(ALL COLUMNS [WITH COLUMN OPTIONS (columns)])`: the columns that have options.</summary>
    ValueList<IndexColumn> AllColumns()
    {
        ExpectAll("(", "ALL", "COLUMNS");
        var columns = Take("WITH", "COLUMN", "OPTIONS") ? Parenthesized(IndexColumn) : [];
        Expect(")");
        return columns;
    }

    IndexColumn IndexColumn()
    {
        var start = Here;
        var column = Expression();
        return new IndexColumn(column, OptionalOptions()) { Span = From(start) };
    }

    CreateModel CreateModel(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        while (AtAny("TRANSFORM", "INPUT", "OUTPUT")) SkipModelClause();
        Take("REMOTE");
        return new CreateModel(name, Query: null)
        {
            OrReplace = head.OrReplace,
            IfNotExists = ifNotExists,
            Temporary = head.Temporary,
            Connection = OptionalConnection(),
            Options = OptionalOptions(),
            Query = Take("AS") ? Query() : null,
        };
    }

    /// <summary>What a model is trained from is not kept.</summary>
    void SkipModelClause()
    {
        _pos++;
        if (!At("(")) throw Expected("(");
        _pos = MatchOf(_pos);
        Expect(")");
    }

    CreateOther CreateOther(CreateHead head)
    {
        var kind = Name().Name.ToUpperInvariant();
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        return new CreateOther(kind, name) { OrReplace = head.OrReplace, IfNotExists = ifNotExists, Options = OptionalOptions() };
    }
}
