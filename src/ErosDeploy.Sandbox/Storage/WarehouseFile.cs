using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;

namespace ErosDeploy.Sandbox.Storage;

/// <summary>Opens the database file, which one process may hold at a time.</summary>
internal static class WarehouseFile
{
    // DuckDB would share the file among the openers of one process, and each would count versions for itself
    static readonly ConcurrentDictionary<string, bool> OpenHere = new(StringComparer.Ordinal);

    public static DuckDBConnection Open(string folder)
    {
        if (!OpenHere.TryAdd(Path.GetFullPath(folder), true)) throw new FolderInUseException(folder, Environment.ProcessId, null);
        try
        {
            return OpenFile(folder);
        }
        catch
        {
            Release(folder);
            throw;
        }
    }

    /// <summary>Says that the folder's connections are closed.</summary>
    public static void Release(string folder) => OpenHere.TryRemove(Path.GetFullPath(folder), out _);

    static DuckDBConnection OpenFile(string folder)
    {
        var connection = new DuckDBConnection($"DataSource={Path.Combine(folder, Warehouse.FileName)}");
        try
        {
            connection.Open();
            return connection;
        }
        catch (DuckDBException e) when (e.Message.Contains("lock", StringComparison.OrdinalIgnoreCase))
        {
            connection.Dispose();
            throw new FolderInUseException(folder, HolderIn(e.Message), e);
        }
    }

    /// <summary>Another connection to the same open database.</summary>
    public static DuckDBConnection Connect(DuckDBConnection open)
    {
        var connection = new DuckDBConnection(open.ConnectionString);
        connection.Open();
        return connection;
    }

    // DuckDB: Conflicting lock is held in /usr/bin/dotnet (PID 123) by user x
    static int? HolderIn(string message)
    {
        const string Mark = "PID ";
        var start = message.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0) return null;
        var digits = new string([.. message.AsSpan(start + Mark.Length).ToArray().TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
