namespace ErosDeploy.Sandbox.Rest.Storage;

/// <summary>The next bytes of another stream, and no more.</summary>
internal sealed class BoundedStream(Stream inner, long length) : Stream
{
    long _left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = length;

    public override long Position { get => Length - _left; set => throw new NotSupportedException("A download cannot seek."); }

    public override int Read(byte[] buffer, int offset, int count) => Taken(inner.Read(buffer, offset, Allowed(count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Taken(await inner.ReadAsync(buffer[..Allowed(buffer.Length)], cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A download cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("A download has a fixed length.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A download cannot be written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    int Allowed(int count) => (int)Math.Min(count, _left);

    int Taken(int count)
    {
        _left -= count;
        return count;
    }
}
