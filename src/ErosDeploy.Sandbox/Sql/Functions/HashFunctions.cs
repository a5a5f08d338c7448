namespace ErosDeploy.Sandbox.Sql.Functions;

internal static class HashFunctions
{
    internal static void Register(FunctionRegistry r)
    {
        r.Scalar("FARM_FINGERPRINT", "STRING -> INT64", "bq_farm_fingerprint(encode($0))");
        r.Scalar("FARM_FINGERPRINT", "BYTES -> INT64", "bq_farm_fingerprint($0)");
        foreach (var type in new[] { "STRING", "BYTES" })
        {
            r.Scalar("MD5", $"{type} -> BYTES", "unhex(md5($0))");
            r.Scalar("SHA1", $"{type} -> BYTES", "unhex(sha1($0))");
            r.Scalar("SHA256", $"{type} -> BYTES", "unhex(sha256($0))");
            r.Scalar("SHA512", $"{type} -> BYTES", type == "STRING" ? "bq.bq_sha512(encode($0))" : "bq.bq_sha512($0)");
        }
    }
}
