namespace ErosDeploy.Sandbox.Sql.Execution;

/// <summary>Names of code as words of SQL: VectorIndex as VECTOR INDEX.</summary>
internal static class SpelledOut
{
    public static string Of(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : $"{char.ToUpperInvariant(c)}"));
}
