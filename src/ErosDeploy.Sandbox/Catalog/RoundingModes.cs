using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Catalog;

/// <summary>How values with too many digits are rounded when they are written into a column. Only the default is done.</summary>
internal static class RoundingModes
{
    public static string? Checked(string? mode) => mode switch
    {
        null or "" or "ROUNDING_MODE_UNSPECIFIED" => null,
        "ROUND_HALF_AWAY_FROM_ZERO" => mode,
        "ROUND_HALF_EVEN" => throw BigQueryException.Unimplemented("rounding mode ROUND_HALF_EVEN of columns"),
        _ => throw BigQueryException.Invalid($"Invalid value for roundingMode: {mode} is not a valid value", "roundingMode"),
    };

    public static bool Apply(SqlType type) => (type.IsArray ? type.Element! : type).Kind is TypeKind.Numeric or TypeKind.BigNumeric;
}
