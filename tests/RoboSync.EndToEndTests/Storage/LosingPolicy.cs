using Azure.Core;
using Azure.Core.Pipeline;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>Lets a write reach storage and cuts its answer, once: the SDK then sends it again.</summary>
internal sealed class LosingPolicy : HttpPipelinePolicy
{
    private int writes;

    /// <summary>Writes that were sent since the last <see cref="Arm"/>, repetitions among them.</summary>
    public int Writes => Volatile.Read(ref writes);

    /// <summary>Whether an answer was lost since.</summary>
    public bool HasLost { get; private set; }

    private int Lose { get; set; }

    /// <summary>Counts anew.</summary>
    /// <param name="lose">Which write's answer is lost, from 1 on; 0 for none.</param>
    public void Arm(int lose)
    {
        (Lose, HasLost) = (lose, false);
        Volatile.Write(ref writes, 0);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var isLost = message.Request.Method != RequestMethod.Get && message.Request.Method != RequestMethod.Head
            && Interlocked.Increment(ref writes) == Lose;
        await ProcessNextAsync(message, pipeline);
        if (isLost)
        {
            HasLost = true;
            throw new IOException("The answer was cut.");
        }
    }
}
