using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Console.Access;
using RoboSync.Console.Serving;
using RoboSync.Sync.Audit;
using RoboSync.Sync.Tenants;

namespace RoboSync.Console.Layout;

/// <summary>What every page has: the request, who makes it, links, and the way on after a form.</summary>
public abstract class ConsolePage : ComponentBase
{
    private bool isLoaded;

    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext HttpContext { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Leads to other pages.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Who is there. Pages with a policy always have somebody.</summary>
    protected Visit Visit => Visit.Of(HttpContext) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Ends work whose visitor has gone.</summary>
    protected CancellationToken Gone => HttpContext.RequestAborted;

    /// <summary>Reads what the page shows, before anything of it is rendered: unlike the framework's own methods of that kind.</summary>
    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!isLoaded)
        {
            isLoaded = true;
            await PrepareAsync();
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <inheritdoc/>
    protected sealed override void OnInitialized()
    {
        // Pages override LoadAsync.
    }

    /// <inheritdoc/>
    protected sealed override Task OnInitializedAsync() => Task.CompletedTask;

    /// <summary>Reads what the page shows.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    private protected virtual Task PrepareAsync() => LoadAsync();

    /// <summary>The address of a page of this console, for example <c>/runs</c>: below the company that an operator looks at.</summary>
    protected string Url(string path) => $"{HttpContext.Request.PathBase}{path}";

    /// <summary>
    /// After a form was taken: shows another page, with a sentence that says what was done. Nothing after it is done: the framework leaves
    /// by an exception, which no <c>catch</c> may take.
    /// </summary>
    /// <param name="message">What was done, in Japanese; null for nothing.</param>
    /// <param name="path">The page.</param>
    protected void Done(string? message, string path)
    {
        if (message is not null)
        {
            HttpContext.RequestServices.GetRequiredService<Messages>().Say(HttpContext, message);
        }

        Navigation.NavigateTo(Url(path));
    }

    /// <summary>What to throw where there is no such thing: the visitor is shown the page that says so.</summary>
    protected static Exception NotFound() => new ProblemException(StatusCodes.Status404NotFound);

    /// <summary>Notes what was done.</summary>
    /// <param name="action">What, in Japanese.</param>
    /// <param name="target">To what.</param>
    /// <param name="detail">What changed, without secrets.</param>
    /// <param name="tenantId">The company, where it is not the visit's.</param>
    /// <param name="graduationYear">The year of the applicant whom the target names; null where it names none.</param>
    protected Task NoteAsync(string action, string target, string detail = "", string? tenantId = null, int? graduationYear = null) =>
        HttpContext.RequestServices.GetRequiredService<IAuditLog>().AddAsync(
            new AuditEntry(Clock.GetUtcNow(), tenantId ?? Visit.TenantId, Visit.MailAddress, action, target, detail)
            {
                GraduationYear = graduationYear,
            },
            Gone);
}

/// <summary>A page about a company, which is read before <see cref="ConsolePage.LoadAsync"/>.</summary>
public abstract class CompanyPage : ConsolePage
{
    /// <summary>Where companies are kept.</summary>
    [Inject]
    protected ITenantStore Tenants { get; set; } = null!;

    /// <summary>The company's id.</summary>
    protected string TenantId => Visit.TenantId;

    /// <summary>What is stored of it; null where its document was never made.</summary>
    protected StoredTenant? Stored { get; private set; }

    /// <summary>The company; null where its document was never made, or cannot be read.</summary>
    protected Tenant? Company => Stored?.Tenant;

    /// <summary>Whether this visitor may change what is the company's: without it, show no form.</summary>
    protected bool CanChange => Visit.CanChange;

    private protected sealed override async Task PrepareAsync()
    {
        Stored = await Tenants.ReadAsync(TenantId, Gone);
        await LoadAsync();
    }
}
