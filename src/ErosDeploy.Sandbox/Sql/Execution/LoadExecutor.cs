using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>LOAD DATA: objects into a table, as one commit.</summary>
internal sealed class LoadExecutor(StatementContext context)
{
    public async Task<QueryOutcome> RunAsync(LoadData statement)
    {
        RefuseUnsupported(statement);
        var import = context.Job.Import ?? throw BigQueryException.Unimplemented("LOAD DATA without an object store");
        var reader = new LoadOptionReader(context, statement.FromFiles);
        var schema = Schema(statement);
        var options = reader.Read(autodetect: schema.Count == 0);
        var outcome = new QueryOutcome { StatementType = "LOAD_DATA" };
        if (context.Job.Request.DryRun) return outcome;
        var files = import.Files(reader.Uris);
        var rows = await import.ReadAsync(files, options, schema, relation => statement.Temporary ? Task.FromResult(Temporary(statement, relation)) : WriteAsync(import, statement, relation), context.Token);
        return outcome with { Loaded = new(files.Count, files.Sum(file => new FileInfo(file).Length), rows) };
    }

    void RefuseUnsupported(LoadData statement)
    {
        if (context.Job.Transaction is not null) throw BigQueryException.InvalidQuery("LOAD DATA is not supported in a transaction");
        var what = statement switch
        {
            { Connection: not null } => "WITH CONNECTION",
            { PartitionColumns: not null } => "WITH PARTITION COLUMNS",
            { Partitions.Count: > 0 } => "PARTITIONS",
            _ => null,
        };
        if (what is not null) throw BigQueryException.Unimplemented($"LOAD DATA {what}");
    }

    /// <summary>The columns written, else those of the table that is added to; empty when the files are to tell.</summary>
    IReadOnlyList<ColumnEntry> Schema(LoadData statement)
    {
        if (statement.Elements is { } elements) return [.. new ColumnReader(context).Columns(elements)];
        return statement.Overwrite ? [] : [.. Existing(statement)?.Columns.Where(c => !c.IsPseudo) ?? []];
    }

    TableEntry? Existing(LoadData statement) => statement.Temporary
        ? context.Job.Session.Temp.Table(statement.Table.Last.Name)
        : context.Catalog.FindTable(context.Names.Table(statement.Table));

    async Task<long> WriteAsync(FileImport import, LoadData statement, LoadedRelation relation)
    {
        var name = context.Names.Table(statement.Table);
        var planned = Planned(statement, name, relation);
        RefuseOtherLayout(statement, planned);
        var rows = await import.WriteAsync(relation, new WriteTarget(name)
        {
            Write = statement.Overwrite ? WriteDisposition.WriteTruncate : WriteDisposition.WriteAppend,
            TimePartitioning = planned.TimePartitioning,
            RangePartitioning = planned.RangePartitioning,
            Clustering = statement.ClusterBy.Count > 0 ? planned.Clustering : null,
        }, context.Token);
        await FinishAsync(statement, name);
        return rows;
    }

    /// <summary>The table as the statement describes it, which also checks the description before anything is written.</summary>
    TableEntry Planned(LoadData statement, TableName name, LoadedRelation relation)
    {
        var table = new TableEntry { Name = name, Columns = relation.Columns };
        if (statement.PartitionBy is not null || statement.ClusterBy.Count > 0) table = PartitionReader.Apply(table, statement.PartitionBy, statement.ClusterBy);
        table = new OptionReader(context).Apply(table, statement.Options);
        PhysicalRules.Check(table);
        return table;
    }

    void RefuseOtherLayout(LoadData statement, TableEntry planned)
    {
        if (statement.Overwrite || Existing(statement) is not { } existing) return;
        if (statement.Options.Count > 0) throw BigQueryException.Unimplemented("OPTIONS of LOAD DATA INTO a table that exists");
        var isOther = statement.PartitionBy is not null && (planned.RangePartitioning != existing.RangePartitioning || Layout(planned) != Layout(existing))
            || statement.ClusterBy.Count > 0 && !planned.Clustering.SequenceEqual(existing.Clustering, StringComparer.OrdinalIgnoreCase);
        if (isOther) throw BigQueryException.InvalidQuery($"Table {existing.Name} exists with another partitioning or clustering spec than that of LOAD DATA");
    }

    static TimePartitioning? Layout(TableEntry table) => table.TimePartitioning is { } time ? time with { ExpirationMs = null } : null;

    /// <summary>Options and constraints, which a load as such does not have.</summary>
    async Task FinishAsync(LoadData statement, TableName name)
    {
        var constraints = statement.Elements is { } elements ? new ColumnReader(context).Constraints(elements) : TableConstraints.None;
        if (statement.Options.Count == 0 && constraints is { PrimaryKey.Count: 0, ForeignKeys.Count: 0 }) return;
        await context.Job.Warehouse.CommitAsync(context.Connection, commit =>
        {
            var before = CatalogEdits.Table(commit, name);
            return CatalogEdits.Replace(commit, before, new OptionReader(context).Apply(before, statement.Options) with { Constraints = constraints }, context.Token);
        }, context.Token);
    }

    long Temporary(LoadData statement, LoadedRelation relation)
    {
        var temp = context.Job.Session.Temp;
        if (!statement.Overwrite && Existing(statement) is not null) throw BigQueryException.Unimplemented("LOAD DATA INTO a temporary table that exists");
        var name = new TableName(context.Job.Request.Project, temp.DatasetId, statement.Table.Last.Name);
        var (entry, rows) = TableFiller.FillTemporary(context.Connection, temp, Planned(statement, name, relation), relation.Sql, context.Token);
        temp.Put(entry);
        return rows;
    }
}
