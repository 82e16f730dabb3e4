using Azure.Data.Tables;
using RoboSync.EndToEndTests.Running;
using RoboSync.Storage;
using RoboSync.Sync.Accounts;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Reports;
using RoboSync.Sync.Runs;
using RoboSync.Sync.Tenants;

namespace RoboSync.EndToEndTests.Storage;

/// <summary>What is remembered of accounts and runs, on Azurite.</summary>
public sealed class RunStoreTests(StorageFixture storage) : StoreTest(storage)
{
    [Fact]
    public async Task A_state_that_somebody_else_wrote_in_between_is_not_overwritten()
    {
        var store = Get<IAccountStateStore>();
        var fresh = await store.ReadAsync(Account, default);
        var saved = await store.SaveAsync(
            fresh with { Watermark = new DateTime(2026, 6, 1, 10, 5, 0), LastTotal = 7, LastFullListing = new DateOnly(2026, 6, 1) },
            default);

        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(fresh, default));
        await store.SaveAsync(saved with { LastTotal = 8 }, default);
        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(saved, default));
        var read = await store.ReadAsync(Account, default);
        (read.LastTotal, read.Watermark, read.LastFullListing).ShouldBe((8, new DateTime(2026, 6, 1, 10, 5, 0), new DateOnly(2026, 6, 1)));
        (await store.UpdateAsync(Account, state => state with { LastTotal = state.LastTotal + 1 }, default)).LastTotal.ShouldBe(9);
    }

    [Theory]
    [InlineData(FailureCode.SiteAccountLocked, FailureCode.SiteAccountLocked, null)]
    [InlineData(FailureCode.HrmosTokenInvalid, null, FailureCode.HrmosTokenInvalid)]
    [InlineData(FailureCode.VaultUnreachable, FailureCode.SiteSignInRefused, null)]
    public async Task What_an_older_version_noted_as_refused_is_still_refused(
        FailureCode rest, FailureCode? credentials, FailureCode? token)
    {
        await Clients.Tables.GetTableClient(StorageNames.AccountStatesTable).AddEntityAsync(
            new TableEntity("sample|miws-2027", "state") { ["RestReason"] = rest.ToString(), ["RefusedSecretVersion"] = "v1" });
        var store = Get<IAccountStateStore>();

        var state = await store.ReadAsync(Account, default);

        (state.RefusedCredentials?.Reason, state.RefusedToken?.Reason).ShouldBe((credentials, token));
        (state.RefusedCredentials ?? state.RefusedToken)!.Version.ShouldBe("v1");
        await store.SaveAsync(state, default);
        (await store.ReadAsync(Account, default)).ShouldBe(state with { ETag = (await store.ReadAsync(Account, default)).ETag });
        await store.UpdateAsync(Account, RestPolicy.Woken, default);
        RestPolicy.RefusalOf(await store.ReadAsync(Account, default), "v1", "v1").ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_lost_its_lease_cannot_pass_the_fence()
    {
        var store = Get<IRunStore>();
        var run = await store.SaveAsync(Run("20260601T030000Z"), default);
        var taken = await store.SaveAsync(run with { WorklistDone = 50 }, default);

        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(run with { WorklistDone = 100 }, default));
        await Should.ThrowAsync<StaleStateException>(() => store.SaveAsync(run with { Phase = RunPhase.Finished }, default));
        (await store.IsFinishedAsync(Account, run.RunId, default)).ShouldBeFalse();
        await store.SaveAsync(taken with { Phase = RunPhase.Finished }, default);
        (await store.IsFinishedAsync(Account, run.RunId, default)).ShouldBeTrue();
        (await store.ReadCurrentAsync(Account, default))!.WorklistDone.ShouldBe(50);
    }

    [Fact]
    public async Task A_run_with_everything_it_may_note_and_a_long_worklist_are_kept_whole()
    {
        var store = Get<IRunStore>();
        var notes = Enumerable.Range(0, RunState.MostNotDone)
            .Select(number => new NotDone(NotDoneReason.SeminarUnmapped, $"{number}", new string('説', 300))).ToList();
        var numbers = Enumerable.Range(10_000_000, 50_000).Select(number => $"{number}").ToList();

        await store.SaveAsync(Run("r") with { NotDone = notes }, default);
        await store.SaveWorklistAsync(Account, "r", new Worklist(numbers, new DateTime(2026, 6, 1, 1, 2, 0), true, 50_000, 2027), default);

        (await store.ReadCurrentAsync(Account, default))!.NotDone.ShouldBe(notes);
        (await store.ReadWorklistAsync(Account, "r", default))!.ApplicantNumbers.ShouldBe(numbers);
        (await store.ReadWorklistAsync(Account, "other", default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_slots_reports_wait_for_every_account_that_was_expected()
    {
        var reports = Get<ISlotReportStore>();
        var slot = Clock.GetUtcNow();
        await reports.ExpectAsync(Account, slot);
        await reports.ExpectAsync(new AccountKey("sample", "other"), slot);
        await reports.SaveAsync(Run("r") with { Slot = slot }, default);
        await reports.ExpectAsync(Account, slot);

        var read = await reports.ReadAsync("sample", slot, default);

        read["other"].ShouldBeNull();
        read["miws-2027"]!.RunId.ShouldBe("r", "a dispatch that was taken over changes no report");
    }

    [Fact]
    public async Task One_account_has_one_lease_and_it_is_free_again_afterwards()
    {
        var leases = Get<IAccountLeases>();
        var lease = (await leases.TryAcquireAsync(Account, default)).ShouldNotBeNull();

        (await leases.TryAcquireAsync(Account, default)).ShouldBeNull();
        (await leases.TryAcquireAsync(new AccountKey("sample", "other"), default)).ShouldNotBeNull();
        await lease.DisposeAsync();
        await using var again = (await leases.TryAcquireAsync(Account, default)).ShouldNotBeNull();
        again.Lost.IsCancellationRequested.ShouldBeFalse();
    }
}
