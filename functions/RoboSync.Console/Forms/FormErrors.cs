namespace RoboSync.Console.Forms;

/// <summary>What is wrong with a form that was sent, field by field, in Japanese: what is wrong, and how to put it right.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> all = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => all.Count == 0;

    /// <summary>Everything, in the order in which it was added; a blank field for what is about the whole form.</summary>
    public IReadOnlyList<(string Field, string Message)> All => all;

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? this[string field] => all.Find(error => error.Field == field).Message;

    /// <summary>Adds what is wrong with a field.</summary>
    /// <param name="field">Name of the field, for example <c>Input.MailAddress</c>; blank for the whole form.</param>
    /// <param name="message">A sentence.</param>
    public void Add(string field, string message) => all.Add((field, message));

    /// <summary>Adds what is wrong with the whole form.</summary>
    public void Add(string message) => Add("", message);

    /// <summary>The id of a field's element.</summary>
    internal static string IdOf(string field) => field.Replace('.', '-').Replace('[', '-').Replace(']', '-');
}
