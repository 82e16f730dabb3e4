using System.Globalization;

namespace RoboSync.Simulators.Miws;

/// <summary>One session per login: a second sign-in ends the first. Form tokens count once.</summary>
internal sealed class MiwsSessions(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly Dictionary<string, string> loginBySession = new(StringComparer.Ordinal);
    private readonly HashSet<string> formTokens = new(StringComparer.Ordinal);

    public string NewFormToken()
    {
        lock (gate)
        {
            var token = Next();
            formTokens.Add(token);
            return token;
        }
    }

    public bool TakeFormToken(string token)
    {
        lock (gate)
        {
            return formTokens.Remove(token);
        }
    }

    public string Start(string loginId)
    {
        lock (gate)
        {
            foreach (var old in loginBySession.Where(session => session.Value == loginId).Select(session => session.Key).ToList())
            {
                loginBySession.Remove(old);
            }

            var session = Next();
            loginBySession[session] = loginId;
            return session;
        }
    }

    public string? Find(string? session)
    {
        lock (gate)
        {
            return session is null ? null : loginBySession.GetValueOrDefault(session);
        }
    }

    public void EndAll()
    {
        lock (gate)
        {
            loginBySession.Clear();
        }
    }

    private string Next() => random.NextInt64(long.MaxValue).ToString("x16", CultureInfo.InvariantCulture);
}
