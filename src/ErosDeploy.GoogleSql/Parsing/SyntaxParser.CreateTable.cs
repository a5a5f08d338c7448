using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>Tables, snapshots, external tables, and the list of columns and constraints.</summary>
sealed partial class SyntaxParser
{
    CreateTable CreateTable(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        return new CreateTable(ObjectName())
        {
            OrReplace = head.OrReplace,
            Temporary = head.Temporary,
            IfNotExists = ifNotExists,
            Elements = OptionalTableElements(),
            Source = OptionalTableSource(),
            DefaultCollate = OptionalDefaultCollate(),
            PartitionBy = OptionalPartitionBy(),
            ClusterBy = OptionalClusterBy(),
            Connection = OptionalConnection(),
            Options = OptionalOptions(),
            AsQuery = Take("AS") ? Query() : null,
        };
    }

    TableSource? OptionalTableSource()
    {
        var start = Here;
        TableSourceKind? kind = Take("LIKE") ? TableSourceKind.Like
            : Take("COPY") ? TableSourceKind.Copy
            : Take("CLONE") ? TableSourceKind.Clone : null;
        return kind is { } k ? TableSource(start, k) : null;
    }

    TableSource TableSource(int start, TableSourceKind kind)
    {
        var table = ObjectName();
        return new TableSource(kind, table, kind == TableSourceKind.Like ? null : OptionalSystemTime()) { Span = From(start) };
    }

    CreateSnapshotTable CreateSnapshot(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        var start = Here;
        Expect("CLONE");
        return new CreateSnapshotTable(name, TableSource(start, TableSourceKind.Clone))
        {
            OrReplace = head.OrReplace, IfNotExists = ifNotExists, Options = OptionalOptions(),
        };
    }

    CreateExternalTable CreateExternalTable(CreateHead head)
    {
        var ifNotExists = IfNotExists();
        var table = new CreateExternalTable(ObjectName())
        {
            OrReplace = head.OrReplace,
            Temporary = head.Temporary,
            IfNotExists = ifNotExists,
            Elements = OptionalTableElements(),
            Connection = OptionalConnection(),
            PartitionColumns = OptionalPartitionColumns(),
        };
        var connection = table.Connection ?? OptionalConnection();
        if (!At("OPTIONS")) throw Fail(Previous.End, "Expected keyword OPTIONS");
        return table with { Connection = connection, Options = Options() };
    }

    PartitionColumns? OptionalPartitionColumns()
    {
        var start = Here;
        return Take("WITH", "PARTITION", "COLUMNS") ? new PartitionColumns(OptionalTableElements()) { Span = From(start) } : null;
    }

    Expression? OptionalPartitionBy()
    {
        if (!Take("PARTITION")) return null;
        Expect("BY");
        var start = Here;
        var expressions = CommaList(Expression);
        return expressions.Count == 1 ? expressions[0] : throw Error(start, $"Only a single PARTITION BY expression is supported but found {expressions.Count}");
    }

    ValueList<Expression> OptionalClusterBy() => Take("CLUSTER") ? ClusterColumns() : [];

    ValueList<Expression> ClusterColumns()
    {
        Expect("BY");
        return CommaList(Expression);
    }

    TableElements? OptionalTableElements() => At("(") ? TableElements() : null;

    TableElements TableElements()
    {
        var start = Here;
        var columns = new List<ColumnDefinition>();
        var constraints = new List<TableConstraint>();
        Expect("(");
        do
        {
            if (AtAny(")", ",") && columns.Count + constraints.Count > 0) continue;
            if (AtConstraint) constraints.Add(Constraint());
            else columns.Add(Column());
        }
        while (Take(","));
        Close(")");
        return new TableElements(columns.ToValueList(), constraints.ToValueList()) { Span = From(start) };
    }

    bool AtConstraint =>
        At("PRIMARY", "KEY", "(") || At("FOREIGN", "KEY", "(") || At("CHECK", "(") || At("CONSTRAINT") && PeekToken(1).IsName
            && (AtAhead(2, "PRIMARY") || AtAhead(2, "FOREIGN") || AtAhead(2, "CHECK"));

    TableConstraint Constraint()
    {
        var start = Here;
        return ConstraintBody(Take("CONSTRAINT") ? Name() : null) with { Span = From(start) };
    }

    TableConstraint ConstraintBody(Identifier? name)
    {
        if (Take("PRIMARY", "KEY"))
        {
            var columns = Take("(", ")") ? [] : NameList();
            return new PrimaryKey(name, columns, Enforced());
        }
        if (Take("FOREIGN", "KEY"))
        {
            var columns = NameList();
            return new ForeignKey(name, columns, References());
        }
        if (!Take("CHECK")) throw Expected("CHECK", "FOREIGN", "PRIMARY");
        var condition = InParentheses(Expression);
        return new CheckConstraint(name, condition, Enforced());
    }

    bool Enforced()
    {
        if (Take("NOT", "ENFORCED")) return false;
        Take("ENFORCED");
        return true;
    }

    ForeignKeyReference References()
    {
        var start = Here;
        Expect("REFERENCES");
        var table = ObjectName();
        var columns = NameList();
        return new ForeignKeyReference(table, columns, Enforced()) { Span = From(start) };
    }
}
