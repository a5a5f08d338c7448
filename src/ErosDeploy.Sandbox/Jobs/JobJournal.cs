using System.Text.Json;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>
/// Every state of every job, one JSON line each, appended; the last line of a job counts. A line cut off by a killed process is
/// cut away when the journal is opened.
/// </summary>
internal sealed class JobJournal : IDisposable
{
    readonly Stream _file;
    readonly object _gate = new();

    JobJournal(Stream file) => _file = file;

    // unbuffered: what a full disk refused must not come back with the next line or at the end
    public static Stream OpenFile(string path) => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    public static (JobJournal Journal, IReadOnlyCollection<JobDocument> Jobs) Open(Stream file)
    {
        var jobs = Read(file);
        return (new JobJournal(file), jobs);
    }

    public void Append(params JobDocument[] jobs)
    {
        using var lines = new MemoryStream();
        foreach (var job in jobs)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(job, JobsJson.Default.JobDocument));
            lines.WriteByte((byte)'\n');
        }

        lock (_gate)
        {
            Append(lines.GetBuffer().AsSpan(0, (int)lines.Length));
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    void Append(ReadOnlySpan<byte> lines)
    {
        var end = _file.Position;
        try
        {
            _file.Write(lines);
            _file.Flush();
        }
        catch (IOException)
        {
            _file.SetLength(end);
            _file.Seek(end, SeekOrigin.Begin);
            throw;
        }
    }

    static Dictionary<(string, string), JobDocument>.ValueCollection Read(Stream file)
    {
        var jobs = new Dictionary<(string, string), JobDocument>();
        long complete = 0;
        foreach (var line in Lines(file))
        {
            var job = JsonSerializer.Deserialize(line.Span, JobsJson.Default.JobDocument)!;
            jobs[(job.Project, job.JobId)] = job;
            complete += line.Length + 1;
        }

        file.SetLength(complete);
        file.Seek(complete, SeekOrigin.Begin);
        return jobs.Values;
    }

    static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream file)
    {
        var buffer = new byte[1 << 16];
        var filled = 0;
        int read;
        while ((read = file.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += read;
            var start = 0;
            int end;
            while ((end = Array.IndexOf(buffer, (byte)'\n', start, filled - start)) >= 0)
            {
                yield return buffer.AsMemory(start, end - start);
                start = end + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
    }
}
