using System.Buffers.Binary;
using System.Data.Common;
using ErosDeploy.Sandbox.Formats;
using ErosDeploy.Sandbox.Objects;
using ErosDeploy.Sandbox.Sql.Types;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>Rows of finished queries: one wire row per line, and an index with the offset of every 64th row.</summary>
internal sealed class ResultFiles
{
    const int Stride = 64;
    readonly string _folder;

    public ResultFiles(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Keeps all rows of a reader; they are there wholly or not at all. Returns their number.</summary>
    public async Task<long> WriteAsync(string project, string jobId, IReadOnlyList<SqlType> types, DbDataReader reader, CancellationToken token)
    {
        var path = PathOf(project, jobId);
        var temporary = path + ".tmp";
        try
        {
            var (rows, offsets) = await WriteAsync(temporary, types, reader, token).ConfigureAwait(false);
            AtomicFile.Write(path + ".index", Encode(offsets));
            File.Move(temporary, path, overwrite: true);
            return rows;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    static async Task<(long Rows, List<long> Offsets)> WriteAsync(string path, IReadOnlyList<SqlType> types, DbDataReader reader, CancellationToken token)
    {
        var offsets = new List<long>();
        long rows = 0;
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        using var writer = new WireRowWriter(file, types);
        for (; await reader.ReadAsync(token).ConfigureAwait(false); rows++)
        {
            if (rows % Stride == 0)
                offsets.Add(file.Position);
            writer.Write(reader);
            file.WriteByte((byte)'\n');
        }

        return (rows, offsets);
    }

    /// <summary>Lines of the rows from a start, at most so many and at most so many bytes together (but at least one row).</summary>
    public List<byte[]> Read(string project, string jobId, long start, long count, long maximumBytes)
    {
        var path = PathOf(project, jobId);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        file.Seek(OffsetOf(path, start / Stride, file.Length), SeekOrigin.Begin);
        var page = new List<byte[]>();
        long bytes = 0;
        foreach (var line in LinesOf(file).Skip((int)(start % Stride)))
        {
            bytes += line.Length;
            if (page.Count >= count || (page.Count > 0 && bytes > maximumBytes))
                break;
            page.Add(line);
        }

        return page;
    }

    public void Delete(string project, string jobId)
    {
        File.Delete(PathOf(project, jobId));
        File.Delete(PathOf(project, jobId) + ".index");
    }

    string PathOf(string project, string jobId) => Path.Combine(_folder, FileNames.Of($"{project}/{jobId}") + ".rows");

    static byte[] Encode(List<long> offsets)
    {
        var bytes = new byte[offsets.Count * sizeof(long)];
        for (var i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), offsets[i]);
        return bytes;
    }

    static long OffsetOf(string path, long block, long end)
    {
        using var index = File.OpenRead(path + ".index");
        if ((block + 1) * sizeof(long) > index.Length)
            return end;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        index.Seek(block * sizeof(long), SeekOrigin.Begin);
        index.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    static IEnumerable<byte[]> LinesOf(FileStream file)
    {
        var line = new MemoryStream();
        int next;
        while ((next = file.ReadByte()) >= 0)
        {
            if (next != '\n')
            {
                line.WriteByte((byte)next);
                continue;
            }

            yield return line.ToArray();
            line.SetLength(0);
        }
    }
}
