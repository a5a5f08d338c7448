using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// Registers the arithmetic of NUMERIC with DuckDB, as functions over whole vectors in memory: a DECIMAL(38,9) is an Int128, the value times 1e9. DuckDB's own rounding
/// divides 128-bit numbers, which takes microseconds, and DuckDB.NET's readers give DECIMAL as .NET's decimal, which loses digits. NULL for a NULL operand.
/// </summary>
internal static unsafe class NumericVectors
{
    internal static void Register(DuckDBConnection connection)
    {
        Register(connection, "bq_numeric_add", &AddChunk);
        Register(connection, "bq_numeric_subtract", &SubtractChunk);
        Register(connection, "bq_numeric_multiply", &MultiplyChunk);
        Register(connection, "bq_numeric_divide", &DivideChunk);
    }

    static void Register(DuckDBConnection connection, string name, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void> chunk)
    {
        var function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        using var type = NativeMethods.LogicalType.DuckDBCreateDecimalType(38, 9);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, type);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, type);
        NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, chunk);
        var state = NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function);
        NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        if (state != DuckDBState.Success) throw new InvalidOperationException($"DuckDB refused the function {name}.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void AddChunk(IntPtr info, IntPtr input, IntPtr output) => Run(info, input, output, &NumericArithmetic.Add);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void SubtractChunk(IntPtr info, IntPtr input, IntPtr output) => Run(info, input, output, &NumericArithmetic.Subtract);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void MultiplyChunk(IntPtr info, IntPtr input, IntPtr output) => Run(info, input, output, &NumericArithmetic.Multiply);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void DivideChunk(IntPtr info, IntPtr input, IntPtr output) => Run(info, input, output, &NumericArithmetic.Divide);

    static void Run(IntPtr info, IntPtr input, IntPtr output, delegate*<Int128, Int128, Int128> operation)
    {
        try
        {
            using var chunk = new DuckDBDataChunk(input);
            Fill(chunk, output, operation);
        }
        catch (Exception failure) // one that left this function would end the process
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, failure.Message);
        }
    }

    static void Fill(DuckDBDataChunk chunk, IntPtr output, delegate*<Int128, Int128, Int128> operation)
    {
        var count = NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
        var (left, right) = (new Operand(chunk, 0), new Operand(chunk, 1));
        var results = (Int128*)NativeMethods.Vectors.DuckDBVectorGetData(output);
        if (left.HasNulls || right.HasNulls) NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(output);
        for (ulong row = 0; row < count; row++)
        {
            if (left.IsValid(row) && right.IsValid(row)) results[row] = operation(left.Values[row], right.Values[row]);
            else NativeMethods.ValidityMask.DuckDBValiditySetRowValidity(NativeMethods.Vectors.DuckDBVectorGetValidity(output), row, false);
        }
    }

    readonly struct Operand
    {
        readonly ulong* _validity;

        internal Operand(DuckDBDataChunk chunk, int column)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
            Values = (Int128*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }

        internal Int128* Values { get; }

        internal bool HasNulls => _validity is not null;

        internal bool IsValid(ulong row) => _validity is null || (_validity[row >> 6] >> (int)(row & 63) & 1) == 1;
    }
}
