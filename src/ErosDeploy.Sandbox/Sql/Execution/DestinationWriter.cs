using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Binding;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Writes rows of a relation to a table under a job's dispositions, as one commit.</summary>
internal sealed class DestinationWriter(Warehouse warehouse, DuckConnection connection)
{
    /// <summary>
    /// Source columns come with PhysicalName = the column's name in the relation (or none: then it is the column's name), and are matched to the table's by
    /// name. Returns the number of rows written.
    /// </summary>
    public async Task<long> WriteAsync(WriteTarget target, IReadOnlyList<ColumnEntry> source, string relation, CancellationToken token)
    {
        var planned = Plan(warehouse.State, target, source, token);
        using var turn = await LockAsync(target, planned, token);
        using var changes = ChangeSet.OfInserts(connection, planned, SelectFor(planned, source, relation), token);
        if (target.Write == WriteDisposition.WriteEmpty) CheckEmpty(planned, token);
        return await warehouse.CommitAsync(connection, commit =>
        {
            ChangeWriter.Write(commit, changes.For(Prepare(commit, target, planned, token)), token);
            return changes.Counts.Inserted;
        }, token);
    }

    async Task<IDisposable?> LockAsync(WriteTarget target, TableEntry planned, CancellationToken token) =>
        planned.StorageId != 0 && target.Write is WriteDisposition.WriteTruncate or WriteDisposition.WriteTruncateData
            ? await warehouse.Locks.TakeAsync(planned.StorageId, token)
            : null;

    /// <summary>The table as it will be: the one there is, with its new schema, or a new one without storage.</summary>
    TableEntry Plan(CatalogState state, WriteTarget target, IReadOnlyList<ColumnEntry> source, CancellationToken token)
    {
        var name = target.Table;
        if (!state.Datasets.TryGetValue(name.Parent, out var dataset)) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset);
        CheckOptions(target);
        if (state.Table(name) is not { } existing) return Collations.Inherited(PlanNew(target, source), dataset);
        if (!existing.HoldsRows || existing.Kind == TableKind.Snapshot)
            throw BigQueryException.Invalid($"{name} is not allowed for this operation because it is not a table that can be written to.");
        return target.Write switch
        {
            WriteDisposition.WriteTruncate => PlanTruncate(target, existing, source),
            WriteDisposition.WriteTruncateData => SchemaMatch.Same(existing, source),
            _ => Named(SchemaMatch.Append(existing, source, target.AllowFieldAddition, target.AllowFieldRelaxation), token),
        };
    }

    // new columns are named here, since the change set is computed before the commit that adds them
    TableEntry Named(TableEntry table, CancellationToken token) =>
        table with { Columns = TableLayout.NameColumns(table.Columns, CatalogEdits.PhysicalNames(connection, table, token)) };

    static void CheckOptions(WriteTarget target)
    {
        if ((target.AllowFieldAddition || target.AllowFieldRelaxation) && target.Write != WriteDisposition.WriteAppend)
            throw BigQueryException.Invalid(
                "Schema update options should only be specified with WRITE_APPEND disposition, or with WRITE_TRUNCATE disposition on a table partition.");
    }

    static TableEntry PlanNew(WriteTarget target, IReadOnlyList<ColumnEntry> source)
    {
        if (target.Create == CreateDisposition.CreateNever)
            throw new BigQueryException("notFound", $"Not found: Table {target.Table}");
        return Checked(Physical(new TableEntry { Name = target.Table, Columns = Bare(source) }, target));
    }

    /// <summary>A truncated table is a new one that keeps its place, description, partitioning and clustering.</summary>
    static TableEntry PlanTruncate(WriteTarget target, TableEntry existing, IReadOnlyList<ColumnEntry> source)
    {
        var kept = existing with
        {
            StorageId = 0, Columns = Bare(source), Constraints = TableConstraints.None, RowAccessPolicies = [], Kind = TableKind.Table,
            BaseTable = null, BaseTime = null, Ddl = null,
        };
        return Checked(Physical(kept, target));
    }

    static TableEntry Physical(TableEntry table, WriteTarget target) => table with
    {
        TimePartitioning = target.TimePartitioning ?? table.TimePartitioning,
        RangePartitioning = target.RangePartitioning ?? table.RangePartitioning,
        Clustering = target.Clustering ?? table.Clustering,
    };

    static TableEntry Checked(TableEntry table)
    {
        PhysicalRules.Check(table);
        var whole = IngestionTime.Apply(table);
        return whole with { Columns = TableLayout.NameColumns(whole.Columns) };
    }

    static List<ColumnEntry> Bare(IReadOnlyList<ColumnEntry> source) => [.. source.Select(c => c with { PhysicalName = "" })];

    void CheckEmpty(TableEntry planned, CancellationToken token)
    {
        if (planned.StorageId != 0 && connection.Scalar($"SELECT 1 FROM {TableLayout.Live(planned.StorageId)} LIMIT 1", token) is not null)
            throw BigQueryException.Duplicate($"Table {planned.Name}");
    }

    static TableEntry Prepare(CommitScope commit, WriteTarget target, TableEntry planned, CancellationToken token)
    {
        var existing = CatalogEdits.Existing(commit, planned.Name);
        if (planned.StorageId == 0) return Place(commit, existing, planned, token);
        if (existing?.StorageId != planned.StorageId)
            throw BigQueryException.InvalidQuery($"Table {planned.Name} was replaced or dropped while it was written to");
        if (target.Write == WriteDisposition.WriteTruncateData) ChangeWriter.End(commit, planned, "true", token);
        return SchemaMatch.Differs(existing, planned) ? CatalogEdits.Replace(commit, existing, planned, token) : planned;
    }

    static TableEntry Place(CommitScope commit, TableEntry? existing, TableEntry planned, CancellationToken token)
    {
        var created = CatalogEdits.Create(commit, planned, token);
        if (existing is null) return created;
        var kept = created with { CreatedAt = existing.CreatedAt };
        commit.Put(kept);
        return kept;
    }

    string SelectFor(TableEntry table, IReadOnlyList<ColumnEntry> source, string relation)
    {
        var given = source.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        var list = table.Columns.Select(c => $"{Value(table, c, given)} AS {SqlText.Quote(c.PhysicalName)}");
        return $"SELECT {string.Join(", ", list)} FROM {relation} AS q";
    }

    string Value(TableEntry table, ColumnEntry column, Dictionary<string, ColumnEntry> given) => given.TryGetValue(column.Name, out var from)
        ? Casts.Between(from.Type, column.Type, $"q.{SqlText.Quote(from.PhysicalName.Length > 0 ? from.PhysicalName : from.Name)}")
        : Default(table, column);

    string Default(TableEntry table, ColumnEntry column)
    {
        if (column.DefaultExpression is not { } text) return $"CAST(NULL AS {column.Type.DuckType})";
        var context = new TranslationContext { Catalog = warehouse.Catalog, Project = table.Name.Project, Now = warehouse.Time.GetUtcNow() };
        return new Translator(context, new SourceText(text)).Assignment(Parser.ParseExpression(text), column.Type.Plain, column.Name).Sql;
    }
}
