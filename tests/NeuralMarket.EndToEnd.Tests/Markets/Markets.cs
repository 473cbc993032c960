namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>A market on SQLite, folders and Maildirs.</summary>
public class EmbeddedMarket() : MarketFixture(new EmbeddedStack());

/// <summary>A market on PostgreSQL, Azurite, a real IMAP and a real SMTP server.</summary>
public class ServiceMarket() : MarketFixture(new ServiceStack())
{
    protected override string? MissingReason => ServiceStack.MissingReason;
}

/// <summary>Tests that share one embedded market: <c>[Collection(OnEmbeddedMarket.Name)]</c> and a constructor that takes <see cref="EmbeddedMarket"/>.</summary>
[CollectionDefinition(Name)]
public sealed class OnEmbeddedMarket : ICollectionFixture<EmbeddedMarket>
{
    public const string Name = "embedded market";
}

/// <summary>Tests that share one market on real services.</summary>
[CollectionDefinition(Name)]
public sealed class OnServiceMarket : ICollectionFixture<ServiceMarket>
{
    public const string Name = "service market";
}
