using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>CREATE, ALTER and DROP SCHEMA.</summary>
internal sealed class SchemaExecutor(StatementContext context)
{
    readonly OptionReader _options = new(context);

    public Task<QueryOutcome> CreateAsync(CreateSchema create)
    {
        if (create.External) throw BigQueryException.Unimplemented("CREATE EXTERNAL SCHEMA");
        var name = context.Names.Dataset(create.Name);
        var entry = new DatasetEntry { Name = name, Location = context.Names.Location, DefaultCollation = Collations.Checked(create.DefaultCollate) };
        entry = _options.Apply(entry, create.Options, OptionList.Schema);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome("CREATE_SCHEMA", name), commit =>
        {
            var operation = DdlExecutor.Operation(create, commit.Before.Datasets.ContainsKey(name), $"Dataset {name}");
            if (operation != "SKIP") CatalogEdits.Create(commit, entry);
            return operation;
        });
    }

    public Task<QueryOutcome> AlterAsync(Alter alter)
    {
        var name = context.Names.Dataset(alter.Name);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome("ALTER_SCHEMA", name), commit =>
        {
            if (alter.IfExists && !commit.Before.Datasets.ContainsKey(name)) return "SKIP";
            var before = CatalogEdits.Dataset(commit, name);
            commit.Put(Stamp.Changed(alter.Actions.Aggregate(before, Apply), commit.At));
            return "ALTER";
        });
    }

    public Task<QueryOutcome> DropAsync(Drop drop)
    {
        var name = context.Names.Dataset(drop.Name);
        return DdlExecutor.CommitAsync(context, DdlExecutor.Outcome("DROP_SCHEMA", name), commit =>
        {
            if (drop.IfExists && !commit.Before.Datasets.ContainsKey(name)) return "SKIP";
            CatalogEdits.Drop(commit, CatalogEdits.Dataset(commit, name), drop.Cascade == true);
            return "DROP";
        });
    }

    DatasetEntry Apply(DatasetEntry dataset, AlterAction action) => action switch
    {
        SetOptions set => _options.Apply(dataset, set.Options, OptionList.SchemaChange),
        SetDefaultCollate set => dataset with { DefaultCollation = Collations.Checked(set.Collate) },
        _ => throw BigQueryException.Unimplemented($"ALTER SCHEMA {AlterTableExecutor.Words(action)}"),
    };
}
