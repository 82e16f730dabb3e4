namespace RoboSync.Tests.EventMapping;

/// <summary>A stream that can only be read on, as a download is: a piece again and again, up to a length that nobody may ask for.</summary>
internal sealed class ForwardStream(long length, byte[] piece) : Stream
{
    /// <summary>How many bytes were read.</summary>
    public long HandedOut { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - HandedOut);
        for (var index = 0; index < read; index++)
        {
            buffer[offset + index] = piece[(int)((HandedOut + index) % piece.Length)];
        }

        HandedOut += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
