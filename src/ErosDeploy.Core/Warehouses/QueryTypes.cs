namespace ErosDeploy.Core.Warehouses;

/// <summary>Kinds of queries, as query_timeout_config and the health files name them; the label of every query job.</summary>
static class QueryTypes
{
    public const string Label = "eros_query_type";
    public const string StatsUpdate = "stats_update";
    public const string BatchProcessing = "batch_processing";
    public const string Reporting = "reporting";
    public const string Backup = "backup";

    /// <summary>Asks whether something holds, as tests and health do: its failure is a finding and not the system's, so health does not count it. Limited as
    /// <see cref="Reporting"/>.</summary>
    public const string Probe = "probe";
}
