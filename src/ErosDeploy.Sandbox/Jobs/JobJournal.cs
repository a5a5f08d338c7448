using System.Text.Json;

namespace ErosDeploy.Sandbox.Jobs;

/// <summary>
/// Every state of every job, one JSON line each, appended; the last line of a job counts. A line cut off by a killed process is
/// cut away when the journal is opened.
/// </summary>
internal sealed class JobJournal : IDisposable
{
    readonly FileStream _file;
    readonly object _gate = new();

    JobJournal(FileStream file) => _file = file;

    public static (JobJournal Journal, IReadOnlyCollection<JobDocument> Jobs) Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
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
            _file.Write(lines.GetBuffer(), 0, (int)lines.Length);
            _file.Flush();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    static Dictionary<(string, string), JobDocument>.ValueCollection Read(FileStream file)
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

    static IEnumerable<ReadOnlyMemory<byte>> Lines(FileStream file)
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
