using ErosDeploy.GoogleSql.Syntax;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Sql.Types;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>A query as a statement: its rows go to the observer, and to the destination table if the request names one.</summary>
internal sealed class SelectExecutor(StatementContext context)
{
    const int AttemptsOverStoredRows = 3;

    public async Task<QueryOutcome> RunAsync(Query query)
    {
        var translated = context.Translator.Query(query);
        CheckNames(translated.Columns);
        for (var attempt = 0; attempt < AttemptsOverStoredRows && await StoredReads.FindAsync(context, translated.References) is { } stored; attempt++)
        {
            if (await RunAsync(context.TranslatorOver(stored.EntryOf).Query(query), translated.References, stored) is { } outcome) return outcome;
        }
        return (await RunAsync(translated, translated.References, null))!;
    }

    /// <summary>Null when the stored rows that the query was translated for are no longer those to be read.</summary>
    async Task<QueryOutcome?> RunAsync(TranslatedQuery query, References references, StoredReads? stored)
    {
        var relation = context.Job.Request.Destination is null || context.Job.Request.DryRun ? null : "temp." + context.Connection.NewName("result");
        try
        {
            var outcome = stored is null ? await ReadAsync(query, references, relation)
                : await context.Connection.AtomicallyAsync(async () => await stored.HoldAsync() ? await ReadAsync(query, references, relation) : null, context.Token);
            return outcome is null || relation is null ? outcome : outcome with { ResultRows = await DeliverAsync(query, relation) };
        }
        finally
        {
            if (relation is not null) context.Connection.Execute($"DROP TABLE IF EXISTS {relation}", CancellationToken.None);
        }
    }

    /// <summary>Reads the query's rows, into the relation if there is one; a dry run reads none.</summary>
    async Task<QueryOutcome> ReadAsync(TranslatedQuery query, References references, string? relation)
    {
        var (processed, billed) = BytesRule.Of(context, query.References);
        BytesRule.CheckLimit(context.Job.Request, billed);
        var outcome = new QueryOutcome
        {
            StatementType = "SELECT",
            Columns = ResultColumns(query),
            BytesProcessed = processed,
            BytesBilled = billed,
            ReferencedTables = [.. references.Reads.Select(r => r.Table.Name).Distinct()],
            ReferencedRoutines = references.Routines,
            Destination = context.Job.Request.Destination?.Table,
            TransactionId = context.Job.Transaction?.Id,
        };
        if (context.Job.Request.DryRun) return outcome;
        if (relation is null) return outcome with { ResultJobId = context.JobId, ResultRows = await ReadAsync(query, ResultChecks.Checked(query, $"({query.Sql})")) };
        JobContext.Explained(() => context.Connection.Execute($"CREATE TEMP TABLE {relation} AS {ResultChecks.Query(query)}", context.Token));
        return outcome with { ResultJobId = context.JobId };
    }

    /// <summary>A result's columns as a schema resource has them: an array is a repeated column.</summary>
    public static IReadOnlyList<ResultColumn> ResultColumns(TranslatedQuery query) =>
        [.. query.Columns.Select(c => new ResultColumn(c.Name, c.Type, c.Type.IsArray ? ColumnMode.Repeated : ColumnMode.Nullable))];

    /// <summary>Refuses columns of one name, which no table and no result can have.</summary>
    public static void CheckNames(IEnumerable<OutputColumn> columns)
    {
        var twice = columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0)
            throw BigQueryException.InvalidQuery($"Duplicate column names in the result are not supported when a destination table is present. Found duplicate(s): {string.Join(", ", twice)}");
    }

    async Task<long> DeliverAsync(TranslatedQuery query, string relation)
    {
        var destination = context.Job.Request.Destination!;
        await new DestinationWriter(context.Job.Warehouse, context.Connection).WriteAsync(destination, SchemaOf(query), relation, context.Token);
        return await ReadAsync(query, WrittenTo(destination.Table, query));
    }

    // the result of a query with a destination is that table's content
    string WrittenTo(TableName destination, TranslatedQuery query)
    {
        var table = context.Job.Warehouse.State.Table(destination)!;
        var columns = query.Columns.Select(c =>
            $"{SqlText.Quote(table.Columns.First(t => t.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase)).PhysicalName)} AS {SqlText.Quote(c.Physical)}");
        return $"(SELECT {string.Join(", ", columns)} FROM {TableLayout.Live(table.StorageId)} ORDER BY _r)";
    }

    static List<ColumnEntry> SchemaOf(TranslatedQuery query) =>
        [.. query.Columns.Select(c => ColumnsOf.Column(c.Name, c.Type) with { PhysicalName = c.Physical })];

    async Task<long> ReadAsync(TranslatedQuery query, string relation)
    {
        var columns = ResultColumns(query);
        try
        {
            return await context.Connection.ReadAsync(
                $"SELECT {Projection(query)} FROM {relation} AS q", reader => context.Job.Observer.ReadRowsAsync(context.JobId, columns, reader, context.Token),
                context.Token);
        }
        catch (DuckDB.NET.Data.DuckDBException e)
        {
            throw Translation.DuckSession.Explain(e);
        }
    }

    string Projection(TranslatedQuery query)
    {
        var project = context.Job.Request.Projection ?? ((SqlType _, string sql) => sql);
        return string.Join(", ", query.Columns.Select((c, i) =>
            FormattableString.Invariant($"{project(c.Type, "q." + SqlText.Quote(c.Physical))} AS c{i}")));
    }
}
