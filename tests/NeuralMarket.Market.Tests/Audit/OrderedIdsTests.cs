using NeuralMarket.Market.Audit;

namespace NeuralMarket.Market.Tests.Audit;

public sealed class OrderedIdsTests
{
    [Fact]
    public void IdsRiseAlsoWithinAMillisecond()
    {
        string[] ids = [.. Enumerable.Range(0, 20_000).Select(_ => OrderedIds.Next().ToString())];

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Equal('7', id[14]));
    }
}
