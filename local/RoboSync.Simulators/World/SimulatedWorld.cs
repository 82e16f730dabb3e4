using System.Globalization;
using System.Text;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.KeyVault;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.People;
using RoboSync.Simulators.SendGrid;

namespace RoboSync.Simulators.World;

/// <summary>All sites that RoboSync talks to, and the company whose applicants are on them.</summary>
public sealed class SimulatedWorld : IAsyncDisposable
{
    private static readonly string[] SeminarNames =
    [
        "会社説明会", "オンライン説明会", "エンジニア職セミナー", "先輩社員座談会", "オフィス見学会", "総合職セミナー", "1day仕事体験", "内定者懇談会",
    ];

    private readonly WorldOptions options;
    private readonly PersonGenerator people;
    private readonly Random random;

    private SimulatedWorld(WorldOptions options)
    {
        this.options = options;
        people = new PersonGenerator(options.Seed);
        random = new Random(options.Seed);
    }

    /// <summary>MIWS.</summary>
    public MiwsSite Miws { get; private set; } = null!;

    /// <summary>HRMOS.</summary>
    public HrmosSite Hrmos { get; private set; } = null!;

    /// <summary>SendGrid.</summary>
    public SendGridSite SendGrid { get; private set; } = null!;

    /// <summary>Key Vault.</summary>
    public KeyVaultSite KeyVault { get; private set; } = null!;

    /// <summary>Which seminars belong to which event.</summary>
    public IReadOnlyList<SeminarPlan> Plans { get; private set; } = [];

    /// <summary>Graduation years.</summary>
    public IReadOnlyList<int> Years => options.Years;

    /// <summary>Starts all sites, filled.</summary>
    public static async Task<SimulatedWorld> StartAsync(WorldOptions options)
    {
        var world = new SimulatedWorld(options)
        {
            Miws = await MiwsSite.StartAsync(options.Clock, options.Seed, options.Skin),
            Hrmos = await HrmosSite.StartAsync(options.Clock, options.Seed),
            SendGrid = await SendGridSite.StartAsync(options.Clock, options.Seed),
            KeyVault = await KeyVaultSite.StartAsync(options.Clock, options.Seed),
        };
        world.Miws.PageEncoding = options.PageEncoding ?? options.Skin.PageEncoding;
        world.Hrmos.Data.SearchLag = options.SearchLag;
        world.Fill();
        return world;
    }

    /// <summary>The login of a year's media account.</summary>
    public MiwsLogin LoginOf(int year) => Miws.Logins.Values.Single(login => login.Year == year);

    /// <summary>The demo tenant's mapping: HRMOSイベントID, マイナビセミナーNo.</summary>
    public string MappingCsv()
    {
        var csv = new StringBuilder("HRMOSイベントID,マイナビセミナーNo.\r\n");
        foreach (var plan in Plans)
        {
            foreach (var seminar in plan.SeminarNumbers)
            {
                csv.Append(plan.EventId).Append(',').Append(seminar).Append("\r\n");
            }
        }

        return csv.ToString();
    }

    /// <summary>Moves the sites' data on, as the hours between two slots would: entries, edits, bookings made, cancelled, moved.</summary>
    public void Advance()
    {
        foreach (var year in options.Years)
        {
            var before = Imported(year);
            var share = Math.Max(1, before.Count * 3 / 100);
            for (var entry = 0; entry < share; entry++)
            {
                var added = Miws.Data.AddApplicant(people.Next(year), year, random.Next(2) == 0 ? MiwsFlows.PreSite : MiwsFlows.MainSite);
                if (random.Next(2) == 0)
                {
                    Miws.Data.SetBooking(AnySeminar(year).Number, added.Number, "予約");
                }
            }

            for (var edit = 0; edit < share && before.Count > 0; edit++)
            {
                Edit(before[random.Next(before.Count)].Number, edit);
            }

            AdvanceBookings(year, before, share);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Miws.DisposeAsync();
        await Hrmos.DisposeAsync();
        await SendGrid.DisposeAsync();
        await KeyVault.DisposeAsync();
    }

    private void Edit(string number, int turn) => Miws.Data.Edit(number, person => (turn % 4) switch
    {
        0 => person with { Mail = people.NewMail() },
        1 => person with { Phone = people.NewPhone() },
        2 => person with { Laboratory = "データサイエンス研究室" + random.Next(1, 9).ToString(CultureInfo.InvariantCulture) },
        _ => person with { Qualifications = $"TOEIC {random.Next(400, 990).ToString(CultureInfo.InvariantCulture)}点" },
    });

    private void AdvanceBookings(int year, IReadOnlyList<MiwsApplicant> applicants, int share)
    {
        var booked = Miws.Data.Seminars.Where(seminar => seminar.Year == year).SelectMany(seminar => Miws.Data.BookingsOf(seminar.Number))
            .ToList();
        for (var step = 0; step < share && applicants.Count > 0; step++)
        {
            Miws.Data.SetBooking(AnySeminar(year).Number, applicants[random.Next(applicants.Count)].Number, "予約");
            if (booked.Count == 0)
            {
                continue;
            }

            var booking = booked[random.Next(booked.Count)];
            switch (step % 4)
            {
                case 0:
                    Miws.Data.SetBooking(booking.SeminarNumber, booking.ApplicantNumber, "キャンセル");
                    break;
                case 1:
                    Miws.Data.SetBooking(booking.SeminarNumber, booking.ApplicantNumber, "予約");
                    break;
                case 2:
                    Miws.Data.SetBooking(booking.SeminarNumber, booking.ApplicantNumber, "キャンセル");
                    Miws.Data.SetBooking(AnySeminar(year).Number, booking.ApplicantNumber, "予約");
                    break;
                default:
                    Miws.Data.SetBooking(booking.SeminarNumber, booking.ApplicantNumber, random.Next(4) == 0 ? "欠席" : "出席");
                    break;
            }
        }
    }

    private void Fill()
    {
        var perYear = options.Applicants / options.Years.Count;
        foreach (var (year, index) in options.Years.Select((year, index) => (year, index)))
        {
            Miws.Logins[$"sample-{year}"] = new MiwsLogin($"sample-{year}", $"Passw0rd-{year}-{options.Seed % 10_000}", year);
            FillSeminars(year);
            FillApplicants(year, index == 0 ? options.Applicants - (perYear * (options.Years.Count - 1)) : perYear);
        }
    }

    private void FillSeminars(int year)
    {
        var today = DateOnly.FromDateTime(Miws.Data.Minute);
        var numbers = SeminarNames.Select((name, index) =>
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{((year % 100) * 10_000) + 100 + index:000000}");
            Miws.Data.AddSeminar(
                new MiwsSeminar(number, year, $"{name}（{year}年卒）", today.AddDays(7 * (index + 1)), index % 2 == 0 ? "オンライン" : "東京本社", 200));
            return number;
        }).ToList();

        // Six of eight are mapped, the last two of them to one event; two are not mapped at all.
        string[][] groups = [[numbers[0]], [numbers[1]], [numbers[2]], [numbers[3]], [numbers[4], numbers[5]]];
        Plans =
        [
            .. Plans,
            .. groups.Select(group =>
            {
                var seminar = Miws.Data.FindSeminar(group[0])!;
                var start = new DateTimeOffset(seminar.Date.ToDateTime(new TimeOnly(14, 0)), TimeSpan.FromHours(9));
                return new SeminarPlan(year, Hrmos.Data.AddEvent(null, seminar.Name, start).Id, group);
            }),
        ];
    }

    private void FillApplicants(int year, int imported)
    {
        var now = Miws.Data.Minute;
        for (var count = 0; count < imported;)
        {
            var flow = random.Next(100) switch
            {
                < 46 => MiwsFlows.PreSite,
                < 92 => MiwsFlows.MainSite,
                < 96 => "インターンシップ",
                _ => "選考辞退",
            };
            var applicant = Miws.Data.AddApplicant(people.Next(year), year, flow, now.AddMinutes(-random.Next(60, 200 * 24 * 60)));
            count += MiwsFlows.IsImported(flow) ? 1 : 0;
            if (random.Next(100) < 35)
            {
                Miws.Data.SetBooking(AnySeminar(year).Number, applicant.Number, random.Next(10) == 0 ? "キャンセル" : "予約");
            }
        }
    }

    private IReadOnlyList<MiwsApplicant> Imported(int year) =>
        [.. Miws.Data.Applicants.Where(applicant => applicant.Year == year && MiwsFlows.IsImported(applicant.Flow))];

    private MiwsSeminar AnySeminar(int year)
    {
        var seminars = Miws.Data.Seminars.Where(seminar => seminar.Year == year).ToList();
        return seminars[random.Next(seminars.Count)];
    }
}
