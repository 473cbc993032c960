using System.Net.Http.Headers;
using NeuralMarket.Client.Submissions;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>Somebody with an account: signs in to the portal with email and password, and calls the API with a key.</summary>
public sealed class Person : IDisposable
{
    internal Person(Guid accountId, string name, string email, string password, string apiKey, Uri market)
    {
        (AccountId, Name, Email, Password, ApiKey) = (accountId, name, email, password, apiKey);
        Http = new HttpClient { BaseAddress = market };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        Submissions = new SubmissionsClient(Http);
    }

    public Guid AccountId { get; }

    public string Name { get; }

    public string Email { get; }

    public string Password { get; }

    public string ApiKey { get; }

    /// <summary>Calls the API with the person's key.</summary>
    public HttpClient Http { get; }

    /// <summary>The client SDK with the person's key.</summary>
    public SubmissionsClient Submissions { get; }

    public void Dispose() => Http.Dispose();
}
