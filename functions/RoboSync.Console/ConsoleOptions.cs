using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace RoboSync.Console;

/// <summary>How the console is served; configuration section <c>Console</c>.</summary>
public sealed class ConsoleOptions : IValidatableObject
{
    /// <summary>
    /// Where browsers find the console, for example <c>https://robosync.example/</c>: links, redirects and the kind of cookies go by this,
    /// never by what a request says. Blank: there is no console. Plain http is for the loopback interface only.
    /// </summary>
    public string BaseAddress { get; set; } = "";

    /// <summary>Name of the secret that the console's keys are encrypted with; at least 32 bytes, Base64.</summary>
    [Required(ErrorMessage = "must name a secret.")]
    public string KeySecret { get; set; } = "console-key";

    /// <summary>Mail address of the first operator, who is sent a temporary password when the sign-in page is first opened. Blank:
    /// nobody.</summary>
    public string FirstOperator { get; set; } = "";

    /// <summary>How long a session lasts after its last request.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a temporary password counts.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan TemporaryPasswordTime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The address; null where there is no console.</summary>
    internal Uri? Address => BaseAddress.Length == 0 ? null : new Uri(BaseAddress);

    /// <summary>Whether cookies can be kept to https: always, but on a developer's own machine.</summary>
    internal bool IsSecure => Address is not { Scheme: "http" };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseAddress.Length > 0 && !IsAddress(BaseAddress))
        {
            yield return new ValidationResult(
                "Console:BaseAddress must be an https address without a path; http only for a loopback address.");
        }

        if (FirstOperator.Length > 0 && !MailAddress.TryCreate(FirstOperator, out _))
        {
            yield return new ValidationResult("Console:FirstOperator is not a mail address.");
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}

/// <summary>Checks <see cref="ConsoleOptions"/>.</summary>
[OptionsValidator]
public sealed partial class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>;
