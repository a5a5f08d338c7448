using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>CREATE VIEW and CREATE MATERIALIZED VIEW. A materialized view gets its rows when it is first read or refreshed.</summary>
internal sealed class CreateViewExecutor(StatementContext context)
{
    readonly OptionReader _options = new(context);

    public Task<QueryOutcome> RunAsync(CreateView create)
    {
        if (create.Recursive) throw BigQueryException.Unimplemented("CREATE RECURSIVE VIEW");
        if (create.Temporary) throw BigQueryException.Unimplemented("CREATE TEMP VIEW");
        return RunAsync(create, "CREATE_VIEW", Entry(create, create.Query, create.Columns, TableKind.View));
    }

    public Task<QueryOutcome> RunAsync(CreateMaterializedView create)
    {
        if (create.Query is null) throw BigQueryException.Unimplemented("CREATE MATERIALIZED VIEW AS REPLICA OF");
        var view = Entry(create, create.Query, create.Columns, TableKind.MaterializedView);
        return RunAsync(create, "CREATE_MATERIALIZED_VIEW", PartitionReader.Apply(view, create.PartitionBy, create.ClusterBy));
    }

    Task<QueryOutcome> RunAsync(CreateStatement create, string type, TableEntry view)
    {
        var outcome = DdlExecutor.Outcome(type, view.Name);
        return DdlExecutor.CommitAsync(context, outcome, commit =>
        {
            var operation = DdlExecutor.Operation(create, CatalogEdits.Existing(commit, view.Name), view);
            if (operation != "SKIP") CatalogEdits.Create(commit, view, context.Token);
            return operation;
        });
    }

    TableEntry Entry(CreateStatement create, Query query, IReadOnlyList<ViewColumn> columns, TableKind kind)
    {
        var name = context.Names.Table(create.Name);
        if (context.Catalog.FindDataset(name.Parent) is null) throw BigQueryException.DatasetNotFound(name.Project, name.Dataset, context.Names.Location);
        var translated = context.Describer.Query(query);
        var view = new TableEntry
        {
            Name = name,
            Kind = kind,
            Columns = Columns(translated, columns),
            Query = context.TextOf(query),
            QueryDefaultDataset = context.Scope.DefaultDataset,
        };
        return _options.Apply(view, create.Options);
    }

    List<ColumnEntry> Columns(TranslatedQuery query, IReadOnlyList<ViewColumn> given)
    {
        if (given.Count > 0 && given.Count != query.Columns.Count)
            throw BigQueryException.InvalidQuery("The number of columns in the view's column list does not match the number of columns produced by the query");
        var columns = query.Columns.Select((c, i) => given.Count == 0 ? ColumnsOf.Column(c.Name, c.Type.Plain) : Named(given[i], c)).ToList();
        ColumnReader.CheckNames(columns);
        return columns;
    }

    ColumnEntry Named(ViewColumn given, OutputColumn column) => _options.ApplyToView(ColumnsOf.Column(given.Name.Name, column.Type.Plain), given.Options);
}
