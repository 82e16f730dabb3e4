using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace RoboSync.EndToEndTests.Console;

/// <summary>A browser without a script: keeps cookies, follows links, fills forms in and sends them.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseProxy = false };
    private readonly HttpClient client;

    public Visitor(Uri address) => client = new HttpClient(handler) { BaseAddress = address };

    public CookieContainer Cookies => handler.CookieContainer;

    /// <summary>The page that was shown last.</summary>
    public Page Current { get; private set; } = null!;

    /// <summary>Opens a page, through redirects.</summary>
    public async Task<Page> OpenAsync(string path) => await FollowAsync(await client.GetAsync(path));

    /// <summary>Asks for a page without following where it leads.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    /// <summary>Posts something that no form of ours sends.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] values) =>
        client.PostAsync(path, new FormUrlEncodedContent(values.Select(value => KeyValuePair.Create(value.Name, value.Value))));

    /// <summary>Fills in a form of the current page and sends it.</summary>
    /// <param name="form">Its name.</param>
    /// <param name="values">Fields that are filled in; others keep what stands in them.</param>
    public Task<Page> SubmitAsync(string form, params (string Name, string Value)[] values) => SubmitAsync(form, null, values);

    /// <summary>The same with a file, in the form's first file field.</summary>
    public async Task<Page> SubmitAsync(string form, (string Name, byte[] Content)? file, params (string Name, string Value)[] values)
    {
        var element = Current.Form(form);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in element.Elements.OfType<IHtmlElement>())
        {
            if (field.GetAttribute("name") is { Length: > 0 } name && ValueOf(field) is { } value)
            {
                fields[name] = value;
            }
        }

        foreach (var (name, value) in values)
        {
            element.QuerySelector($"[name='{name}']").ShouldNotBeNull($"the form {form} has a field {name}");
            fields[name] = value;
        }

        var action = element.GetAttribute("action") is { Length: > 0 } own ? own : Current.Path;
        HttpContent content = new FormUrlEncodedContent(fields);
        if (file is { } upload)
        {
            var parts = new MultipartFormDataContent();
            foreach (var (name, value) in fields)
            {
                parts.Add(new StringContent(value), name);
            }

            parts.Add(new ByteArrayContent(upload.Content), element.QuerySelector("input[type=file]")!.GetAttribute("name")!, upload.Name);
            content = parts;
        }

        return await FollowAsync(await client.PostAsync(action, content));
    }

    /// <summary>Signs in with the form.</summary>
    public async Task<Page> SignInAsync(string mailAddress, string password)
    {
        await OpenAsync("/sign-in");
        return await SubmitAsync("sign-in", ("Input.MailAddress", mailAddress), ("Input.Password", password));
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private static string? ValueOf(IHtmlElement field) => field switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } choice => choice.IsChecked ? choice.Value : null,
        IHtmlInputElement { Type: "file" or "submit" } => null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    private async Task<Page> FollowAsync(HttpResponseMessage response)
    {
        for (var hops = 0; response.StatusCode == HttpStatusCode.Redirect && hops < 5; hops++)
        {
            var next = response.Headers.Location!;
            response.Dispose();
            response = await client.GetAsync(next);
        }

        Current = await Page.ReadAsync(response);
        return Current;
    }
}

/// <summary>A page that was shown.</summary>
internal sealed record Page(HttpStatusCode Status, string Path, IHtmlDocument Document, HttpResponseMessage Response)
{
    public string Html => Document.DocumentElement.OuterHtml;

    /// <summary>Its text, white space in one.</summary>
    public string Text => string.Join(
        ' ', Document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Title => Document.QuerySelector("h1")?.TextContent ?? "";

    /// <summary>What the form that was sent says is wrong.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Document.QuerySelectorAll("form > .banner.error li, form > .banner.error > p:only-child")
            .Select(item => item.TextContent.Trim())];

    /// <summary>The message on top, for example 「保存しました。」.</summary>
    public string? Message => Document.QuerySelector("main > .banner.success")?.TextContent.Trim();

    public static async Task<Page> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        return new Page(
            response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, new HtmlParser().ParseDocument(html), response);
    }

    /// <summary>The form of a name.</summary>
    public IHtmlFormElement Form(string name) => Document.Forms
        .FirstOrDefault(form => form.QuerySelector("input[name=_handler]")?.GetAttribute("value") == name)
        .ShouldNotBeNull($"a form {name} is on {Path}: {Text}");
}
