using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using RoboSync.Sync.Alarms;
using RoboSync.Sync.Calendar;
using RoboSync.Sync.Media;
using RoboSync.Sync.Uploads;

namespace RoboSync.Sync.Documents;

/// <summary>
/// Checks a page definition when it is put up, and says beside it, in words, what became of it. One without mistakes counts from the next
/// run on; one with mistakes is read by nobody, and the last good one stays.
/// </summary>
public sealed partial class TakePageDefinition(
    IPageDefinitionCheck check, IPageDefinitionOverrides overrides, OperatorAlarms alarms, TimeProvider clock,
    ILogger<TakePageDefinition> logger) : IUploadWork
{
    string IUploadWork.Function => nameof(TakePageDefinition);

    Task IUploadWork.TakeAsync(UploadedBlob blob, Upload upload, CancellationToken cancellationToken) =>
        RunAsync(blob.Owner, Path.GetFileNameWithoutExtension(blob.Name), upload.Content, cancellationToken);

    /// <summary>Checks a definition.</summary>
    /// <param name="medium">The folder that it lies in.</param>
    /// <param name="name">The name of its file, without .json.</param>
    /// <param name="content">The definition, UTF-8.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(string? medium, string? name, Stream content, CancellationToken cancellationToken)
    {
        if (medium is null || name is null)
        {
            // Event Grid's filter is wider than the path.
            LogElsewhere();
            return;
        }

        using var reader = new StreamReader(content);
        var text = await reader.ReadToEndAsync(cancellationToken);
        var mistakes = await check.FindMistakesAsync(medium, name, text);
        if (mistakes.Count == 0)
        {
            await overrides.KeepGoodAsync(medium, name, text, cancellationToken);
            LogTaken(medium, name);
        }
        else
        {
            await alarms.RaiseAsync(
                AlarmTable.PageDefinitionRefused, [medium, name, string.Join(" ", mistakes)], once: $"{medium}/{name}", cancellationToken);
        }

        await overrides.SaveResultAsync(medium, name, Result(mistakes), cancellationToken);
    }

    private string Result(IReadOnlyList<string> mistakes)
    {
        var result = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{JapanTime.ToJapan(clock.GetUtcNow()):yyyy-MM-dd HH:mm} JST: ")
            .AppendLine(mistakes.Count == 0
                ? "taken. It counts from the next run on."
                : "refused. Nothing is read by it; the definition that counted before still does.");
        mistakes.ToList().ForEach(mistake => result.Append("- ").AppendLine(mistake));
        return result.ToString();
    }

    [LoggerMessage(1521, LogLevel.Warning, "A blob was uploaded where no page definitions are; it is left.")]
    private partial void LogElsewhere();

    [LoggerMessage(1520, LogLevel.Information, "The page definition {Medium}/{Name} has no mistakes; it counts from the next run on.")]
    private partial void LogTaken(string medium, string name);
}
