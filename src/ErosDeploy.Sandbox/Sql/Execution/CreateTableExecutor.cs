using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>CREATE TABLE with columns, AS a query, LIKE, COPY and CLONE; temporary ones too.</summary>
internal sealed class CreateTableExecutor(StatementContext context)
{
    readonly ColumnReader _columns = new(context);

    public Task<QueryOutcome> RunAsync(CreateTable create)
    {
        if (create.Connection is not null) throw BigQueryException.Unimplemented("CREATE TABLE WITH CONNECTION");
        if (create.Temporary) return Task.FromResult(Temporary(create));
        if (create.Source is { Kind: not TableSourceKind.Like } source) return new CopyTableExecutor(context).CopyAsync(create, source);
        return PermanentAsync(create);
    }

    async Task<QueryOutcome> PermanentAsync(CreateTable create)
    {
        var name = context.Names.Table(create.Name);
        CheckDataset(name);
        var outcome = DdlExecutor.Outcome(create.AsQuery is null ? "CREATE_TABLE" : "CREATE_TABLE_AS_SELECT", name);
        if (DdlExecutor.Operation(create, context.Catalog.FindTable(name), new TableEntry { Name = name }) == "SKIP") return outcome with { Ddl = outcome.Ddl! with { Operation = "SKIP" } };
        DdlExecutor.RefuseInTransaction(context, outcome.StatementType);
        var query = create.AsQuery is null ? null : context.Translator.Query(create.AsQuery);
        var table = EntryOf(create, name, query);
        PhysicalRules.Check(table);
        if (query is not null && table.TimePartitioning is { Field: null }) throw BigQueryException.InvalidQuery("CREATE TABLE AS SELECT cannot be partitioned by ingestion time");
        if (query is null) return await DdlExecutor.CommitAsync(context, outcome with { Columns = [.. table.Columns.Select(c => new ResultColumn(c.Name, c.Type, c.Mode))] }, commit => Place(commit, create, table));
        return await AsQueryAsync(create, outcome, table, query);
    }

    async Task<QueryOutcome> AsQueryAsync(CreateTable create, QueryOutcome outcome, TableEntry table, TranslatedQuery query)
    {
        var (processed, billed) = BytesRule.Of(context, query.References);
        BytesRule.CheckLimit(context.Job.Request, billed);
        outcome = outcome with
        {
            BytesProcessed = processed, BytesBilled = billed, Columns = SelectExecutor.ResultColumns(query), Destination = table.Name,
            ReferencedTables = [.. query.References.Reads.Select(r => r.Table.Name).Distinct()],
        };
        if (context.Job.Request.DryRun) return outcome;
        var (entry, rows) = await TableFiller.FillAsync(context.Job.Warehouse, context.Connection, table, query.Sql, context.Token);
        return await PlaceFilledAsync(context, outcome, create, entry, rows);
    }

    /// <summary>Commits a table that has its rows already; when that fails they go again.</summary>
    public static async Task<QueryOutcome> PlaceFilledAsync(StatementContext context, QueryOutcome outcome, CreateStatement create, TableEntry entry, long rows)
    {
        try
        {
            var done = await DdlExecutor.CommitAsync(context, outcome, commit =>
            {
                commit.KeepRowsAbove(rows);
                commit.Appended(entry.StorageId);
                return Place(commit, create, entry, context.Token);
            });
            if (done.Ddl!.Operation == "SKIP") TableFiller.Drop(context.Connection, entry);
            return done;
        }
        catch
        {
            TableFiller.Drop(context.Connection, entry);
            throw;
        }
    }

    string Place(CommitScope commit, CreateTable create, TableEntry table) => Place(commit, create, table, context.Token);

    static string Place(CommitScope commit, CreateStatement create, TableEntry table, CancellationToken token)
    {
        var operation = DdlExecutor.Operation(create, CatalogEdits.Existing(commit, table.Name), table);
        if (operation != "SKIP") CatalogEdits.Create(commit, table, token);
        return operation;
    }

    QueryOutcome Temporary(CreateTable create)
    {
        var name = new TableName(context.Job.Request.Project, context.Job.Session.Temp.DatasetId, create.Name.Last.Name);
        var query = create.AsQuery is null ? null : context.Translator.Query(create.AsQuery);
        var outcome = DdlExecutor.Outcome(query is null ? "CREATE_TABLE" : "CREATE_TABLE_AS_SELECT", name);
        var operation = DdlExecutor.Operation(create, context.Names.TempTable(create.Name) is not null, $"Table {name}");
        outcome = outcome with { Ddl = outcome.Ddl! with { Operation = operation } };
        if (operation == "SKIP" || context.Job.Request.DryRun) return outcome;
        var (processed, billed) = query is null ? (0, 0) : BytesRule.Of(context, query.References);
        var (entry, _) = TableFiller.FillTemporary(context.Connection, context.Job.Session.Temp, TemporaryEntry(create, name, query), query?.Sql, context.Token);
        context.Job.Session.Temp.Put(entry);
        return outcome with { BytesProcessed = processed, BytesBilled = billed };
    }

    TableEntry TemporaryEntry(CreateTable create, TableName name, TranslatedQuery? query)
    {
        if (create.Source is not { } source) return EntryOf(create, name, query);
        if (source.Kind != TableSourceKind.Like) throw BigQueryException.Unimplemented("CREATE TEMP TABLE with COPY or CLONE");
        return EntryOf(create, name, query);
    }

    TableEntry EntryOf(CreateTable create, TableName name, TranslatedQuery? query)
    {
        var like = create.Source is { Kind: TableSourceKind.Like } source ? SourceTables.Find(context, source.Table) : null;
        if (like is not null && query is not null) RequireSame(like, query);
        var table = like is null ? new TableEntry { Name = name, Columns = TableColumns(create, query) } : SourceTables.Like(like, name);
        if (create.Elements is { } elements) table = table with { Constraints = _columns.Constraints(elements) };
        var placed = create.PartitionBy is null && create.ClusterBy.Count == 0 ? table : PartitionReader.Apply(table, create.PartitionBy, create.ClusterBy);
        var collated = like is null ? Collations.Inherited(placed with { DefaultCollation = Collations.Checked(create.DefaultCollate) }, DatasetOf(create, name)) : placed;
        return new OptionReader(context).Apply(Expiring(collated), create.Options);
    }

    static void RequireSame(TableEntry like, TranslatedQuery query)
    {
        var columns = like.Columns.Where(c => !c.IsPseudo).ToList();
        if (columns.Count != query.Columns.Count || columns.Zip(query.Columns).Any(pair => !pair.First.Name.Equals(pair.Second.Name, StringComparison.OrdinalIgnoreCase) || pair.First.Type.Plain != pair.Second.Type.Plain))
            throw BigQueryException.InvalidQuery($"The columns of the query do not match those of table {like.Name}");
    }

    DatasetEntry? DatasetOf(CreateTable create, TableName name) => create.Temporary ? null : context.Catalog.FindDataset(name.Parent);

    // a dataset's default expiration of partitions goes to new partitioned tables
    TableEntry Expiring(TableEntry table) => table.TimePartitioning is { ExpirationMs: null } time
        && context.Catalog.FindDataset(table.Name.Parent)?.DefaultPartitionExpirationMs is { } ms
            ? table with { TimePartitioning = time with { ExpirationMs = ms } }
            : table;

    IReadOnlyList<ColumnEntry> TableColumns(CreateTable create, TranslatedQuery? query)
    {
        if (query is null) return create.Elements is { } elements ? _columns.Columns(elements) : throw NoColumns();
        var columns = query.Columns.Select(c => ColumnsOf.Column(c.Name, c.Type.Plain)).ToList();
        if (create.Elements is { Columns.Count: > 0 } named) columns = Named(named, columns);
        ColumnReader.CheckNames(columns);
        return columns;
    }

    List<ColumnEntry> Named(TableElements elements, List<ColumnEntry> columns)
    {
        if (elements.Columns.Count != columns.Count)
            throw BigQueryException.InvalidQuery("The number of columns in the column definition list does not match the number of columns produced by the query");
        return [.. elements.Columns.Zip(columns, (given, column) =>
            given.Schema is { } schema ? _columns.Column(given.Name.Name, schema) : column with { Name = given.Name.Name })];
    }

    void CheckDataset(TableName name)
    {
        if (context.Catalog.FindDataset(name.Parent) is null) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
    }

    static BigQueryException NoColumns() => BigQueryException.InvalidQuery("CREATE TABLE needs columns, a query, or LIKE, COPY or CLONE");
}
