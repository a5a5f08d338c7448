namespace ErosDeploy.Sandbox.Formats;

/// <summary>Writes to another stream and leaves it open when disposed.</summary>
internal sealed class LeftOpenStream(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => throw new NotSupportedException("An export cannot seek."); }

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An export cannot be read back.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("An export cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("An export has no length before its end.");
}
