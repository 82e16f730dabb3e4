using RoboSync.Torture;
using RoboSync.Torture.Input;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// `pages --count 100000 --seed 1` is the long form of a rig; anything else goes to the test runner.
if (args is [var verb, ..] && InputRigs.ByVerb.TryGetValue(verb, out var newRig))
{
    return await InputCommand.RunAsync(verb, newRig, args[1..]);
}

return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
