namespace ErosDeploy.Sandbox.Sql.Types;

internal enum TypeKind
{
    Int64, Float64, Numeric, BigNumeric, Bool, String, Bytes, Date, Time, Datetime, Timestamp, Interval, Json, Geography,
    Array, Struct, Range,
}
