using System.Globalization;
using System.Numerics;
using Avro;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Avro's decimal: a big-endian two's complement integer and a scale.</summary>
internal static class AvroDecimals
{
    public static (int Precision, int Scale) Shape(Schema schema) => (Number(schema, "precision") ?? 0, Number(schema, "scale") ?? 0);

    public static bool IsDecimal(Schema schema) => AvroTypes.LogicalName(schema) == "decimal";

    /// <summary>The first of the types asked for that holds every number of the decimal, else the widest of them. Source: decimalTargetTypes of the REST reference.</summary>
    public static SqlType Target(Schema schema, IReadOnlyList<string> types)
    {
        var (precision, scale) = Shape(schema);
        return types.Contains("NUMERIC") && scale <= 9 && precision - scale <= 29 ? SqlType.Numeric
            : types.Contains("BIGNUMERIC") && scale <= 38 && precision - scale <= 39 ? SqlType.BigNumeric
            : types.Contains("STRING") ? SqlType.String
            : types.Contains("BIGNUMERIC") ? SqlType.BigNumeric
            : SqlType.Numeric;
    }

    public static string Text(ReadOnlySpan<byte> unscaled, int scale)
    {
        var value = new BigInteger(unscaled, isUnsigned: false, isBigEndian: true);
        var digits = BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value.Sign < 0 ? "-" + text : text;
    }

    static int? Number(Schema schema, string name) =>
        schema.GetProperty(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
