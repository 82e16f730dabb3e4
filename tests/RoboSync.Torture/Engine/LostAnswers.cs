using RoboSync.EndToEndTests.Running;

namespace RoboSync.Torture.Engine;

/// <summary>
/// Each kind of write that slots make to storage is done, and its answer cut, once; the client sends it again, and what it then meets is
/// its own. The slots are as if nothing had happened.
/// </summary>
internal static class LostAnswers
{
    private const int MostSlots = 60;

    public static async Task<string> PlayAsync(StorageFixture storage, TortureCase at)
    {
        var (random, policy) = (at.Random(), new StorageFaultPolicy());
        await using var product = await Product.StartAsync(storage, applicants: 30, options =>
        {
            options.World = options.World with { Seed = at.WorldSeed };
            options.StoragePolicy = policy;
        });

        var (seen, lost) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        string? target = null;
        var (skip, hit) = (0, false);
        policy.Choose = kind =>
        {
            if (!StorageFaultPolicy.IsWrite(kind))
            {
                return StorageFault.None;
            }

            seen.Add(kind);
            hit |= kind == target && skip-- <= 0 && lost.Add(kind);
            return hit && lost.Contains(kind) && kind == target && Once(ref target) ? StorageFault.AnswerLost : StorageFault.None;
        };

        var slots = 0;
        for (; slots < MostSlots; slots++)
        {
            var left = seen.Except(lost, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (slots > 0 && left.Count == 0)
            {
                break;
            }

            // The first slot is one of these too: what only it writes is new after it.
            var chosen = left.Count == 0 ? null : left[random.Next(left.Count)];
            (target, skip, hit) = (chosen, slots % 2 == 0 ? 0 : random.Next(2), false);
            var outcome = await product.RunSlotAsync();
            Promises.CheckSlot(product, outcome);
            foreach (var (account, run) in outcome.Reports)
            {
                run!.Failure.ShouldBeNull($"{account}, after the answer of {chosen} was lost. {product.Errors()}");
            }

            outcome.Mails.Count(mail => mail.Subject.Contains("連携結果", StringComparison.Ordinal))
                .ShouldBe(1, $"the slot's mail, after the answer of {chosen} was lost");
            await Promises.ComeRightWithinADayAsync(product);
            product.World.Advance();
        }

        policy.Choose = _ => StorageFault.None;
        await Promises.HealAsync(product);
        await Promises.CheckRestAsync(product);
        return $"{lost.Count} of {seen.Count} kinds of writes lost their answer in {slots} slots";
    }

    private static bool Once(ref string? target)
    {
        target = null;
        return true;
    }
}
