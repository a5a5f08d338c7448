namespace ErosDeploy.Sandbox.Sql.Binding;

/// <summary>FLOAT64 sums and products without overflow checks, and the operands at the bottom that may be infinite.</summary>
internal sealed record FloatTree(string Sql, IReadOnlyList<string> Leaves);
