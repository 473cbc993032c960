using CsCheck;
using NeuralMarket.Inference.Engines;

namespace NeuralMarket.Inference.Tests.Engines;

public sealed class WorkSharesTests
{
    private static readonly Gen<(double Speed, int Most)[]> Devices = Gen.Select(Gen.Double[0.01, 1000], Gen.Int[1, 40]).Array[1, 5];

    [Fact]
    public void AFasterDeviceTakesTheLargerShare() => Assert.Equal([6, 2], WorkShares.Divide(8, [30, 10], [32, 32]));

    [Fact]
    public void ASingleImageGoesToTheFastest() => Assert.Equal([0, 1], WorkShares.Divide(1, [10, 30], [32, 32]));

    [Fact]
    public void AVerySlowDeviceDoesNotHoldUpTheOthers() => Assert.Equal([32, 0], WorkShares.Divide(1000, [100, 1], [32, 32]));

    [Fact]
    public void ARoundTakesSomethingAndNeverMoreThanADeviceCanHold() =>
        Gen.Select(Gen.Int[1, 200], Devices).Sample((images, devices) =>
        {
            int[] shares = Divide(images, devices);
            Assert.InRange(shares.Sum(), 1, images);
            Assert.All(shares.Zip(devices), one => Assert.InRange(one.First, 0, one.Second.Most));
        });

    [Fact]
    public void NoOtherDeviceWouldBeDoneEarlierWithTheLastImage() =>
        Gen.Select(Gen.Int[1, 200], Devices).Sample((images, devices) =>
        {
            int[] shares = Divide(images, devices);
            double end = shares.Zip(devices).Max(one => one.First / one.Second.Speed);
            Assert.All(shares.Zip(devices), one => Assert.True((one.First + 1) / one.Second.Speed >= end));
        });

    private static int[] Divide(int images, (double Speed, int Most)[] devices) =>
        WorkShares.Divide(images, [.. devices.Select(device => device.Speed)], [.. devices.Select(device => device.Most)]);
}
