using System.Globalization;
using System.Runtime.CompilerServices;
using ErosDeploy.Core.Cloud.Http;

namespace ErosDeploy.Core.Cloud.BigQuery;

public sealed partial class BigQueryClient
{
    const int RowsPerPage = 10_000;

    /// <summary>Null when there is no such job.</summary>
    public Task<Job?> GetJobAsync(JobReference job, CancellationToken cancel) =>
        connection.FindAsync(Get(JobPath(job, ""), $"Reading job {job.JobId}"), CloudJson.Default.Job, cancel);

    public IAsyncEnumerable<Job> ListJobsAsync(string? parentJobId = null, CancellationToken cancel = default) => PagesAsync(
        $"{Root}/jobs?projection=full&maxResults=1000{(parentJobId is null ? "" : $"&parentJobId={Escape(parentJobId)}")}",
        "Listing jobs", CloudJson.Default.JobList, page => (page.Jobs, page.NextPageToken), cancel);

    /// <summary>Asks the service to stop a job; it is not stopped before a read says DONE.</summary>
    public Task CancelJobAsync(JobReference job, CancellationToken cancel) => connection.SendAsync(
        Request(HttpMethod.Post, JobPath(job, "/cancel"), $"Cancelling job {job.JobId}", idempotent: true),
        CloudJson.Default.JobCancelResponse, cancel);

    /// <summary>
    /// Starts a job under the caller's id, once: an answer that was lost, or "already exists", is settled by reading the job.
    /// Returns the job in whatever state it is.
    /// </summary>
    public async Task<Job> InsertJobAsync(Job job, CancellationToken cancel) => (await JobStart.RunAsync(this, job, cancel)).Require();

    /// <summary>
    /// Starts a job and waits until it is DONE; its failure is thrown. When cancelled, or after <paramref name="limit"/>, the job is
    /// cancelled and watched until it is DONE before that is reported; so it is when it cannot be watched any more. Of one that may still be at
    /// work the error is CloudJobUncertain: after any other, it is not.
    /// </summary>
    public async Task<Job> RunAsync(Job job, TimeSpan? limit, CancellationToken cancel)
    {
        var done = await RunToEndAsync(job, limit, cancel);
        return done.Status?.ErrorResult is { } error ? throw CloudErrors.OfJob(CloudFault.Of(error), done.JobReference!.JobId) : done;
    }

    /// <summary>As <see cref="RunAsync"/>; a job that failed is returned with its ErrorResult.</summary>
    public async Task<Job> RunToEndAsync(Job job, TimeSpan? limit, CancellationToken cancel)
    {
        var reply = new JobReply();
        try
        {
            reply = await StartAsync(job, cancel);
            if (reply.Job is { } started)
                return await JobWait.RunAsync(this, started, limit, cancel);
        }
        catch (ErosException e) when (job.Configuration?.DryRun != true && e.Code is not (ErosErrorCode.CloudJobTimedOut or ErosErrorCode.CloudJobUncertain))
        {
            return await JobSettle.InsteadAsync(this, job, e);
        }
        return reply.Require();
    }

    /// <summary>After this no job of that id works or ever will, whether it was asked for or not: it is stopped and waited for, or its id is taken by one that does
    /// nothing. CloudJobUncertain where that cannot be seen.</summary>
    public async Task SettleAsync(JobReference job, CancellationToken cancel)
    {
        if (await JobSettle.RunAsync(this, job, cancel) is null)
            throw JobSettle.Uncertain(job, null);
    }

    // Cancelled while the answer is out, the job may have been started all the same, or be started yet.
    async Task<JobReply> StartAsync(Job job, CancellationToken cancel)
    {
        try
        {
            return await JobStart.RunAsync(this, job, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && job.Configuration?.DryRun != true)
        {
            await SettleAsync(job.JobReference!, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Runs SQL (a statement or a script) and gives the rows of its last SELECT, in pages as they are read.</summary>
    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancel)
    {
        var job = await RunAsync(request.ToJob(projectId), request.Limit, cancel);
        var reference = job.JobReference!;
        if (request.DryRun)
            return new QueryResult(job, job.Statistics?.Query?.Schema ?? new TableSchema(), [], 0);
        var first = await GetQueryResultsAsync(reference, null, cancel);
        var rows = new List<QueryRow>();
        await foreach (var row in RowsAsync(reference, first, cancel))
            rows.Add(row);
        return new QueryResult(job, first.Schema ?? new TableSchema(), rows, first.TotalRows ?? 0);
    }

    /// <summary>The rows of a query that is DONE, read page by page as they are taken.</summary>
    public async IAsyncEnumerable<QueryRow> ListQueryResultsAsync(JobReference job, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var first = await GetQueryResultsAsync(job, null, cancel);
        await foreach (var row in RowsAsync(job, first, cancel))
            yield return row;
    }

    async IAsyncEnumerable<QueryRow> RowsAsync(JobReference job, RowPage first, [EnumeratorCancellation] CancellationToken cancel)
    {
        var schema = new RowSchema(first.Schema ?? new TableSchema());
        for (var page = first; ; page = await GetQueryResultsAsync(job, page.PageToken, cancel))
        {
            foreach (var row in page.Rows ?? [])
                yield return new QueryRow(schema, row);
            if (string.IsNullOrEmpty(page.PageToken))
                break;
        }
    }

    public Task<RowPage> GetQueryResultsAsync(JobReference job, string? pageToken, CancellationToken cancel)
    {
        var query = $"maxResults={RowsPerPage}&formatOptions.useInt64Timestamp=true{Page(pageToken)}{Location(job)}";
        return connection.SendAsync(
            Get($"{Root}/queries/{Escape(job.JobId)}?{query}", $"Reading results of job {job.JobId}"), CloudJson.Default.RowPage, cancel);
    }

    /// <summary>All rows of a table in no particular order, page by page.</summary>
    public async IAsyncEnumerable<QueryRow> ListTableDataAsync(
        TableReference table, TableSchema columns, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var schema = new RowSchema(columns);
        string? token = null;
        do
        {
            var path = $"{TablePath(table)}/data?maxResults={RowsPerPage.ToString(CultureInfo.InvariantCulture)}&formatOptions.useInt64Timestamp=true{Page(token)}";
            var page = await connection.SendAsync(Get(path, $"Reading rows of {table}"), CloudJson.Default.RowPage, cancel);
            foreach (var row in page.Rows ?? [])
                yield return new QueryRow(schema, row);
            token = page.PageToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>One insert, one answer: nothing is repeated here but what the service refused before doing it.</summary>
    internal Task<CloudReply> TryInsertJobAsync(Job job, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Post, $"{Root}/jobs", $"Starting job {job.JobReference?.JobId}", idempotent: false) with
        {
            Content = Json.Content(job, CloudJson.Default.Job),
        };
        return connection.TrySendAsync(request, cancel);
    }

    string JobPath(JobReference job, string verb) => $"{Root}/jobs/{Escape(job.JobId)}{verb}?{Location(job).TrimStart('&')}";

    static string Location(JobReference job) => job.Location is null ? "" : $"&location={Escape(job.Location)}";

    static string Page(string? token) => string.IsNullOrEmpty(token) ? "" : $"&pageToken={Escape(token)}";
}
