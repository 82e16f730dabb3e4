using System.Collections.Concurrent;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Writing;

namespace RoboSync.Tests.Writing;

public sealed class WriterTests
{
    [Fact]
    public async Task What_is_decided_is_announced_once_sent_and_settled_once()
    {
        var writing = new ScriptedWriting();

        await new Writer(concurrency: 2).WriteAsync(writing, [Op("label", isPrerequisite: true), Op("1"), Op("2"), Op("3")], default);

        writing.Steps.First().ShouldBe("announce 1,2,3", "the label stands for itself");
        writing.Steps.Skip(1).First().ShouldBe("send label");
        writing.Steps.Last().ShouldBe("settle 1:Done,2:Done,3:Done,label:Done");
    }

    [Theory]
    [InlineData(FailureCode.CandidateRejected, "Refused")]
    [InlineData(FailureCode.CandidateUnclear, "Unknown")]
    public async Task A_record_that_fails_alone_stops_nobody_else(FailureCode code, string fate)
    {
        var writing = new ScriptedWriting { Fails = { ["1"] = new SyncException(code, "mail") } };

        await new Writer(concurrency: 1).WriteAsync(writing, [Op("1"), Op("2")], default);

        writing.Steps.Last().ShouldBe($"settle 1:{fate},2:Done");
    }

    [Theory]
    [InlineData(FailureCode.HrmosTooManyRequests, "NotDone")]
    [InlineData(FailureCode.HrmosUnreachable, "Unknown")]
    [InlineData(FailureCode.HrmosAnswerUnknown, "Unknown")]
    public async Task A_failure_of_more_than_one_record_stops_the_rest_and_is_thrown_after_all_is_settled(FailureCode code, string fate)
    {
        var writing = new ScriptedWriting { Fails = { ["1"] = new SyncException(code, "HRMOS failed.") } };

        var thrown =
            await Should.ThrowAsync<SyncException>(() => new Writer(concurrency: 1).WriteAsync(writing, [Op("1"), Op("2")], default));

        thrown.Code.ShouldBe(code);
        writing.Steps.ShouldNotContain("send 2");
        writing.Steps.Last().ShouldBe($"settle 1:{fate},2:NotDone");
    }

    [Fact]
    public async Task Without_its_prerequisite_nothing_is_sent()
    {
        var writing = new ScriptedWriting { Fails =
            { ["label"] = new SyncException(FailureCode.HrmosLabelLimit, "HRMOS has no room for another label.") } };

        await Should.ThrowAsync<SyncException>(
            () => new Writer(concurrency: 1).WriteAsync(writing, [Op("label", isPrerequisite: true), Op("1")], default));

        writing.Steps.Last().ShouldBe("settle 1:NotDone,label:NotDone");
    }

    [Fact]
    public async Task What_somebody_else_has_announced_is_not_sent()
    {
        var writing = new ScriptedWriting { Theirs = { "1" } };

        await new Writer(concurrency: 1).WriteAsync(writing, [Op("1"), Op("2")], default);

        writing.Steps.ShouldNotContain("send 1");
        writing.Steps.Last().ShouldBe("settle 1:Elsewhere,2:Done");
    }

    [Fact]
    public async Task A_stop_in_the_middle_settles_what_is_known_and_leaves_open_what_may_have_arrived()
    {
        using var stop = new CancellationTokenSource();
        var writing = new ScriptedWriting { StopAt = "1", Stop = stop };

        await Should.ThrowAsync<OperationCanceledException>(
            () => new Writer(concurrency: 1).WriteAsync(writing, [Op("1"), Op("2")], stop.Token));

        writing.Steps.Last().ShouldBe("settle 1:Unknown,2:NotDone");
    }

    private static TestOperation Op(string subject, bool isPrerequisite = false) => new(subject, isPrerequisite);

    private sealed record TestOperation(string Subject, bool First) : Operation(Subject, OperationReason.New)
    {
        public override bool IsPrerequisite => First;
    }

    private sealed class ScriptedWriting : IWriting<TestOperation>
    {
        public ConcurrentQueue<string> Steps { get; } = [];

        public Dictionary<string, SyncException> Fails { get; } = [];

        public HashSet<string> Theirs { get; } = [];

        public string? StopAt { get; init; }

        public CancellationTokenSource? Stop { get; init; }

        public Task<IReadOnlySet<TestOperation>> AnnounceAsync(IReadOnlyList<TestOperation> operations, CancellationToken cancellationToken)
        {
            Steps.Enqueue($"announce {string.Join(',', operations.Select(operation => operation.Subject))}");
            return Task.FromResult<IReadOnlySet<TestOperation>>(
                operations.Where(operation => !Theirs.Contains(operation.Subject)).ToHashSet());
        }

        public Task<Settlement<TestOperation>> SendAsync(TestOperation operation, CancellationToken cancellationToken)
        {
            Steps.Enqueue($"send {operation.Subject}");
            if (operation.Subject == StopAt)
            {
                Stop!.Cancel();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return Fails.TryGetValue(operation.Subject, out var failure)
                ? throw failure
                : Task.FromResult(new Settlement<TestOperation>(operation, Fate.Done));
        }

        public Task SettleAsync(IReadOnlyList<Settlement<TestOperation>> settlements)
        {
            var settled = settlements.OrderBy(item => item.Operation.Subject, StringComparer.Ordinal)
                .Select(item => $"{item.Operation.Subject}:{item.Fate}");
            Steps.Enqueue($"settle {string.Join(',', settled)}");
            return Task.CompletedTask;
        }
    }
}
