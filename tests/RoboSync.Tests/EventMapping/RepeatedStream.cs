namespace RoboSync.Tests.EventMapping;

/// <summary>A large file that is never there as a whole: one row again and again.</summary>
internal sealed class RepeatedStream(byte[] row, int times) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => (long)row.Length * times;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var length = (int)Math.Min(buffer.Length, Length - Position);
        for (var index = 0; index < length; index++)
        {
            buffer[index] = row[(int)((Position + index) % row.Length)];
        }

        Position += length;
        return length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset;

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
