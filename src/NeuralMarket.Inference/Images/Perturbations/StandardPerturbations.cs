namespace NeuralMarket.Inference.Images.Perturbations;

/// <summary>The changes under which the market tests patches (statistics.md, "Robustness").</summary>
public static class StandardPerturbations
{
    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<Perturbation> All { get; } =
    [
        new Tilt(-20),
        new Tilt(-10),
        new Tilt(10),
        new Tilt(20),
        new ColourShift("warm", "in warmer light", 1.12, 1, 0.86),
        new ColourShift("cold", "in colder light", 0.88, 1, 1.12),
        new ColourShift("bright", "a quarter brighter", 1.25, 1.25, 1.25),
        new ColourShift("dark", "a third darker", 0.67, 0.67, 0.67),
        new Blur(),
        new JpegLoss(30),
        new SensorNoise(),
        new OffCentreCrop(),
    ];

    /// <summary>The one of a name, or <see langword="null"/>.</summary>
    public static Perturbation? Find(string name) => All.FirstOrDefault(perturbation => perturbation.Name == name);
}
