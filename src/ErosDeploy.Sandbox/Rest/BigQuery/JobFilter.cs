using ErosDeploy.Sandbox.Jobs;

namespace ErosDeploy.Sandbox.Rest.BigQuery;

/// <summary>What jobs.list leaves out: other states, other times, and the children of scripts unless asked for by their parent.</summary>
internal static class JobFilter
{
    public static IEnumerable<JobDocument> Of(RestRequest request, IEnumerable<JobDocument> jobs)
    {
        var parent = request.Query["parentJobId"];
        var states = request.Query.All("stateFilter").Select(state => state.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        var from = request.LongQuery("minCreationTime") ?? long.MinValue;
        var to = request.LongQuery("maxCreationTime") ?? long.MaxValue;
        return jobs.Where(job => job.ParentJobId == parent
            && (states.Count == 0 || states.Contains(job.State.ToString().ToUpperInvariant()))
            && job.CreatedAt.ToUnixTimeMilliseconds() >= from
            && job.CreatedAt.ToUnixTimeMilliseconds() <= to);
    }
}
