namespace ErosDeploy.Sandbox.Sql.Functions;

/// <summary>Addresses in network byte order, and the hosts of URLs. Public suffixes need a list that is not here.</summary>
internal static class NetFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("NET.HOST", "STRING -> STRING", "bq_net_host($0)");
        r.Scalar("NET.IP_FROM_STRING", "STRING -> BYTES", "bq.bq_net_ip_from_string($0)");
        r.Scalar("NET.SAFE_IP_FROM_STRING", "STRING -> BYTES", "TRY(bq.bq_net_ip_from_string($0))");
        r.Scalar("NET.IP_TO_STRING", "BYTES -> STRING", "bq_net_ip_to_string($0)");
        r.Scalar("NET.IP_NET_MASK", "INT64, INT64 -> BYTES", "bq.bq_net_ip_net_mask($0, $1)");
        r.Scalar("NET.IP_TRUNC", "BYTES, INT64 -> BYTES", "bq.bq_net_ip_trunc($0, $1)");
        r.Scalar("NET.IPV4_FROM_INT64", "INT64 -> BYTES", "bq.bq_net_ipv4_from_int64($0)");
        r.Scalar("NET.IPV4_TO_INT64", "BYTES -> INT64", "bq_net_ipv4_to_int64($0)");
        r.Known("NET.PUBLIC_SUFFIX", "NET.REG_DOMAIN");
    }
}
