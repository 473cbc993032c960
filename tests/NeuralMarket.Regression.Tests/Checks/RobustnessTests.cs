using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Checks;

public class RobustnessTests
{
    private static readonly Perturbation Tilted = StandardPerturbations.Find("tilt+10")!;

    /// <summary>60 cats of which 20 are taken for dogs when tilted, 6 of them no longer wake it; dogs stay dogs.</summary>
    [Fact]
    public async Task PhotosAreComparedWithThemselves()
    {
        using World world = new();
        world.Add(34, World.Cat, true, 0).Perturb(Tilted, 34, true, 0);
        world.Add(20, World.Cat, true, 0).Perturb(Tilted, 20, true, 1);
        world.Add(6, World.Cat, true, 0).Perturb(Tilted, 6, false, 0);
        world.Add(60, World.Dog, true, 1).Perturb(Tilted, 60, true, 1);
        world.Add(100, World.Stone, false, 0).Perturb(Tilted, 100, false, 0);

        RegressionReport report = await world.TestAsync();

        RobustnessFigures figures = Assert.Single(report.Robustness);
        Assert.Equal(("tilt+10", 120), (figures.Perturbation, figures.Images));
        Assert.Equal(94 / 120.0, figures.Accuracy.Value!.Value, 1e-12);
        Assert.Equal(1, figures.Before.Value);
        Assert.Equal(-26 / 120.0, figures.Difference.Value!.Value, 1e-12);
        Assert.Equal(20 / 114.0, figures.FlipRate.Value!.Value, 1e-12);
        Assert.Equal(114 / 120.0, figures.TriggerRecall.Value!.Value, 1e-12);
        Assert.Equal(0, figures.FalseRate.Value);
        VerdictReason reason = LayerWorld.Reason(report, "robustness");
        Assert.Equal((Outcome.Attention, CheckMode.Shadow), (reason.Outcome, reason.Mode));
        Assert.Contains("'tilt+10'", reason.Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Pass, report.Verdict.Decision);
    }

    [Fact]
    public async Task APatchThatHoldsUnderAChangeIsNotNoted()
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Perturb(Tilted, 60, true, 0);
        world.Add(58, World.Dog, true, 1).Perturb(Tilted, 58, true, 1);
        world.Add(2, World.Dog, true, 1).Perturb(Tilted, 2, true, 0);

        Assert.Equal(Outcome.Pass, LayerWorld.Reason(await world.TestAsync(), "robustness").Outcome);
    }

    [Fact]
    public async Task WithoutChangedPhotosNothingIsClaimed()
    {
        using World world = new();
        world.Add(60, World.Cat, true, 0).Add(60, World.Dog, true, 1);

        RegressionReport report = await world.TestAsync();

        Assert.Empty(report.Robustness);
        Assert.Contains("not tried", LayerWorld.Reason(report, "robustness").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryChangeIsTheSameEachTime()
    {
        Random random = new(2);
        byte[] pixels = new byte[48 * 40 * 3];
        random.NextBytes(pixels);
        DecodedImage photo = new(48, 40, pixels);

        Assert.Equal(12, StandardPerturbations.All.Select(change => change.Name).Distinct().Count());
        foreach (Perturbation change in StandardPerturbations.All)
        {
            DecodedImage once = change.OnCut(change.OnSource(photo));
            DecodedImage twice = change.OnCut(change.OnSource(photo));

            Assert.Equal(once.Rgb, twice.Rgb);
            Assert.Equal(once.Width * once.Height * 3, once.Rgb.Length);
            Assert.NotEqual(photo.Rgb, once.Rgb);
        }
    }

    /// <summary>A grey photo has nothing to turn, blur or compress; light changes it by its factor.</summary>
    [Fact]
    public void AGreyPhotoIsChangedByLightAndNoiseAlone()
    {
        DecodedImage grey = new(33, 33, [.. Enumerable.Repeat((byte)100, 33 * 33 * 3)]);
        foreach (string name in (string[])["tilt+10", "tilt-20", "blur", "jpeg30"])
        {
            Assert.All(StandardPerturbations.Find(name)!.OnCut(grey).Rgb, value => Assert.InRange(value, 98, 102));
        }

        Assert.All(StandardPerturbations.Find("bright")!.OnCut(grey).Rgb, value => Assert.Equal(125, value));
        Assert.Equal([112, 100, 86], StandardPerturbations.Find("warm")!.OnCut(grey).Rgb[..3]);
        double[] noise = [.. StandardPerturbations.Find("noise")!.OnCut(grey).Rgb.Select(value => value - 100.0)];
        Assert.InRange(noise.Average(), -0.5, 0.5);
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), 7.5, 8.5);
    }

    /// <summary>Turned by ten degrees and back, the middle of a smooth photo is where it was; turned to the right, what was at the top is at the right.</summary>
    [Fact]
    public void TurningIsUndoneByTurningBackAndGoesClockwise()
    {
        DecodedImage smooth = new(64, 64, [.. Enumerable.Range(0, 64 * 64 * 3).Select(i => (byte)(128 + (60 * Math.Sin(i / 3 % 64 / 9.0)) + (50 * Math.Cos(i / 3 / 64 / 11.0))))]);
        DecodedImage back = StandardPerturbations.Find("tilt-10")!.OnCut(Tilted.OnCut(smooth));
        for (int y = 20; y < 44; y++)
        {
            for (int x = 20; x < 44; x++)
            {
                int at = ((y * 64) + x) * 3;
                Assert.InRange(back.Rgb[at] - smooth.Rgb[at], -4, 4);
            }
        }

        byte[] dot = new byte[65 * 65 * 3];
        dot[((8 * 65) + 32) * 3] = 255;
        byte[] turned = StandardPerturbations.Find("tilt+20")!.OnCut(new DecodedImage(65, 65, dot)).Rgb;
        int brightest = Array.IndexOf(turned, turned.Max()) / 3 % 65;
        Assert.True(brightest > 36, $"{brightest}");
    }
}
