namespace ErosDeploy.Sandbox.Sql.Types;

/// <summary>A field of a STRUCT; <see cref="Name"/> is null where BigQuery leaves the field anonymous.</summary>
internal sealed record StructField(string? Name, SqlType Type);
