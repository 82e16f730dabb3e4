using System.Text.Json.Nodes;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.People;
using RoboSync.Sync.EventMapping;
using RoboSync.Sync.Reports;

namespace RoboSync.EndToEndTests.Traps;

/// <summary>Who is who.</summary>
public sealed class CandidateTrapTests(StorageFixture storage)
{
    [Fact]
    public async Task Mail_changed_in_miws_updates_the_same_candidate()
    {
        await using var product = await Product.StartAsync(storage, applicants: 6);
        await product.RunSlotAsync();
        var applicant = First(product);
        var before = Candidate(product, applicant.Number).Id;
        product.Miws.Edit(applicant.Number, person => person with { Mail = "brand-new@example.jp" });

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Updated.ShouldBe(1);
        slot.DetailPages.ShouldHaveSingleItem();
        slot.HrmosWrites.ShouldHaveSingleItem().Method.ShouldBe("PATCH");
        Candidate(product, applicant.Number).Id.ShouldBe(before);
        Candidate(product, applicant.Number).Text("mail").ShouldBe("brand-new@example.jp");
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Shared_family_phone_makes_two_candidates()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        var elder = First(product).Person;
        product.Miws.AddApplicant(Stranger() with { Phone = elder.Phone }, 2027, MiwsFlows.MainSite);

        var slot = await product.RunSlotAsync();

        slot.HrmosWrites.Select(request => request.Status).ShouldBe([409, 201], "HRMOS suspected the family and was told to go on");
        slot.Run.Counts.SetAside.ShouldBe(0);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Same_name_two_people_makes_two_candidates()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        var namesake = First(product).Person;
        product.Miws.AddApplicant(Stranger() with { Name = namesake.Name, NameKana = namesake.NameKana }, 2027, MiwsFlows.MainSite);

        await product.RunSlotAsync();

        product.World.Hrmos.Data.Candidates.Count(candidate => candidate.Text("name") == namesake.Name).ShouldBe(2);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Same_mail_as_a_candidate_of_the_staffs_own_is_left_to_the_customer()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var applicant = First(product);
        var own = product.World.Hrmos.Data.AddCandidate(null, new JsonObject { ["name"] = "別の　名前", ["mail"] = applicant.Person.Mail }, []);

        var slot = await product.RunSlotAsync();

        slot.Run.Counts.SetAside.ShouldBe(1);
        slot.Mail.Text.ShouldContain("同じメールアドレスの候補者がHRMOSに登録済みのため、登録しませんでした。");
        slot.Mail.Text.ShouldContain($"・応募者番号 {applicant.Number}");
        product.World.Hrmos.Data.DeleteCandidate(own.Id);
        (await product.RunSlotAsync()).Run.Counts.Created.ShouldBe(1);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Same_person_in_two_accounts_is_one_candidate()
    {
        await using var product = await Product.StartAsync(storage, applicants: 60, options => options.Tenant = AddSecondAccount);
        var login = new MiwsLogin("sample-2027-b", "second-login", 2027);
        product.World.Miws.Logins[login.LoginId] = login;
        product.World.KeyVault.Set(
            "sample-miws-2027-b", new JsonObject { ["loginId"] = login.LoginId, ["password"] = login.Password }.ToJsonString());

        var slot = await product.RunSlotAsync();
        var next = await product.RunSlotAsync();

        product.ShouldBeInStep();
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(60);
        (slot.Of("miws-2027").Counts.Created + slot.Of("miws-2027-b").Counts.Created).ShouldBe(60);
        next.HrmosWrites.ShouldBeEmpty();
    }

    [Fact]
    public async Task Same_person_in_two_years_is_two_candidates_with_a_label_each()
    {
        await using var product =
            await Product.StartAsync(storage, applicants: 4, options => options.World = options.World with { Years = [2027, 2028] });
        var person = Stranger();
        product.Miws.AddApplicant(person, 2027, MiwsFlows.MainSite);
        product.Miws.AddApplicant(person, 2028, MiwsFlows.PreSite);

        await product.RunSlotAsync();
        await product.RunSlotAsync();

        var both = product.World.Hrmos.Data.Candidates.Where(candidate => candidate.Text("name") == person.Name).ToList();
        both.Select(candidate => candidate.ExternalId!.Split(':')[1]).ShouldBe(["2027", "2028"], ignoreOrder: true);
        both.SelectMany(candidate => candidate.LabelIds).Distinct().Count().ShouldBe(2);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task Deleting_an_account_and_adding_it_again_creates_nobody_twice()
    {
        await using var product = await Product.StartAsync(storage, applicants: 12);
        await product.RunSlotAsync();
        var account = product.Document["accounts"]![0]!.DeepClone();
        product.Document["accounts"] = new JsonArray();
        await product.ApplyAsync();
        product.World.Advance();
        account["id"] = "miws-again";
        product.Document["accounts"] = new JsonArray(account);
        await product.ApplyAsync();
        product.World.Advance();

        var slot = await product.RunSlotAsync();

        slot.Of("miws-again").Failure.ShouldBeNull();
        slot.Of("miws-again").Counts.Created.ShouldBeLessThan(12);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_deleted_account_is_not_read_any_more()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        product.Document["accounts"] = new JsonArray();
        await product.ApplyAsync();

        var slot = await product.RunSlotAsync();

        slot.Reports.ShouldBeEmpty();
        slot.MiwsRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_who_entered_before_the_start_date_is_not_imported()
    {
        await using var product = await Product.StartAsync(storage, applicants: 12);
        var entries = product.Miws.Applicants.Where(applicant => MiwsFlows.IsImported(applicant.Flow))
            .Select(applicant => applicant.EntryDate).Order().ToList();
        product.Document["accounts"]![0]!["startDate"] = entries[6]
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await product.ApplyAsync();

        await product.RunSlotAsync();

        product.World.Hrmos.Data.Candidates.Count.ShouldBe(entries.Count(entry => entry >= entries[6]));
    }

    [Fact]
    public async Task Other_selection_flows_are_not_imported_and_follow_when_they_change()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        var added = product.Miws.AddApplicant(Stranger(), 2027, "インターンシップ");
        await product.RunSlotAsync();
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(4);

        product.Miws.ChangeFlow(added.Number, MiwsFlows.PreSite);
        var slot = await product.RunSlotAsync();

        slot.Run.Counts.Created.ShouldBe(1);
        product.ShouldBeInStep();
    }

    [Fact]
    public async Task A_candidate_that_staff_deleted_is_named_and_not_made_again()
    {
        await using var product = await Product.StartAsync(storage, applicants: 4);
        await product.RunSlotAsync();
        var applicant = First(product);
        product.World.Hrmos.Data.DeleteCandidate(Candidate(product, applicant.Number).Id);
        product.Miws.Edit(applicant.Number, person => person with { Club = "登山部" });

        var slot = await product.RunSlotAsync();

        slot.Run.NotDone.ShouldContain(item => item.Reason == NotDoneReason.CandidateMissing && item.Subject == applicant.Number);
        slot.Mail.Text.ShouldContain("HRMOSで候補者が削除または統合されているため、更新できませんでした。");
        product.World.Hrmos.Data.Candidates.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Ids_of_19_digits_are_the_same_in_hrmos_in_the_tables_and_in_the_mapping()
    {
        await using var product = await Product.StartAsync(storage, applicants: 20);

        await product.RunSlotAsync();

        var ids = new List<string?>();
        await foreach (var row in product.Get<Azure.Data.Tables.TableServiceClient>().GetTableClient("CandidateLinks")
            .QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            ids.Add(row.GetString("CandidateId"));
        }

        ids.ShouldBe(product.World.Hrmos.Data.Candidates.Select(candidate => candidate.Id), ignoreOrder: true);
        ids.ShouldAllBe(id => id!.Length == 19);
        var map = await product.Get<IEventMappingStore>().ReadCurrentAsync("sample", default);
        map.EventBySeminar.Values.Distinct().ShouldBe(product.World.Plans.Select(plan => plan.EventId), ignoreOrder: true);
    }

    internal static Person Stranger() => new PersonGenerator(seed: 4711).Next(2027);

    private static void AddSecondAccount(JsonObject tenant)
    {
        var second = tenant["accounts"]![0]!.DeepClone();
        (second["id"], second["credentialsSecret"]) = ("miws-2027-b", "sample-miws-2027-b");
        ((JsonArray)tenant["accounts"]!).Add(second);
    }

    private static MiwsApplicant First(Product product) => product.Miws.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow));

    private static HrmosCandidate Candidate(Product product, string number) =>
        product.World.Hrmos.Data.Candidates.Single(candidate => candidate.ExternalId == $"miws:2027:{number}");
}
