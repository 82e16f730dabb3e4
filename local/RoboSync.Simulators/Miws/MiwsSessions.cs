using System.Collections.Concurrent;
using System.Globalization;

namespace RoboSync.Simulators.Miws;

/// <summary>A session of a login, with what its pages keep in it.</summary>
internal sealed record MiwsSession(string LoginId)
{
    /// <summary>What pages keep from one request to the next.</summary>
    public ConcurrentDictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);
}

/// <summary>Sessions by their cookie. Form tokens count once.</summary>
internal sealed class MiwsSessions(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly Dictionary<string, MiwsSession> byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> formTokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> keptOfLogins = new(StringComparer.Ordinal);

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

    /// <summary>Begins a session beside the login's others.</summary>
    public (string Id, MiwsSession Session) Begin(string loginId)
    {
        lock (gate)
        {
            var (id, session) = (Next(), new MiwsSession(loginId));
            byId[id] = session;
            return (id, session);
        }
    }

    /// <summary>Whether the login has another session.</summary>
    public bool HasOthers(MiwsSession session)
    {
        lock (gate)
        {
            return byId.Values.Any(other => IsOther(other, session));
        }
    }

    /// <summary>Ends the login's other sessions.</summary>
    public void EndOthers(MiwsSession session)
    {
        lock (gate)
        {
            foreach (var id in byId.Where(pair => IsOther(pair.Value, session)).Select(pair => pair.Key).ToList())
            {
                byId.Remove(id);
            }
        }
    }

    public MiwsSession? Find(string? id)
    {
        lock (gate)
        {
            return id is null ? null : byId.GetValueOrDefault(id);
        }
    }

    public void EndAll()
    {
        lock (gate)
        {
            byId.Clear();
        }
    }

    /// <summary>What the site remembers of a login from one session to the next; null for nothing.</summary>
    public string? Recall(string loginId) => keptOfLogins.GetValueOrDefault(loginId);

    public void Remember(string loginId, string text) => keptOfLogins[loginId] = text;

    private static bool IsOther(MiwsSession session, MiwsSession than) =>
        session.LoginId == than.LoginId && !ReferenceEquals(session, than);

    private string Next() => random.NextInt64(long.MaxValue).ToString("x16", CultureInfo.InvariantCulture);
}
