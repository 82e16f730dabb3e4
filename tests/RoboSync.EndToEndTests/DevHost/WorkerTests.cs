using System.Net;
using System.Text;
using RoboSync.EndToEndTests.Running;
using RoboSync.Local;

namespace RoboSync.EndToEndTests.DevHost;

/// <summary>The development host and a worker, each a process of its own.</summary>
public sealed class WorkerTests(StorageFixture storage)
{
    [Fact]
    public async Task Messages_blobs_and_timers_reach_the_worker_and_what_it_logs_comes_back_in_its_own_category()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await using (await sample.StartAsync(("TickSchedule", "* * * * * *"), ("DevHost__EventSubscriptions", sample.WiderSubscription())))
        {
            await sample.SendAsync("log");
            await sample.SendAsync("fail");
            await sample.SendAsync("hello", "broken-poison");
            await sample.UploadAsync("inbox/対応表.csv", "1");
            await sample.UploadAsync("inboxes.csv", "2");
            await Eventually.TrueAsync(async () => (await sample.Journal.ReadAsync()).Distinct(StringComparer.Ordinal).Count() >= 6
                && await sample.LengthAsync("work") == 0);
        }

        var journal = (await sample.Journal.ReadAsync()).ToList();
        journal.Count(entry => entry == "fail").ShouldBe(3);
        (await sample.VisibleAsync("work-poison")).ShouldBe(1);
        journal.ShouldContain(entry => entry.StartsWith("対応表.csv: 1", StringComparison.Ordinal));
        journal.ShouldContain(entry => entry.StartsWith("nobody: 2", StringComparison.Ordinal));
        journal.ShouldContain("tick False");
        journal.ShouldContain("hello");
        sample.Log.ShouldContain("RoboSync.SampleFunctions.Functions[0] It said log.");
        sample.Log.ShouldContain("as the test wants");
    }

    [Fact]
    public async Task Requests_go_to_the_workers_web_server_and_answers_come_back_whole()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        var functions = await sample.StartAsync();
        using var http = new HttpClient { BaseAddress = functions.Address };
        var body = string.Concat(Enumerable.Repeat("説明会 ", 200_000));
        using var request = new HttpRequestMessage(HttpMethod.Post, "web/greet/鈴木?and=佐藤")
        {
            Content = new StringContent(body, Encoding.UTF8),
            Headers = { { "X-Test", "1" } },
        };

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.GetValues("X-Letters").ShouldBe(["2"]);
        answer.Headers.GetValues("Set-Cookie").ShouldBe(["host=127.0.0.1"]);
        (await answer.Content.ReadAsStringAsync()).ShouldBe($"POST 鈴木 佐藤 1 {body}");
        (await http.GetAsync("web/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.DeleteAsync("web/greet/a")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => http.GetStringAsync($"web/greet/{number}")));
        answers.ShouldBe(Enumerable.Range(0, 20).Select(number => $"GET {number}   "));
    }

    [Fact]
    public async Task On_sigterm_running_invocations_are_cancelled_and_drained_and_their_messages_stay_locked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var sample = await SampleHost.PrepareAsync(storage);
        await using (await sample.StartAsync(("DevHost__MessageLock", "00:10:00")))
        {
            await sample.SendAsync("wait");
            await Eventually.TrueAsync(async () => await sample.Journal.CountAsync("wait") == 1);
        }

        (await sample.Journal.ReadAsync()).ShouldBe(["wait", "cancelled"]);
        (await sample.LengthAsync("work")).ShouldBe(1);
        (await sample.VisibleAsync("work")).ShouldBe(0, "ten minutes on Azure");
        sample.Log.ShouldNotContain("was in the worker when that ended");
    }

    [Fact]
    public async Task A_worker_that_dies_is_started_again_and_its_message_comes_back()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.StartAsync();

        await sample.SendAsync("die");
        await Eventually.TrueAsync(async () => await sample.LengthAsync("work") == 0);

        (await sample.Journal.ReadAsync()).ShouldBe(["die", "die"]);
        sample.Log.ShouldContain("has died; another one is started.");
    }

    [Fact]
    public async Task A_function_that_outlives_its_time_takes_the_worker_with_it()
    {
        await using var sample = await SampleHost.PrepareAsync(storage);
        await sample.StartAsync(("AzureFunctionsJobHost__functionTimeout", "00:00:01"));

        await sample.SendAsync("hang");
        await Eventually.TrueAsync(async () => await sample.Journal.CountAsync("hang") == 2 && await sample.LengthAsync("work") == 0);

        sample.Log.ShouldContain("Function TakeMessage took longer than 00:00:01: the worker is killed.");
    }

    [Fact]
    public async Task A_worker_that_cannot_start_ends_the_host_with_its_own_words()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("robosync-refused-").FullName, "functions.log");
        var test = TestContext.Current;
        var published = await PublishedFunctions.EnsureAsync(test.SendDiagnosticMessage, test.CancellationToken);
        var settings = new Dictionary<string, string> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" };

        await using (var functions = FunctionsProcess.Start(published, settings, file))
        {
            await Eventually.TrueAsync(() => !functions.IsRunning);
        }

        (await File.ReadAllTextAsync(file)).ShouldContain("The setting KeyVault:Uri is missing.");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
