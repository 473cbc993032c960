using CsCheck;
using NeuralMarket.Market.Names;

namespace NeuralMarket.Market.Tests.Names;

/// <summary>Which names could be taken for each other.</summary>
public sealed class LookAlikeTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char["abcdeilmnorst01 -ABCILO"], 0, 14],
        Gen.String[Gen.Char["аеосрхуαονικ\u0301éßıſﬁ①"], 0, 8]);

    // Normalisation takes no lone surrogates; the format's rules keep them out of names.
    private static readonly Gen<string> Anything = Gen.OneOf(Name, Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 20]);

    [Theory]
    [InlineData("sharks", "sharks")]
    [InlineData("Sharks", "SHARKS")]
    [InlineData("great-white", "great white")]
    [InlineData("great-white", "greatwhite")]
    [InlineData("sharks", "shаrks")] // Cyrillic a
    [InlineData("sharks", "ѕhаrkѕ")] // Cyrillic s and a
    [InlineData("Lion", "Liоn")] // Cyrillic o
    [InlineData("lion", "Iion")] // capital I
    [InlineData("lion", "1ion")]
    [InlineData("corn", "com")] // r and n beside each other
    [InlineData("orchids", "0rchids")]
    [InlineData("Herbs", "Неrbs")] // Cyrillic capital En
    [InlineData("fungi", "ｆｕｎｇｉ")] // full width
    [InlineData("fish", "ﬁsh")] // ligature
    [InlineData("ο", "o")] // Greek omicron
    [InlineData("straße", "STRASSE")]
    [InlineData("boats", "𝐛𝐨𝐚𝐭𝐬")] // mathematical bold
    [InlineData("café", "cafe\u0301")]
    public void NamesThatLookTheSameAreConfusable(string left, string right) => Assert.Equal(Likeness.Confusable, LookAlikes.Compare(left, right));

    [Theory]
    [InlineData("fishes", "fishs")]
    [InlineData("tulip", "tulips")]
    [InlineData("mushroom", "mushrooom")]
    [InlineData("orchids", "orchdis")]
    [InlineData("butterflies", "butterflys")]
    [InlineData("hammerhead", "hamerheed")]
    [InlineData("sharks", "sharks2")]
    [InlineData("hammerhead", "hаmmerhed")] // Cyrillic a and a letter less
    public void NamesThatDifferByAFewLettersAreNear(string left, string right) => Assert.Equal(Likeness.Near, LookAlikes.Compare(left, right));

    [Theory]
    [InlineData("cat", "car")]
    [InlineData("cats", "bats")]
    [InlineData("tulip", "tuilsp")]
    [InlineData("sharks", "whales")]
    [InlineData("orchids", "orchards")]
    [InlineData("butterflies", "dragonflies")]
    [InlineData("fungi-2", "fungi-3")]
    [InlineData("Ball", "Bail")]
    [InlineData("", "a")]
    [InlineData("犬", "猫")]
    public void NamesThatPeopleTellApartAreNot(string left, string right) => Assert.Equal(Likeness.None, LookAlikes.Compare(left, right));

    [Fact]
    public void EveryNameLooksLikeItself() => Anything.Sample(name => LookAlikes.Compare(name, name) == Likeness.Confusable);

    [Fact]
    public void ComparingIsSymmetric() =>
        Gen.Select(Anything, Anything).Sample((left, right) => LookAlikes.Compare(left, right) == LookAlikes.Compare(right, left));

    [Fact]
    public void ASkeletonIsItsOwnSkeleton() => Name.Sample(name => NameSkeleton.Of(NameSkeleton.Of(name)) == NameSkeleton.Of(name));

    [Fact]
    public void CapitalsDoNotMatter() =>
        Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789- "], 0, 20].Sample(name => NameSkeleton.Of(name.ToUpperInvariant()) == NameSkeleton.Of(name));
}
