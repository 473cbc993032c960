using CsCheck;
using NeuralMarket.Market.Names;

namespace NeuralMarket.Market.Tests.Names;

public sealed class EditDistanceTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["abc"], 0, 12];

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a", "", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("😀a", "a😀", 1)]
    public void KnownDistances(string left, string right, int distance)
    {
        Assert.Equal(distance, EditDistance.Within(left, right, distance));
        Assert.Equal(distance, EditDistance.Within(left, right, distance + 5));
        Assert.True(distance == 0 || EditDistance.Within(left, right, distance - 1) is null);
    }

    [Fact]
    public void TheBandFindsWhatTheWholeTableFinds() => Gen.Select(Text, Text, Gen.Int[0, 4]).Sample(
        (left, right, limit) => EditDistance.Within(left, right, limit) == (Whole(left, right) is var whole && whole <= limit ? whole : null),
        iter: 20_000);

    [Fact]
    public void ItIsSymmetricAndZeroForTheSameTextAlone() => Gen.Select(Text, Text).Sample(
        (left, right) => EditDistance.Within(left, right, 3) == EditDistance.Within(right, left, 3) && (EditDistance.Within(left, right, 3) == 0) == (left == right));

    private static int? Whole(string left, string right)
    {
        int[,] table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }
}
