using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.People;
using RoboSync.Sync.Failures;

namespace RoboSync.Torture.Engine;

/// <summary>
/// Between any two requests of a run somebody may enter, leave, come back, edit themselves, book or cancel, and time goes on. Once all is
/// quiet, HRMOS holds what MIWS shows; and what moves is no changed site.
/// </summary>
internal static class MovingSite
{
    private const int Year = 2027;

    public static async Task<string> PlayAsync(StorageFixture storage, TortureCase at)
    {
        var random = at.Random();
        await using var product = await Product.StartAsync(
            storage, random.Next(20, 130), options => options.World = options.World with { Seed = at.WorldSeed },
            MiwsSkin.All[at.Number % MiwsSkin.All.Count]);
        var people = new PersonGenerator(at.WorldSeed + 1);
        var (moves, gone, likelihood) = (0, new List<string>(), random.Next(5, 40));
        void Move(string path)
        {
            if (random.Next(100) < likelihood)
            {
                product.Clock.Advance(TimeSpan.FromSeconds(random.Next(40)));
                MoveOne(product, random, people, gone);
                moves++;
            }
        }

        for (var slot = 0; slot < 3; slot++)
        {
            product.World.Miws.Server.BeforeAnswer = Move;
            var outcome = await product.RunSlotAsync();
            Promises.CheckSlot(product, outcome);
            outcome.Run.Failure.ShouldBeOneOf(null, FailureCode.SiteListMoves);
        }

        product.World.Miws.Server.BeforeAnswer = null;

        // Whoever left keeps what HRMOS has of them; here they come back, so that the truth is one for all.
        gone.ForEach(number => product.Miws.ChangeFlow(number, MiwsFlows.MainSite));
        await Promises.HealAsync(product, most: 0);
        await Promises.CheckRestAsync(product);
        return $"{product.Skin.Name}: {moves} moves while {product.Miws.Applicants.Count} people were read";
    }

    private static void MoveOne(Product product, Random random, PersonGenerator people, List<string> gone)
    {
        var there = product.Miws.Applicants.Where(applicant => MiwsFlows.IsImported(applicant.Flow)).ToList();
        var one = there[random.Next(there.Count)].Number;
        var seminars = product.Miws.Seminars;
        var seminar = seminars[random.Next(seminars.Count)].Number;
        switch (random.Next(6))
        {
            case 0:
                var added =
                    product.Miws.AddApplicant(people.Next(Year), Year, random.Next(2) == 0 ? MiwsFlows.PreSite : MiwsFlows.MainSite);
                product.Miws.SetBooking(seminar, added.Number, "予約");
                break;
            case 1 when gone.Count < 4:
                product.Miws.ChangeFlow(one, "選考辞退");
                gone.Add(one);
                break;
            case 2 when gone.Count > 0:
                product.Miws.ChangeFlow(gone[0], MiwsFlows.PreSite);
                gone.RemoveAt(0);
                break;
            case 3:
                product.Miws.SetBooking(seminar, one, "予約");
                break;
            case 4 when product.Miws.BookingsOf(seminar) is { Count: > 0 } bookings:
                product.Miws.SetBooking(seminar, bookings[random.Next(bookings.Count)].ApplicantNumber, "キャンセル");
                break;
            default:
                product.Miws.Edit(one, person => person with { Phone = people.NewPhone() });
                break;
        }
    }
}
