using System.CommandLine;
using Azure;
using Azure.Identity;
using RoboSync.Pages.Captures;
using RoboSync.Pages.Checking;
using RoboSync.Pages.Comparing;
using RoboSync.Pages.Putting;
using RoboSync.Pages.Site;
using RoboSync.Pages.Suggesting;
using RoboSync.Sync.Failures;
using Spectre.Console;

namespace RoboSync.Pages;

/// <summary>The command line. Whatever can be foreseen ends in a sentence, never in a stack trace.</summary>
internal static class Workbench
{
    /// <summary>Runs a verb.</summary>
    /// <param name="args">The verb and its options.</param>
    /// <param name="console">Where it speaks.</param>
    /// <param name="environment">Gives the value of an environment variable; null where it is not set.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, IAnsiConsole console, Func<string, string?> environment)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var root = new RootCommand("Page definitions: capture a site's pages, check definitions against them, draft, try and put them up.")
        {
            CaptureVerb.Create(console, environment),
            CheckVerb.Create(console),
            SuggestVerb.Create(console),
            DiffVerb.Create(console, environment),
            TryVerb.Create(console, environment),
            PutVerb.Create(console, environment),
        };
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? ExitCode.NotDone : code;
    }

    /// <summary>Gives a verb its work, and a sentence to each failure that can be foreseen.</summary>
    public static void Does(this Command verb, IAnsiConsole console, Func<ParseResult, CancellationToken, Task<int>> work) =>
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await work(parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                console.Fail("Stopped.");
            }
            catch (SyncException failure)
            {
                console.Fail($"{failure.Code}: {failure.Detail}");
            }
            catch (CannotDoException cannot)
            {
                console.Fail(cannot.Message);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                console.Fail(failure.Message);
            }
            catch (Exception failure) when (failure is RequestFailedException or AuthenticationFailedException)
            {
                console.Fail($"Storage does not do it: {failure.Message.Split('\n')[0].Trim()}");
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                console.Fail($"A fault of the workbench itself, to be reported: {fault}");
            }

            return ExitCode.NotDone;
        });
}
