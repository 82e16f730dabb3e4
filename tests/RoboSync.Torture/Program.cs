using RoboSync.Torture;
using RoboSync.Torture.Input;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// `kills --count 300 --seed 1` is the long form of a rig, `list` says which of the engine there are; anything else goes to the test runner.
if (args is [var verb, ..] && InputRigs.ByVerb.TryGetValue(verb, out var newRig))
{
    return await InputCommand.RunAsync(verb, newRig, args[1..]);
}

if (args is ["list"] || (args.Length > 0 && Rigs.Find(args[0]) is not null))
{
    return await LongForm.RunAsync(args, Console.Out);
}

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
