using System.Security.Cryptography;

namespace ErosDeploy.Sandbox.Objects;

/// <summary>Writes through to another stream and knows length, md5 and crc32c of what was written.</summary>
internal sealed class HashingStream(Stream inner) : Stream
{
#pragma warning disable CA5351 // Cloud Storage's resource has an md5Hash; it protects nothing here
    readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
    readonly Crc32c _crc = new();
    long _length;

    public string Md5Hash => Convert.ToBase64String(_md5.GetCurrentHash());

    public string Crc32c => _crc.Text;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get => _length; set => throw new NotSupportedException("An upload cannot seek."); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Add(buffer);
        inner.Write(buffer);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Add(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An upload cannot be read back.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("An upload cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("An upload has no length before its end.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _md5.Dispose();
        base.Dispose(disposing);
    }

    void Add(ReadOnlySpan<byte> bytes)
    {
        _md5.AppendData(bytes);
        _crc.Append(bytes);
        _length += bytes.Length;
    }
}
