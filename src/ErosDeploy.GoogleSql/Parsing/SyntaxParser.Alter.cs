using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql.Parsing;

/// <summary>ALTER, DROP, UNDROP.</summary>
sealed partial class SyntaxParser
{
    static readonly (string[] Words, ObjectKind Kind)[] ObjectKinds =
    [
        (["TABLE", "FUNCTION"], Syntax.ObjectKind.TableFunction),
        (["TABLE"], Syntax.ObjectKind.Table),
        (["SNAPSHOT", "TABLE"], Syntax.ObjectKind.SnapshotTable),
        (["EXTERNAL", "TABLE"], Syntax.ObjectKind.ExternalTable),
        (["EXTERNAL", "SCHEMA"], Syntax.ObjectKind.ExternalSchema),
        (["SCHEMA"], Syntax.ObjectKind.Schema),
        (["MATERIALIZED", "VIEW"], Syntax.ObjectKind.MaterializedView),
        (["VIEW"], Syntax.ObjectKind.View),
        (["FUNCTION"], Syntax.ObjectKind.Function),
        (["PROCEDURE"], Syntax.ObjectKind.Procedure),
        (["SEARCH", "INDEX"], Syntax.ObjectKind.SearchIndex),
        (["VECTOR", "INDEX"], Syntax.ObjectKind.VectorIndex),
        (["ROW", "ACCESS", "POLICY"], Syntax.ObjectKind.RowAccessPolicy),
        (["MODEL"], Syntax.ObjectKind.Model),
        (["CONNECTION"], Syntax.ObjectKind.Connection),
        (["CAPACITY"], Syntax.ObjectKind.Capacity),
        (["RESERVATION"], Syntax.ObjectKind.Reservation),
        (["ASSIGNMENT"], Syntax.ObjectKind.Assignment),
        (["PROJECT"], Syntax.ObjectKind.Project),
        (["ORGANIZATION"], Syntax.ObjectKind.Organization),
        (["BI_CAPACITY"], Syntax.ObjectKind.BiCapacity),
    ];

    ObjectKind ObjectKind()
    {
        foreach (var (words, kind) in ObjectKinds)
        {
            if (!words.Select((word, i) => AtAhead(i, word)).All(found => found)) continue;
            _pos += words.Length;
            return kind;
        }
        throw UnsupportedObject();
    }

    bool IfExists()
    {
        if (!Take("IF")) return false;
        Expect("EXISTS");
        return true;
    }

    Alter Alter()
    {
        var start = Here;
        Expect("ALTER");
        var kind = ObjectKind();
        if (kind is Syntax.ObjectKind.SearchIndex or Syntax.ObjectKind.VectorIndex) throw Error(start, $"Unimplemented: ALTER {(kind == Syntax.ObjectKind.SearchIndex ? "SEARCH" : "VECTOR")} INDEX");
        var ifExists = IfExists();
        var name = kind == Syntax.ObjectKind.Organization && At("SET") ? new ObjectPath([]) : ObjectName();
        return new Alter(kind, ifExists, name, CommaList(AlterAction));
    }

    AlterAction AlterAction()
    {
        var start = Here;
        return AnyAlterAction() with { Span = From(start) };
    }

    AlterAction AnyAlterAction()
    {
        if (Take("SET")) return SetAction();
        if (Take("ADD")) return AddAction();
        if (Take("DROP")) return DropAction();
        if (Take("RENAME")) return RenameAction();
        if (Take("ALTER", "COLUMN")) return AlterColumn();
        throw Unexpected();
    }

    AlterAction SetAction()
    {
        if (At("OPTIONS")) return new SetOptions(Options());
        if (!At("DEFAULT", "COLLATE")) throw Unexpected();
        return new SetDefaultCollate(OptionalDefaultCollate()!);
    }

    AlterAction AddAction()
    {
        if (Take("COLUMN"))
        {
            var ifNotExists = IfNotExists();
            return new AddColumn(ifNotExists, Column());
        }
        if (Take("REPLICA"))
        {
            var name = Name();
            return new AddReplica(name, OptionalOptions());
        }
        if (!AtAny("CONSTRAINT", "PRIMARY", "FOREIGN", "CHECK")) throw Unexpected();
        return AddConstraint();
    }

    AddConstraint AddConstraint()
    {
        var start = Here;
        if (!Take("CONSTRAINT")) return new AddConstraint(false, Constraint());
        var ifNotExists = IfNotExists();
        var name = Name();
        return new AddConstraint(ifNotExists, ConstraintBody(name) with { Span = From(start) });
    }

    AlterAction DropAction()
    {
        if (Take("PRIMARY", "KEY")) return new DropPrimaryKey(IfExists());
        if (Take("REPLICA")) return new DropReplica(Name());
        var isColumn = Take("COLUMN");
        if (!isColumn && !Take("CONSTRAINT")) throw AtName ? Error(Here, $"{NameAt(_pos).Name} is not a supported nested object type") : Unexpected();
        var ifExists = IfExists();
        return isColumn ? new DropColumn(ifExists, Name()) : new DropConstraint(ifExists, Name());
    }

    AlterAction RenameAction()
    {
        if (Take("TO")) return new RenameTo(ObjectName());
        if (!Take("COLUMN")) throw Expected("COLUMN", "TO");
        var ifExists = IfExists();
        var from = Name();
        Expect("TO");
        return new RenameColumn(ifExists, from, Name());
    }

    AlterColumn AlterColumn()
    {
        var ifExists = IfExists();
        var column = DottedNames();
        var start = Here;
        return new AlterColumn(ifExists, column, ColumnChange() with { Span = From(start) });
    }

    ColumnChange ColumnChange()
    {
        if (Take("DROP", "NOT", "NULL")) return new DropNotNull();
        if (Take("DROP", "DEFAULT")) return new DropColumnDefault();
        if (!Take("SET")) throw AtName ? Error(Here, "Expected keyword DROP or keyword SET but got identifier") : Expected("DROP", "SET");
        if (At("OPTIONS")) return new SetColumnOptions(Options());
        if (Take("DEFAULT")) return new SetColumnDefault(Expression());
        if (!Take("DATA", "TYPE")) throw Expected("DATA", "DEFAULT", "OPTIONS");
        return new SetDataType(ColumnSchema());
    }

    Statement Drop()
    {
        Expect("DROP");
        if (At("ALL", "ROW", "ACCESS"))
        {
            ExpectAll("ALL", "ROW", "ACCESS", "POLICIES", "ON");
            return new DropAllRowAccessPolicies(ObjectName());
        }
        var kind = ObjectKind();
        var ifExists = IfExists();
        var name = ObjectName();
        var on = Take("ON") ? ObjectName() : null;
        if (on is null && kind is Syntax.ObjectKind.RowAccessPolicy or Syntax.ObjectKind.SearchIndex or Syntax.ObjectKind.VectorIndex) throw Expected("ON");
        return new Drop(kind, ifExists, name) { On = on, Cascade = Take("CASCADE") ? true : Take("RESTRICT") ? false : null };
    }

    Undrop Undrop()
    {
        Expect("UNDROP");
        var kind = ObjectKind();
        var ifNotExists = IfNotExists();
        var name = ObjectName();
        return new Undrop(kind, ifNotExists, name, OptionalOptions());
    }
}
