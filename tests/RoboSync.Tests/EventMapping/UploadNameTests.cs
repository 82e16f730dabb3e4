using RoboSync.Sync.EventMapping;

namespace RoboSync.Tests.EventMapping;

public sealed class UploadNameTests
{
    [Theory]
    [InlineData("sample/inbox/対応表.csv", "sample", "対応表.csv")]
    [InlineData("sample/inbox/2027/inbox/対応表.csv", "sample", "2027/inbox/対応表.csv")]
    [InlineData("sample/inbox/inbox/x", "sample", "inbox/x")]
    public void A_path_names_a_tenant_and_an_upload(string path, string tenantId, string upload) =>
        UploadName.Split(path).ShouldBe((tenantId, upload));

    [Theory]
    [InlineData("")]
    [InlineData("inbox/x.csv")]
    [InlineData("/inbox/x.csv")]
    [InlineData("sample/inbox/")]
    [InlineData("sample/x.csv")]
    [InlineData("Sample/inbox/x.csv")]
    [InlineData("a/b/inbox/x.csv")]
    [InlineData("..//inbox/x.csv")]
    public void What_lies_in_no_tenants_inbox_is_nobodys(string path) => UploadName.Split(path).ShouldBeNull();

    [Fact]
    public void What_the_trigger_takes_for_the_tenant_is_put_right() =>
        UploadName.Split("sample/inbox/2027", "x.csv").ShouldBe(("sample", "2027/inbox/x.csv"));

    [Theory]
    [InlineData("対応表.xlsx")]
    [InlineData("2027/対応表 (1).csv")]
    public void Results_are_named_after_the_upload(string upload) => UploadName.OfResults(upload).ShouldBe(upload);

    [Fact]
    public void Any_name_makes_one_that_a_blob_can_have_and_different_ones_stay_different()
    {
        string[] names =
        [
            "a\\b", "a/b", "a/./b", "a//b", "a/../b", "..", ".", "a\u0001b", "a\u0002b", "a\uD800b", "a\uDC00b", "a\uFFFEb", "a_b",
            new string('あ', 901), new string('あ', 902), new string('あ', 900), string.Concat(Enumerable.Repeat("𠮷", 460)),
        ];

        var results = names.Select(UploadName.OfResults).ToList();

        results.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(names.Length);
        results.ShouldAllBe(name => name.Length <= 900 && !name.Contains('\\')
            && !name.Split('/').Any(segment => segment.Trim('.').Length == 0) && !name.Any(char.IsControl));
        results.ShouldAllBe(name =>
            Uri.UnescapeDataString(new Uri($"https://x.example/m/{Uri.EscapeDataString(name)}.json").AbsolutePath) == $"/m/{name}.json");
    }
}
