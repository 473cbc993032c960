using NeuralMarket.Market.Names;

namespace NeuralMarket.Market.Tests.Names;

public sealed class ReservedNameTests
{
    [Theory]
    [InlineData("admin")]
    [InlineData("API")]
    [InlineData("official-sharks")]
    [InlineData("Verified Sharks")]
    [InlineData("neural-market-fungi")]
    [InlineData("neuralmarket")]
    [InlineData("0fficial-sharks")]
    [InlineData("Оfficial sharks")] // Cyrillic capital O
    [InlineData("Betect Birds")]
    [InlineData("sign-up")]
    public void NamesThatSpeakForTheMarketAreReserved(string name) => Assert.NotNull(ReservedNames.Find(name));

    [Theory]
    [InlineData("sharks")]
    [InlineData("test-tubes")]
    [InlineData("Home appliances")]
    [InlineData("staffordshire-terriers")]
    [InlineData("supporting-beams")]
    [InlineData("")]
    public void OthersAreNot(string name) => Assert.Null(ReservedNames.Find(name));
}
