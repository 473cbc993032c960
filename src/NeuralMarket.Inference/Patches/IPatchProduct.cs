namespace NeuralMarket.Inference.Patches;

/// <summary>Some patches on a device, ready to run over features.</summary>
internal unsafe interface IPatchProduct : IDisposable
{
    /// <summary>Runs at most the images it was made for, and waits.</summary>
    /// <param name="pinnedFeatures">[images, F], pinned.</param>
    /// <param name="images">How many, from 1.</param>
    /// <param name="probabilities">Receives [images, sum of all K].</param>
    /// <param name="answers">Receives [images, patches].</param>
    void Run(float* pinnedFeatures, int images, Span<float> probabilities, Span<int> answers);
}
