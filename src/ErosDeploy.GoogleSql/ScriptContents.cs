using ErosDeploy.GoogleSql.Lint;
using ErosDeploy.GoogleSql.Syntax;

namespace ErosDeploy.GoogleSql;

/// <param name="Table">The last part of its name; a view counts as a table.</param>
/// <param name="IsRows">DML: it counts against the table's updates and need not wait for them.</param>
public readonly record struct TableUpdate(string Table, bool IsRows);

/// <summary>How far a dry run looks into a script: up to its first DDL statement, which it checks, or CALL, EXECUTE IMMEDIATE or script control.
/// Source: "Work with multi-statement queries" of BigQuery.</summary>
public enum DryRunReach
{
    Whole,
    Part,
}

/// <summary>What a script does, told by its text alone. Placeholders may be unfilled; statements that cannot be parsed are left out.</summary>
public sealed class ScriptContents
{
    readonly LintScript _script;
    readonly List<Statement> _executed;

    ScriptContents(LintScript script)
    {
        _script = script;
        _executed = [.. script.Statements.SelectMany(Effects.Executed)];
        Updates = [.. _executed.SelectMany(UpdatesOf).Where(u => !script.Temporary.Contains(u.Table))];
        Names = script.All<ObjectPath>().Select(p => p.Last.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of the text. What a loop repeats counts once; what a called procedure does is not seen.</summary>
    public IReadOnlyList<TableUpdate> Updates { get; }

    /// <summary>The last parts of the names of all it reads, writes, calls and makes.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Names of the temporary objects it makes.</summary>
    public IReadOnlySet<string> Temporary => _script.Temporary;

    /// <summary>Names of what is another thing after it than before: made, replaced, altered or dropped. Rows are not meant.</summary>
    public IReadOnlyCollection<string> Makes =>
        [.. _executed.OfType<CreateStatement>().Select(c => c.Name.Last.Name).Concat(_executed.OfType<Drop>().Select(d => d.Name.Last.Name)).Concat(Updates.Where(u => !u.IsRows).Select(u => u.Table)).Concat(Temporary).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Of what it makes, that which is another thing after it even where there was one before.</summary>
    public IReadOnlyCollection<string> Redefines =>
        [.. _executed.OfType<CreateStatement>().Where(c => c.OrReplace).Select(c => c.Name.Last.Name).Concat(_executed.OfType<Drop>().Select(d => d.Name.Last.Name)).Concat(_executed.OfType<Alter>().Select(a => a.Name.Last.Name)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes rows, columns, tables or a whole dataset away.</summary>
    public bool Destroys => _executed.Any(IsDestructive);

    public bool AltersTables => _executed.Any(s => s is Alter { Kind: not (ObjectKind.View or ObjectKind.MaterializedView) } or LoadData or CreateRowAccessPolicy or DropAllRowAccessPolicies);

    /// <summary>Tables that it replaces if they are there.</summary>
    public IEnumerable<string> Replaces => _executed.OfType<CreateTable>().Where(c => c is { OrReplace: true, Temporary: false }).Select(c => c.Name.Last.Name);

    public DryRunReach Reach =>
        _script.Broken.Count == 0 && _script.Statements.SkipLast(1).All(IsPassed) && (_script.Statements.Count == 0 || IsSeen(_script.Statements[^1])) ? DryRunReach.Whole : DryRunReach.Part;

    /// <summary>Its statements stand for themselves: no variables, blocks, calls, transactions or temporary objects, so each may be looked at alone.</summary>
    public bool IsPlain => _script.Broken.Count == 0 && Temporary.Count == 0 && _script.Statements.All(IsSeen);

    /// <param name="text">Of any script, also a broken one.</param>
    public static ScriptContents Of(string text) => new(LintScript.Of(new LintSource("", text)));

    /// <summary>What a dry run goes on after; of a script with temporary functions and one query more it sees everything.</summary>
    static bool IsPassed(Statement statement) => statement is QueryStatement or Insert or Update or Delete or Merge or CreateFunction { Temporary: true };

    static bool IsSeen(Statement statement) => IsPassed(statement) || statement is CreateStatement or Alter or Drop or Truncate or Assert;

    bool IsDestructive(Statement statement) => statement switch
    {
        Drop { Kind: ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Function or ObjectKind.TableFunction or ObjectKind.Procedure or ObjectKind.SearchIndex or ObjectKind.VectorIndex } => false,
        Drop drop => !_script.IsTemporaryName(drop.Name),
        Truncate truncate => !_script.IsTemporaryName(truncate.Table),
        Alter alter => !_script.IsTemporaryName(alter.Name) && alter.Actions.Any(a => a is DropColumn),
        LoadData load => load.Overwrite && !load.Temporary,
        _ => false,
    };

    static IEnumerable<TableUpdate> UpdatesOf(Statement statement) => statement switch
    {
        CreateRowAccessPolicy policy => [Metadata(policy.Table)],
        CreateIndex index => [Metadata(index.Table)],
        CreateTable or CreateView or CreateMaterializedView or CreateSnapshotTable or CreateExternalTable => [Metadata(((CreateStatement)statement).Name)],
        Alter { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.ExternalTable or ObjectKind.SnapshotTable } alter =>
            [Metadata(alter.Name), .. alter.Actions.OfType<RenameTo>().Select(r => Metadata(r.Name))],
        Drop { On: { } table } => [Metadata(table)],
        Drop { Kind: ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.ExternalTable or ObjectKind.SnapshotTable } drop => [Metadata(drop.Name)],
        DropAllRowAccessPolicies drop => [Metadata(drop.Table)],
        LoadData load => [Metadata(load.Table)],
        Insert insert => [Rows(insert.Table)],
        Update update => [Rows(update.Table)],
        Delete delete => [Rows(delete.Table)],
        Merge merge => [Rows(merge.Target)],
        Truncate truncate => [Rows(truncate.Table)],
        _ => [],
    };

    static TableUpdate Metadata(ObjectPath table) => new(table.Last.Name, IsRows: false);

    static TableUpdate Rows(ObjectPath table) => new(table.Last.Name, IsRows: true);
}
