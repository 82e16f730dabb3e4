using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using RoboSync.EndToEndTests.Running;
using RoboSync.Simulators.Hrmos;
using RoboSync.Simulators.Miws;
using RoboSync.Simulators.Miws.Skins;
using RoboSync.Simulators.Serving;
using RoboSync.Storage;

namespace RoboSync.EndToEndTests;

/// <summary>Canary values of a person and a password turn up nowhere but in MIWS and HRMOS.</summary>
public abstract class Privacy(StorageFixture storage, MiwsSkin skin)
{
    private static readonly string[] Canaries = ["金糸雀", "カナリア", "canary", "090-0999-0001", "止まり木町", "Passw0rd"];

    [Fact]
    public async Task No_log_message_table_blob_or_mail_holds_a_person()
    {
        await using var product = await Product.StartAsync(storage, applicants: 8, skin: skin);
        var person = product.World.Miws.Data.Applicants.First(applicant => MiwsFlows.IsImported(applicant.Flow));
        product.Miws.Edit(person.Number, before => before with
        {
            Name = "金糸雀　花子", NameKana = "カナリア　ハナコ", Mail = "canary@example.jp", Phone = "090-0999-0001", Address = "東京都止まり木町1-1",
        });
        var seen = new List<string>();

        // Everything that tempts to say more: rejected values, lost answers, pages not understood, mails that cannot be sent.
        product.HrmosFaults.Arm(new Fault(HrmosFaults.ValueRejected, "/v1/candidates", Times: 2, Value: "mail"));
        product.HrmosFaults.Arm(new Fault(FaultNames.AnswerLost, "/v1/candidates", Skip: 3, Times: 1));
        product.World.SendGrid.Server.Faults.Arm(new Fault(FaultNames.Cut, Times: 6));
        await product.StartSlotAsync();
        seen.AddRange(await product.PeekAsync(StorageNames.AccountSyncsQueue));
        await product.DrainAsync();
        seen.AddRange(await product.PeekAsync(StorageNames.NotificationsQueue + "-poison"));
        product.HrmosFaults.Clear();
        product.ArmMiws(new Fault(MiwsFaults.ColumnRenamed, "/applicants/detail", Value: "卒業予定"));
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();
        product.ArmMiws(new Fault(MiwsFaults.ColumnRenamed, "/applicants", Value: "選考フロー"));
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();
        product.ArmMiws(new Fault(MiwsFaults.SignInRefused));
        await product.RunSlotAsync();
        product.MiwsFaults.Clear();
        await product.ApplyAsync();
        await product.RunSlotAsync();

        seen.ShouldNotBeEmpty();
        seen.AddRange(product.Logs.Select(
            log => $"{log.Message} {log.Exception} {string.Join(' ', log.Scopes)} {string.Join(' ', log.StructuredState ?? [])}"));
        seen.AddRange(product.Mails.Select(mail => mail.Subject + mail.Text + mail.Html));
        var (rows, blobs) = (await RowsAsync(product), await BlobsAsync(product));
        rows.Count.ShouldBeGreaterThan(20);
        blobs.Count(blob => blob.Contains("<html", StringComparison.Ordinal)).ShouldBeGreaterThan(1, "masked pages were kept");
        foreach (var text in seen.Concat(rows).Concat(blobs))
        {
            foreach (var canary in Canaries)
            {
                text.ShouldNotContain(canary, Case.Insensitive);
            }
        }

        product.World.Hrmos.Data.Candidates.ShouldContain(candidate => candidate.Text("name") == "金糸雀　花子", "or else nothing was proved");
    }

    private static async Task<List<string>> RowsAsync(Product product)
    {
        var rows = new List<string>();
        foreach (var table in StorageNames.Tables)
        {
            await foreach (var row in product.Get<TableServiceClient>().GetTableClient(table).QueryAsync<TableEntity>())
            {
                rows.Add(string.Join(' ', row.Select(pair => $"{pair.Key}={pair.Value}")));
            }
        }

        return rows;
    }

    private static async Task<List<string>> BlobsAsync(Product product)
    {
        var texts = new List<string>();
        foreach (var container in StorageNames.Containers)
        {
            var client = product.Get<BlobServiceClient>().GetBlobContainerClient(container);
            await foreach (var blob in client.GetBlobsAsync())
            {
                var content = await client.GetBlobClient(blob.Name).DownloadContentAsync();
                texts.Add(blob.Name + Encoding.UTF8.GetString(content.Value.Content));
            }
        }

        return texts;
    }
}

/// <summary>On the skin that is shipped for.</summary>
public sealed class PrivacyTests(StorageFixture storage) : Privacy(storage, MiwsSkin.Plain);
