using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Row access policies and search indexes: what hangs on a table and is named within it.</summary>
internal sealed class PolicyExecutor(StatementContext context)
{
    public Task<QueryOutcome> CreateAsync(CreateRowAccessPolicy create)
    {
        var table = SourceTables.Find(context, create.Table);
        var filter = context.Translator.OverColumns(create.Filter, table.Columns);
        if (filter.Type.Kind != TypeKind.Bool) throw BigQueryException.InvalidQuery($"Row access policy filter must be of type BOOL, but has type {filter.Type}");
        var id = create.Name.Last.Name;
        return CommitAsync("CREATE_ROW_ACCESS_POLICY", table, (current, at) =>
        {
            var operation = DdlExecutor.Operation(create, current.RowAccessPolicies.Any(p => p.PolicyId == id), $"Row access policy {id} on table {table.Name}");
            if (operation == "SKIP") return (operation, current);
            var policy = new RowAccessPolicyEntry(id, [.. create.Grantees.OfType<StringLiteral>().Select(g => g.Value)], context.TextOf(create.Filter), at, at, Stamp.Etag());
            return (operation, current with { RowAccessPolicies = [.. current.RowAccessPolicies.Where(p => p.PolicyId != id), policy] });
        });
    }

    public Task<QueryOutcome> CreateAsync(CreateIndex create)
    {
        if (create.Kind != IndexKind.Search) throw BigQueryException.Unimplemented("CREATE VECTOR INDEX");
        if (create.Storing.Count > 0 || create.PartitionBy is not null) throw BigQueryException.InvalidQuery($"{(create.Storing.Count > 0 ? "STORING" : "PARTITION BY")} is not supported in CREATE SEARCH INDEX");
        OptionList.SearchIndex.Check(create.Options);
        foreach (var column in create.Columns) OptionList.IndexColumn.Check(column.Options);
        var table = SourceTables.Find(context, create.Table);
        var index = new SearchIndexEntry(create.Name.Last.Name, [.. create.Columns.Select(c => context.TextOf(c.Column))], context.TextOf(create))
        {
            CreatedAt = context.Now,
            Options = create.Options.ToDictionary(o => o.Name.Name.ToLowerInvariant(), o => context.TextOf(o.Value)),
            ColumnOptions = [.. create.Columns.SelectMany(c => c.Options.Select(o => new IndexColumnOption(context.TextOf(c.Column), o.Name.Name.ToLowerInvariant(), context.TextOf(o.Value))))],
        };
        if (create.Columns.FirstOrDefault(c => !table.Columns.Any(t => t.Name.Equals(context.TextOf(c.Column).Split('.')[0].Trim('`'), StringComparison.OrdinalIgnoreCase))) is { } unknown)
            throw BigQueryException.InvalidQuery($"Column not found: {context.TextOf(unknown.Column)}");
        return CommitAsync("CREATE_SEARCH_INDEX", table, (current, _) =>
        {
            if (current.SearchIndexes.FirstOrDefault(i => i.Name != index.Name) is { } other)
                throw BigQueryException.InvalidQuery($"Table {table.Name} already has a search index: {other.Name}");
            var operation = DdlExecutor.Operation(create, current.SearchIndexes.Any(i => i.Name == index.Name), $"Search index {index.Name}");
            return operation == "SKIP"
                ? (operation, current)
                : (operation, current with { SearchIndexes = [.. current.SearchIndexes.Where(i => i.Name != index.Name), index] });
        });
    }

    public Task<QueryOutcome> DropAllAsync(DropAllRowAccessPolicies drop) =>
        CommitAsync("DROP_ALL_ROW_ACCESS_POLICIES", SourceTables.Find(context, drop.Table), (current, _) => ("DROP", current with { RowAccessPolicies = [] }));

    public Task<QueryOutcome> DropAsync(Drop drop)
    {
        var table = SourceTables.Find(context, drop.On!);
        var name = drop.Name.Last.Name;
        var isPolicy = drop.Kind == ObjectKind.RowAccessPolicy;
        return CommitAsync(isPolicy ? "DROP_ROW_ACCESS_POLICY" : "DROP_SEARCH_INDEX", table, (current, _) =>
        {
            var after = isPolicy
                ? current with { RowAccessPolicies = [.. current.RowAccessPolicies.Where(p => p.PolicyId != name)] }
                : current with { SearchIndexes = [.. current.SearchIndexes.Where(i => i.Name != name)] };
            if (isPolicy && after.RowAccessPolicies.Count == 0 && current.RowAccessPolicies.Count == 1)
                throw BigQueryException.InvalidQuery($"The last row access policy of table {table.Name} cannot be dropped by DROP ROW ACCESS POLICY; use DROP ALL ROW ACCESS POLICIES");
            if (after.RowAccessPolicies.Count != current.RowAccessPolicies.Count || after.SearchIndexes.Count != current.SearchIndexes.Count) return ("DROP", after);
            return drop.IfExists ? ("SKIP", current) : throw Missing(isPolicy, name, table.Name);
        });
    }

    static BigQueryException Missing(bool isPolicy, string name, TableName table) => new("notFound", isPolicy
        ? $"Not found: Row access policy {name} on table {table}"
        : $"Not found: Search index {name} on table {table}");

    Task<QueryOutcome> CommitAsync(string type, TableEntry table, Func<TableEntry, DateTimeOffset, (string Operation, TableEntry After)> change) =>
        DdlExecutor.CommitAsync(context, DdlExecutor.Outcome(type, table.Name), commit =>
        {
            var current = CatalogEdits.Table(commit, table.Name);
            var (operation, after) = change(current, commit.At);
            if (operation != "SKIP") commit.Put(Stamp.Changed(after, commit.At));
            return operation;
        });
}
