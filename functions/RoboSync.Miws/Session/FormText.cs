using System.Globalization;
using System.Text;

namespace RoboSync.Miws.Session;

/// <summary>Writes a form as browsers send it: in the encoding of its page, and what that does not have as &amp;#12345;.</summary>
internal static class FormText
{
    /// <summary>The body, ASCII.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> fields, Encoding encoding)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            text.Append(text.Length > 0 ? "&" : "");
            Add(text, name, encoding);
            text.Append('=');
            Add(text, value, encoding);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string value, Encoding encoding)
    {
        foreach (var rune in value.ReplaceLineEndings("\r\n").EnumerateRunes())
        {
            foreach (var one in Bytes(rune, encoding))
            {
                var character = (char)one;
                if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '*')
                {
                    text.Append(character);
                }
                else if (character == ' ')
                {
                    text.Append('+');
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
                }
            }
        }
    }

    private static byte[] Bytes(Rune rune, Encoding encoding)
    {
        try
        {
            return encoding.GetBytes(rune.ToString());
        }
        catch (EncoderFallbackException)
        {
            return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};"));
        }
    }
}
