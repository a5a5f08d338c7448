namespace ErosDeploy.Sandbox.Sql.Types;

/// <summary>
/// A BigQuery type. Parameters (<see cref="Length"/>, <see cref="Precision"/>, <see cref="Scale"/>) belong to columns and casts only; the
/// type of an expression has none. Equality is structural, field names compare without case.
/// </summary>
internal sealed class SqlType : IEquatable<SqlType>
{
    internal static readonly SqlType Int64 = new(TypeKind.Int64);
    internal static readonly SqlType Float64 = new(TypeKind.Float64);
    internal static readonly SqlType Numeric = new(TypeKind.Numeric);
    internal static readonly SqlType BigNumeric = new(TypeKind.BigNumeric);
    internal static readonly SqlType Bool = new(TypeKind.Bool);
    internal static readonly SqlType String = new(TypeKind.String);
    internal static readonly SqlType Bytes = new(TypeKind.Bytes);
    internal static readonly SqlType Date = new(TypeKind.Date);
    internal static readonly SqlType Time = new(TypeKind.Time);
    internal static readonly SqlType Datetime = new(TypeKind.Datetime);
    internal static readonly SqlType Timestamp = new(TypeKind.Timestamp);
    internal static readonly SqlType Interval = new(TypeKind.Interval);
    internal static readonly SqlType Json = new(TypeKind.Json);
    internal static readonly SqlType Geography = new(TypeKind.Geography);

    SqlType(TypeKind kind) => Kind = kind;

    internal TypeKind Kind { get; }

    /// <summary>Of ARRAY and RANGE; null otherwise.</summary>
    internal SqlType? Element { get; private init; }

    /// <summary>Of STRUCT; empty otherwise.</summary>
    internal IReadOnlyList<StructField> Fields { get; private init; } = [];

    /// <summary>L of STRING(L) and BYTES(L).</summary>
    internal long? Length { get; private init; }

    /// <summary>P of NUMERIC(P, S) and BIGNUMERIC(P, S).</summary>
    internal int? Precision { get; private init; }

    internal int? Scale { get; private init; }

    internal bool IsArray => Kind == TypeKind.Array;

    internal bool IsStruct => Kind == TypeKind.Struct;

    internal bool IsRange => Kind == TypeKind.Range;

    internal bool IsNumber => Kind is TypeKind.Int64 or TypeKind.Float64 or TypeKind.Numeric or TypeKind.BigNumeric;

    internal bool IsParameterized => Length is not null || Precision is not null;

    internal static SqlType Array(SqlType element) => new(TypeKind.Array) { Element = element };

    internal static SqlType Range(SqlType element) => new(TypeKind.Range) { Element = element };

    internal static SqlType Struct(IEnumerable<StructField> fields) => new(TypeKind.Struct) { Fields = [.. fields] };

    internal static SqlType Struct(params (string? Name, SqlType Type)[] fields) => Struct(fields.Select(f => new StructField(f.Name, f.Type)));

    internal SqlType WithLength(long length) => new(Kind) { Length = length };

    internal SqlType WithPrecision(int precision, int scale) => new(Kind) { Precision = precision, Scale = scale };

    /// <summary>The same type without parameters, at every depth: what an expression has that reads such a column.</summary>
    internal SqlType Plain => Kind switch
    {
        TypeKind.Array => Array(Element!.Plain),
        TypeKind.Struct => Struct(Fields.Select(f => f with { Type = f.Type.Plain })),
        _ => IsParameterized ? new(Kind) : this,
    };

    /// <summary>The DuckDB names of a STRUCT's fields: an anonymous or repeated name becomes `_fN`, N from 1.</summary>
    internal IReadOnlyList<string> PhysicalFieldNames => _physical ??= NameFields();

    /// <summary>The text that DuckDB understands as this type.</summary>
    internal string DuckType => _duckType ??= DuckTypes.TextOf(this);

    /// <summary>BigQuery's text: `ARRAY&lt;STRUCT&lt;a INT64>>`, `NUMERIC(10, 2)`.</summary>
    public override string ToString() => TypeText.Of(this);

    public bool Equals(SqlType? other) =>
        other is not null && (ReferenceEquals(this, other) || Kind == other.Kind && Length == other.Length && Precision == other.Precision
            && Scale == other.Scale && Equals(Element, other.Element) && SameFields(other));

    public override bool Equals(object? obj) => Equals(obj as SqlType);

    public override int GetHashCode() => HashCode.Combine(Kind, Element, Fields.Count, Precision, Length);

    public static bool operator ==(SqlType? left, SqlType? right) => Equals(left, right);

    public static bool operator !=(SqlType? left, SqlType? right) => !Equals(left, right);

    string? _duckType;
    string[]? _physical;

    bool SameFields(SqlType other) =>
        Fields.Count == other.Fields.Count && Fields.Zip(other.Fields).All(pair =>
            string.Equals(pair.First.Name ?? "", pair.Second.Name ?? "", StringComparison.OrdinalIgnoreCase) && pair.First.Type == pair.Second.Type);

    string[] NameFields()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. Fields.Select((field, i) => field.Name is { Length: > 0 } name && seen.Add(name) ? name : $"_f{i + 1}")];
    }
}
