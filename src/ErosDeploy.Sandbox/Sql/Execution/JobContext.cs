using DuckDB.NET.Data;
using ErosDeploy.GoogleSql;
using ErosDeploy.Sandbox.Catalog;
using ErosDeploy.Sandbox.Sql.Translation;
using ErosDeploy.Sandbox.Storage;

namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>One running query job and what its statements share.</summary>
internal sealed record JobContext(
    QueryRequest Request, Warehouse Warehouse, WorkSession Session, IJobObserver Observer, IJobHistory History, CancellationToken Token)
{
    /// <summary>Where EXPORT DATA writes; null where there are no objects.</summary>
    public Formats.FileExport? Export { get; init; }

    /// <summary>Where LOAD DATA reads; null where there are no objects.</summary>
    public Formats.FileImport? Import { get; init; }

    public DuckConnection Connection => Session.Connection;

    public OpenTransaction? Transaction => Session.Transaction;

    /// <summary>The catalogue for the next statement.</summary>
    public CatalogState State => Transaction?.Snapshot ?? Warehouse.State;

    /// <summary>Where names of two parts lie.</summary>
    public string DefaultProject => Session.System.DatasetProject ?? Request.Project;

    /// <summary>Sets a system variable for the rest of the script or session.</summary>
    public void Choose(string name, string? value)
    {
        if (name == "time_zone" && value is not ("UTC" or "Etc/UTC")) throw BigQueryException.Unimplemented($"@@time_zone {value}");
        if (name == "query_label") QueryLabel.Parse(value);
        Session.System.Choose(name, value);
    }

    public DateTimeOffset Now => Warehouse.Time.GetUtcNow();

    /// <summary>Runs DuckDB work so that its failures read as BigQuery's.</summary>
    public static T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDBException e)
        {
            throw Translation.DuckSession.Explain(e);
        }
    }
}

/// <summary>Where a statement stands: the text its spans index into, the variables and parameters in reach, and whose code it is.</summary>
internal sealed record StatementScope(SourceText Source, VariableFrame Variables, IReadOnlyList<QueryParameter> Parameters)
{
    /// <summary>The procedure whose body this is; null in the script itself.</summary>
    public RoutineEntry? Procedure { get; init; }

    /// <summary>Where names without a dataset resolve.</summary>
    public DatasetName? DefaultDataset { get; init; }

    public ScriptPosition PositionOf(GoogleSql.Syntax.Node node)
    {
        var (line, column) = Source.PositionOf(node);
        return new(line, column, Procedure is { Name: var name } ? $"{name.Project}.{name.Dataset}.{name.Routine}" : null);
    }
}

/// <summary>A statement about to run: its place, its translator and the catalogue it sees, all of one instant.</summary>
internal sealed class StatementContext
{
    public StatementContext(JobContext job, StatementScope scope, string jobId)
    {
        (Job, Scope, JobId, Now) = (job, scope, jobId, job.Now);
        State = job.State;
        Catalog = new CatalogView(job.Warehouse, State, job.Session.Temp, job.Transaction, new InformationSchema(job, State).Find);
        Names = new NameResolver(job.DefaultProject, scope.DefaultDataset, job.Request.Location, job.Session.Temp);
        Translator = new Translator(Translation(), scope.Source);
    }

    public JobContext Job { get; }

    public StatementScope Scope { get; }

    /// <summary>The job or child job that this statement is.</summary>
    public string JobId { get; }

    public DateTimeOffset Now { get; }

    public CatalogState State { get; }

    public ICatalog Catalog { get; }

    public NameResolver Names { get; }

    public Translator Translator { get; }

    public DuckConnection Connection => Job.Connection;

    public CancellationToken Token => Job.Token;

    public string TextOf(GoogleSql.Syntax.Node node) => Scope.Source.TextOf(node);

    /// <summary>The statement's translator, with stored rows in place of the views that they are of.</summary>
    public Translator TranslatorOver(Func<TableEntry, TableEntry?> storedView) => new(Translation() with { StoredView = storedView }, Scope.Source);

    /// <summary>For queries that are only described: they need no partition filters.</summary>
    public Translator Describer => new(Translation() with { IgnoresPartitionFilters = true }, Scope.Source);

    /// <summary>A translator for text that is not the statement's own, such as a default value's.</summary>
    public Translator TranslatorOf(string text) => new(Translation(), new SourceText(text));

    TranslationContext Translation() => new()
    {
        Catalog = Catalog,
        Project = Job.DefaultProject,
        DefaultDataset = Scope.DefaultDataset,
        Location = Job.Request.Location,
        Now = Now,
        Caller = Job.Request.Caller,
        Parameters = Scope.Parameters,
        Variable = Scope.Variables.Bind,
        SystemVariable = Job.Session.System.Find,
        Evaluate = Evaluate,
    };

    object? Evaluate(string sql) => JobContext.Explained(() => Connection.Scalar($"SELECT {sql}", Token));
}
