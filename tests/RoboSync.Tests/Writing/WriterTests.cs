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

    [Fact]
    public async Task A_dry_run_sends_nothing_and_notes_what_would_become_of_each()
    {
        var writing = new ScriptedWriting();
        writing.Fails["2"] = new SyncException(FailureCode.CandidateAmbiguous, "test");
        var noted = new ConcurrentQueue<PlannedOperation>();

        await new Writer(concurrency: 1, new Foreseen(noted.Enqueue))
            .WriteAsync(writing, [Op("label", isPrerequisite: true), Op("1"), Op("2")], default);

        writing.Steps.ShouldNotContain(step => step.StartsWith("send", StringComparison.Ordinal));
        writing.Steps.ShouldContain("settle 1:Done,2:Refused,label:Done");
        noted.Select(item => (item.Kind, item.Subject, item.LeftOut)).ShouldBe(
            [(PlannedKind.Label, "label", null), (PlannedKind.Create, "1", null),
                (PlannedKind.Create, "2", FailureCode.CandidateAmbiguous)],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_run_that_keeps_to_a_plan_writes_what_it_says_and_nothing_else()
    {
        var writing = new ScriptedWriting();
        var plan = new KeptToPlan(
        [
            new PlannedOperation(PlannedKind.Create, "1", OperationReason.New) { ContentHash = "content" },
            new PlannedOperation(PlannedKind.Create, "2", OperationReason.New)
            {
                ContentHash = "content", LeftOut = FailureCode.CandidateAmbiguous,
            },
            new PlannedOperation(PlannedKind.Create, "3", OperationReason.New) { ContentHash = "another" },
        ]);

        await new Writer(concurrency: 1, plan)
            .WriteAsync(writing, [Op("label", isPrerequisite: true), Op("1"), Op("2"), Op("3"), Op("4")], default);

        writing.Steps.ShouldBe(["announce 1", "send 1", "settle 1:Done,2:Refused,3:Withheld,4:Withheld,label:Withheld"]);
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

        public Task<Settlement<TestOperation>> ForeseeAsync(TestOperation operation, CancellationToken cancellationToken)
        {
            Steps.Enqueue($"foresee {operation.Subject}");
            return Task.FromResult(new Settlement<TestOperation>(
                operation, Fails.ContainsKey(operation.Subject) ? Fate.Refused : Fate.Done)
            {
                Failure = Fails.GetValueOrDefault(operation.Subject),
            });
        }

        public PlannedOperation Describe(TestOperation operation) =>
            new(operation.IsPrerequisite ? PlannedKind.Label : PlannedKind.Create, operation.Subject, operation.Reason)
            {
                ContentHash = operation.IsPrerequisite ? "" : "content",
            };

        public Task SettleAsync(IReadOnlyList<Settlement<TestOperation>> settlements)
        {
            var settled = settlements.OrderBy(item => item.Operation.Subject, StringComparer.Ordinal)
                .Select(item => $"{item.Operation.Subject}:{item.Fate}");
            Steps.Enqueue($"settle {string.Join(',', settled)}");
            return Task.CompletedTask;
        }
    }
}
