using System.Data.Common;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Formats;

/// <summary>Rows of a reader in wire form, in memory.</summary>
internal static class WireRows
{
    /// <summary>Rows up to so many bytes together, but at least one if there is one.</summary>
    public static async Task<List<byte[]>> ReadAsync(DbDataReader reader, IReadOnlyList<SqlType> types, long maximumBytes, CancellationToken token)
    {
        var rows = new List<byte[]>();
        using var line = new MemoryStream();
        using var writer = new WireRowWriter(line, types);
        for (long bytes = 0; bytes < maximumBytes && await reader.ReadAsync(token).ConfigureAwait(false); bytes += line.Length)
        {
            line.SetLength(0);
            writer.Write(reader);
            rows.Add(line.ToArray());
        }

        return rows;
    }
}
