using System.Reflection;
using System.Text;
using DuckDB.NET.Data.DataChunk.Writer;
using DuckDB.NET.Native;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>Writes a text with U+0000 in it. DuckDB.NET hands texts over as C strings, which end there, and what is behind it would be lost without a word;
/// DuckDB itself takes them with their length, into the vector that the writer keeps to itself.</summary>
static class WholeText
{
    public static unsafe void Write(IDuckDBDataWriter writer, string text, ulong row)
    {
        if (VectorOf(writer.GetType())?.GetValue(writer) is not nint vector)
            throw new InvalidOperationException("Unimplemented: the character U+0000 in the result of this function");
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(vector, row, start, bytes.Length);
    }

    static PropertyInfo? VectorOf(Type? type) => type is null
        ? null
        : type.GetProperty("Vector", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly) ?? VectorOf(type.BaseType);
}
