namespace ErosDeploy.Sandbox.Sql.Types;

/// <summary>BigQuery's implicit conversions between types (not counting literals) and the common supertype of several.</summary>
internal static class Coercions
{
    static readonly Dictionary<TypeKind, TypeKind[]> Wider = new()
    {
        [TypeKind.Int64] = [TypeKind.Numeric, TypeKind.BigNumeric, TypeKind.Float64],
        [TypeKind.Numeric] = [TypeKind.BigNumeric, TypeKind.Float64],
        [TypeKind.BigNumeric] = [TypeKind.Float64],
        [TypeKind.Date] = [TypeKind.Datetime, TypeKind.Timestamp],
        [TypeKind.Datetime] = [TypeKind.Timestamp],
    };

    /// <summary>0 for the same type, a small number for a conversion that is near, null where there is none.</summary>
    internal static int? Distance(SqlType from, SqlType to)
    {
        if (from == to) return 0;
        if (from.IsStruct && to.IsStruct && from.Fields.Count == to.Fields.Count) return Distance(from.Fields, to.Fields);
        if (from.Kind == to.Kind && !from.IsArray && !from.IsRange) return 0;
        if (from.IsArray && to.IsArray && from.Element!.IsStruct && Distance(from.Element, to.Element!) == 0) return 0;
        return Wider.TryGetValue(from.Kind, out var wider) && System.Array.IndexOf(wider, to.Kind) is >= 0 and var at ? at + 1 : null;
    }

    static int? Distance(IReadOnlyList<StructField> from, IReadOnlyList<StructField> to)
    {
        var sum = 0;
        foreach (var (left, right) in from.Zip(to))
        {
            if (Distance(left.Type, right.Type) is not { } distance) return null;
            sum += distance;
        }
        return sum;
    }

    /// <summary>Null when there is no type that all can become.</summary>
    internal static SqlType? Supertype(IReadOnlyCollection<SqlType> types)
    {
        if (types.Count == 0) return null;
        var best = types.First();
        foreach (var type in types.Skip(1))
        {
            if (Supertype(best, type) is not { } wider) return null;
            best = wider;
        }
        return best;
    }

    static SqlType? Supertype(SqlType left, SqlType right)
    {
        if (left == right) return left;
        if (IsInstant(left) != IsInstant(right) && (IsCivil(left) || IsCivil(right))) return null;
        if (left.IsStruct && right.IsStruct && left.Fields.Count == right.Fields.Count) return StructSupertype(left, right);
        if (Distance(left, right) is not null) return right;
        return Distance(right, left) is not null ? left : null;
    }

    /// <summary>Arguments of functions take a DATE or DATETIME for a TIMESTAMP; comparisons, set operations and the like do not.</summary>
    static bool IsInstant(SqlType type) => type.Kind == TypeKind.Timestamp;

    internal static bool IsCivil(SqlType type) => type.Kind is TypeKind.Date or TypeKind.Datetime;

    static SqlType? StructSupertype(SqlType left, SqlType right)
    {
        var fields = new List<StructField>();
        foreach (var (l, r) in left.Fields.Zip(right.Fields))
        {
            if (Supertype(l.Type, r.Type) is not { } type) return null;
            fields.Add(new(l.Name, type));
        }
        return SqlType.Struct(fields);
    }
}
