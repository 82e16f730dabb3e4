using Microsoft.AspNetCore.Http;

namespace RoboSync.Simulators.Miws.Visits;

/// <summary>What becomes of an ID and a password.</summary>
internal enum SignInAnswer
{
    Right,
    FormExpired,
    Locked,
    Refused,
    PasswordExpired,
    Challenge,
}

/// <summary>Decides on a sign-in, and begins the session.</summary>
internal static class SigningIn
{
    private const string Cookie = "MIWSSESSID";

    public static SignInAnswer Decide(Visit visit, string formToken, string loginId, string password) =>
        !visit.Site.Sessions.TakeFormToken(formToken) ? SignInAnswer.FormExpired
        : visit.Take(MiwsFaults.AccountLocked) is not null ? SignInAnswer.Locked
        : visit.Take(MiwsFaults.SignInRefused) is not null
            || !visit.Site.Logins.TryGetValue(loginId, out var login) || login.Password != password ? SignInAnswer.Refused
        : visit.Take(MiwsFaults.PasswordExpired) is not null ? SignInAnswer.PasswordExpired
        : visit.Take(MiwsFaults.Challenge) is not null ? SignInAnswer.Challenge
        : SignInAnswer.Right;

    /// <summary>Begins a session beside those that the login may have elsewhere.</summary>
    public static MiwsSession Begin(Visit visit, string loginId)
    {
        var (id, session) = visit.Site.Sessions.Begin(loginId);
        visit.Http.Response.Cookies.Append(Cookie, id, new CookieOptions { HttpOnly = true, Path = "/" });
        return session;
    }

    /// <summary>The visitor's session, or null.</summary>
    public static MiwsSession? Find(Visit visit) => visit.Site.Sessions.Find(visit.Http.Request.Cookies[Cookie]);
}
