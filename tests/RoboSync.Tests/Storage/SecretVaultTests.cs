using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using RoboSync.Storage;
using RoboSync.Sync.Failures;
using RoboSync.Sync.Tenants;

namespace RoboSync.Tests.Storage;

/// <summary>What the vault's answers mean.</summary>
public sealed class SecretVaultTests
{
    [Theory]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"Operation get is not allowed on a disabled secret.","innererror":{"code":"SecretDisabled"}}}""", FailureCode.SecretDisabled)]
    [InlineData(
        403,
        """{"error":{"code":"Forbidden","message":"Not yet.","innererror":{"code":"SecretNotYetValid"}}}""",
        FailureCode.SecretDisabled)]
    [InlineData(
        403, """{"error":{"code":"Forbidden","message":"Over.","innererror":{"code":"SecretExpired"}}}""", FailureCode.SecretDisabled)]
    [InlineData(
        403,
        """{"error":{"code":"Forbidden","message":"Caller is not authorized.","innererror":{"code":"ForbiddenByRbac"}}}""",
        FailureCode.VaultUnreachable)]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"No inner error."}}""", FailureCode.VaultUnreachable)]
    [InlineData(403, "<html>a proxy</html>", FailureCode.VaultUnreachable)]
    [InlineData(403, "[]", FailureCode.VaultUnreachable)]
    [InlineData(404, """{"error":{"code":"SecretNotFound","message":"Not found."}}""", FailureCode.SecretMissing)]
    [InlineData(500, "", FailureCode.VaultUnreachable)]
    public async Task An_answer_is_the_customers_the_operators_or_in_passing(int status, string body, FailureCode code)
    {
        using var handler = new Vault(status, body);
        using var http = new HttpClient(handler);
        var options = new SecretClientOptions { Transport = new HttpClientTransport(http), Retry = { MaxRetries = 0 } };
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddRoboSyncStorage(new StorageClients(
                new TableServiceClient("UseDevelopmentStorage=true"),
                new BlobServiceClient("UseDevelopmentStorage=true"),
                new QueueServiceClient("UseDevelopmentStorage=true"),
                new SecretClient(new Uri("https://sample.vault.azure.net"), new AnyCredential(), options)))
            .BuildServiceProvider();

        var failure = await Should.ThrowAsync<SyncException>(
            () => services.GetRequiredService<ISecretVault>().ReadAsync("miws-login", TestContext.Current.CancellationToken));

        failure.Code.ShouldBe(code);
        failure.Detail.ShouldContain("miws-login");
    }

    [Fact]
    public void A_disabled_secret_and_an_unreadable_record_are_the_operators() =>
        new[] { FailureCode.SecretDisabled, FailureCode.StoredUnreadable }.ShouldAllBe(
            code => FailureKinds.Of(code) == FailureKind.NeedsOperator);

    private sealed class Vault(int status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer =
                new HttpResponseMessage(request.Headers.Authorization is null ? HttpStatusCode.Unauthorized : (HttpStatusCode)status)
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request,
                };
            if (request.Headers.Authorization is null)
            {
                answer.Headers.TryAddWithoutValidation(
                    "WWW-Authenticate", """Bearer authorization="https://login.example/tenant", resource="https://vault.azure.net" """);
            }

            return Task.FromResult(answer);
        }
    }

    private sealed class AnyCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new AccessToken("token", TimeProvider.System.GetUtcNow().AddHours(1)));
    }
}
