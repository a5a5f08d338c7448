using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace ErosDeploy.Sandbox.Sql.Functions.Runtime;

/// <summary>
/// Registers functions written in C# with DuckDB: pure, NULL for a NULL argument, NULL for a null result. An exception's message becomes DuckDB's
/// error ("Invalid Input Error: ...").
/// </summary>
internal sealed class DuckFunctions(DuckDBConnection connection)
{
    /// <summary>DuckDB.NET cannot write BLOBs: functions that give bytes give them as hexadecimal text, and a macro turns it back.</summary>
    const string HexSuffix = "_hex";

    static readonly string[] ArgumentNames = ["a", "b", "c", "d"];

    static readonly ScalarFunctionOptions Pure = new() { IsPureFunction = true };

    internal static void Install(DuckDBConnection connection)
    {
        var functions = new DuckFunctions(connection);
        TextRuntime.Register(functions);
        ValueText.Register(functions);
        RegexRuntime.Register(functions);
        BytesRegex.Register(functions);
        NetRuntime.Register(functions);
        BytesRuntime.Register(functions);
        NumberRuntime.Register(functions);
        NumberText.Register(functions);
        NumericVectors.Register(connection);
        TimeRuntime.Register(functions);
        JsonRuntime.Register(functions);
        SketchRuntime.Register(functions);
        DecimalRuntime.Register(functions);
        BigNumericRuntime.Register(functions);
        functions.Add<string, string>("bq_fail", message => throw new InvalidOperationException(message));
    }

    internal void Add<A, R>(string name, Func<A, R?> function) where A : notnull => connection.RegisterScalarFunction<A, R>(name, (arguments, writer, count) =>
    {
        for (ulong row = 0; row < count; row++) Write(writer, arguments[0].IsValid(row) ? function(Read<A>(arguments[0], row)) : default, row, arguments[0].IsValid(row));
    }, Pure);

    internal void Add(string name, Func<double, double> function) => connection.RegisterScalarFunction<double, double>(name, (arguments, writer, count) =>
    {
        for (ulong row = 0; row < count; row++)
        {
            if (arguments[0].IsValid(row)) writer.WriteValue(function(arguments[0].GetValue<double>(row)), row);
            else writer.WriteNull(row);
        }
    }, Pure);

    internal void Add(string name, Func<double, double, double> function) => connection.RegisterScalarFunction<double, double, double>(name, (arguments, writer, count) =>
    {
        var (left, right) = (arguments[0], arguments[1]);
        for (ulong row = 0; row < count; row++)
        {
            if (left.IsValid(row) && right.IsValid(row)) writer.WriteValue(function(left.GetValue<double>(row), right.GetValue<double>(row)), row);
            else writer.WriteNull(row);
        }
    }, Pure);

    internal void AddBytes<A>(string name, Func<A, byte[]> function) where A : notnull
    {
        Add<A, string>(name + HexSuffix, a => Convert.ToHexString(function(a)));
        Macro(name, 1);
    }

    internal void AddBytes<A, B>(string name, Func<A, B, byte[]> function) where A : notnull where B : notnull
    {
        Add<A, B, string>(name + HexSuffix, (a, b) => Convert.ToHexString(function(a, b)));
        Macro(name, 2);
    }

    internal void AddBytes<A, B, C>(string name, Func<A, B, C, byte[]> function) where A : notnull where B : notnull where C : notnull
    {
        Add<A, B, C, string>(name + HexSuffix, (a, b, c) => Convert.ToHexString(function(a, b, c)));
        Macro(name, 3);
    }

    void Macro(string name, int count)
    {
        var arguments = string.Join(", ", ArgumentNames.Take(count));
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE OR REPLACE MACRO bq.{name}({arguments}) AS unhex({name}{HexSuffix}({arguments}))";
        command.ExecuteNonQuery();
    }

    internal void Add<A, B, R>(string name, Func<A, B, R?> function) where A : notnull where B : notnull => connection.RegisterScalarFunction<A, B, R>(name, (arguments, writer, count) =>
    {
        for (ulong row = 0; row < count; row++)
            Write(writer, AllValid(arguments, row) ? function(Read<A>(arguments[0], row), Read<B>(arguments[1], row)) : default, row, AllValid(arguments, row));
    }, Pure);

    internal void Add<A, B, C, R>(string name, Func<A, B, C, R?> function) where A : notnull where B : notnull where C : notnull =>
        connection.RegisterScalarFunction<A, B, C, R>(name, (arguments, writer, count) =>
        {
            for (ulong row = 0; row < count; row++)
                Write(writer, AllValid(arguments, row) ? function(Read<A>(arguments[0], row), Read<B>(arguments[1], row), Read<C>(arguments[2], row)) : default, row, AllValid(arguments, row));
        }, Pure);

    internal void Add<A, B, C, D, R>(string name, Func<A, B, C, D, R?> function) where A : notnull where B : notnull where C : notnull where D : notnull =>
        connection.RegisterScalarFunction<A, B, C, D, R>(name, (arguments, writer, count) =>
        {
            for (ulong row = 0; row < count; row++)
                Write(writer, AllValid(arguments, row) ? function(Read<A>(arguments[0], row), Read<B>(arguments[1], row), Read<C>(arguments[2], row), Read<D>(arguments[3], row)) : default, row, AllValid(arguments, row));
        }, Pure);

    /// <summary>Any number of texts, each of which may be NULL.</summary>
    internal void AddVariadic(string name, Func<IReadOnlyList<string?>, string?> function) => connection.RegisterScalarFunction<string, string>(name, (arguments, writer, count) =>
    {
        var values = new string?[arguments.Count];
        for (ulong row = 0; row < count; row++)
        {
            for (var i = 0; i < values.Length; i++) values[i] = arguments[i].IsValid(row) ? arguments[i].GetValue<string>(row) : null;
            Write(writer, function(values), row);
        }
    }, new() { IsPureFunction = true, HandlesNulls = true }, @params: true);

    static bool AllValid(IReadOnlyList<IDuckDBDataReader> arguments, ulong row)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].IsValid(row)) return false;
        }
        return true;
    }

    static void Write<R>(IDuckDBDataWriter writer, R? value, ulong row, bool valid = true)
    {
        if (value is null || !valid) writer.WriteNull(row);
        else if (value is string text && text.Contains('\0', StringComparison.Ordinal)) WholeText.Write(writer, text, row);
        else writer.WriteValue(value, row);
    }

    static T Read<T>(IDuckDBDataReader reader, ulong row)
    {
        if (typeof(T) != typeof(byte[])) return reader.GetValue<T>(row);
        using var stream = reader.GetValue<Stream>(row);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (T)(object)bytes;
    }
}
