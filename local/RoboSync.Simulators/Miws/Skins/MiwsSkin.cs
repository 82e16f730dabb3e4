using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using RoboSync.Simulators.Miws.Skins.Frames;
using RoboSync.Simulators.Miws.Skins.Plain;
using RoboSync.Simulators.Miws.Visits;
using RoboSync.Simulators.Serving;

namespace RoboSync.Simulators.Miws.Skins;

/// <summary>
/// What the vendor of a site decides: addresses, words, forms and pages. What the site holds and does is the same for every skin
/// (<see cref="MiwsData"/>, <c>Visits</c>). A skin is one folder, and one line of <see cref="All"/>.
/// </summary>
public abstract class MiwsSkin
{
    private protected MiwsSkin()
    {
    }

    /// <summary>The skin that the shipped page definitions are written for.</summary>
    public static MiwsSkin Plain { get; } = new PlainSkin();

    /// <summary>A site of the 2000s, by another vendor.</summary>
    public static MiwsSkin Frames { get; } = new FramesSkin();

    /// <summary>Every skin there is.</summary>
    public static IReadOnlyList<MiwsSkin> All { get; } = [Plain, Frames];

    /// <summary>What it is called in settings.</summary>
    public abstract string Name { get; }

    /// <summary>Where its pages are.</summary>
    public abstract MiwsAddresses Addresses { get; }

    /// <summary>Encoding of its pages, unless <see cref="MiwsSite.PageEncoding"/> is set to another.</summary>
    public virtual Encoding PageEncoding => Encoding.UTF8;

    /// <summary>Where who is not signed in is sent to.</summary>
    internal abstract string SignInAddress { get; }

    /// <summary>The skin of a name, or null.</summary>
    public static MiwsSkin? Find(string name) => All.FirstOrDefault(skin => string.Equals(skin.Name, name, StringComparison.Ordinal));

    /// <summary>Its heading or label for what <see cref="Plain"/> calls <paramref name="word"/>.</summary>
    public virtual string Word(string word) => word;

    /// <summary>A fault that is written for <see cref="Plain"/>, at the page of the same step and in its own words.</summary>
    /// <exception cref="ArgumentException">The path begins no step of <see cref="Plain"/>.</exception>
    public Fault Own(Fault fault) => fault with
    {
        Path = fault.Path.Length == 0 ? "" : Addresses.Steps[Step(fault.Path)],
        Value = MiwsFaults.NamesAWord(fault.Name) && fault.Value is { } word
            ? JsonValue.Create(Word(word.GetValue<string>()))
            : fault.Value?.DeepClone(),
    };

    /// <summary>How its pages declare their encoding.</summary>
    internal virtual string CharsetOf(Encoding encoding) => encoding.WebName;

    /// <summary>Adds its pages.</summary>
    internal abstract void Map(IEndpointRouteBuilder routes, MiwsSite site);

    /// <summary>Where a session is sent that has not gone through all steps of the sign-in; null for one that has.</summary>
    internal virtual string? StepLeft(MiwsSite site, MiwsSession session) => null;

    internal abstract string Maintenance(Visit visit);

    internal abstract string Challenge(Visit visit);

    /// <summary>What stands where a page should, because the session is gone.</summary>
    internal abstract string SessionLost(Visit visit);

    internal abstract string NoPermission(Visit visit);

    /// <summary>A page that does not exist any more.</summary>
    internal abstract string NotFound(Visit visit);

    private static int Step(string path) => Plain.Addresses.Steps.ToList().IndexOf(path) is >= 0 and var step
        ? step
        : throw new ArgumentException($"No step of the plain skin begins with {path}.", nameof(path));
}

/// <summary>How the paths of a skin's pages begin; lists are above the pages that they lead to.</summary>
/// <param name="SignIn">The steps of the sign-in.</param>
/// <param name="Credentials">Where ID and password are posted to.</param>
/// <param name="Home">The first page of a session.</param>
/// <param name="Applicants">応募者一覧, and all pages of applicants.</param>
/// <param name="List">応募者一覧 alone.</param>
/// <param name="Applicant">応募者詳細.</param>
/// <param name="Seminars">セミナー一覧, and all pages of seminars.</param>
/// <param name="Bookings">予約者一覧.</param>
public sealed record MiwsAddresses(
    string SignIn, string Credentials, string Home, string Applicants, string List, string Applicant, string Seminars, string Bookings)
{
    /// <summary>The steps of a run, as a fault's path.</summary>
    public IReadOnlyList<string> Steps => [SignIn, Home, Applicants, Applicant, Seminars, Bookings];

    /// <summary>Whether a request is a try to sign in.</summary>
    public bool IsSignIn(RecordedRequest request) => request.Method == "POST" && request.Target == Credentials;
}
