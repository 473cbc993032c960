using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Loading;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Patches;

/// <summary>
/// Patches side by side by <c>Kernels/patch.cl</c>: logits, softmax and answers of all of them in one kernel, straight from and into the host's memory, in which CPUs work.
/// </summary>
internal sealed unsafe class TiledPatchExecution : IPatchProduct
{
    /// <summary>Up to this many outputs, vectors along the features beat vectors along the outputs.</summary>
    private const int NarrowOutputs = 12;

    /// <summary>Features whose weights lie together for the narrow kernel; CHUNK in <c>patch.cl</c>.</summary>
    private const int ChunkFeatures = 256;

    /// <summary>Images of a work-group: a whole number of register tiles.</summary>
    private const int GroupImages = 48;

    private readonly ComputeDevice _device;
    private readonly DeviceKernel _kernel;
    private readonly List<DeviceBuffer> _constants = [];
    private readonly int _features;
    private readonly int _outputs;
    private readonly int _pitch;
    private readonly int _largestGroup;

    public TiledPatchExecution(ComputeDevice device, IReadOnlyList<PatchWeights> patches)
    {
        (_device, _features, _outputs) = (device, patches[0].Features, patches.Sum(patch => patch.Outputs));
        bool narrow = _outputs <= NarrowOutputs;
        _pitch = narrow ? _outputs : NetworkPlan.Blocks(_outputs, device.BlockWidth) * device.BlockWidth;
        _largestGroup = LargestGroup(_pitch, device.Description.LocalMemoryBytes);
        _kernel = device.Kernel("patch", narrow ? "patch_narrow" : "patch_wide");
        float[] weights = patches.Count == 1 ? patches[0].Weight : [.. patches.SelectMany(patch => patch.Weight)];
        float[] biases = [.. patches.SelectMany(patch => patch.Bias)];
        int panelWidth = device.Parameters.PanelWidth;
        _constants.Add(narrow
            ? device.Upload(PackedWeights.Chunks(weights, _features, _outputs, ChunkFeatures), "patches' weights")
            : device.Place(PackedWeights.Dense<float>(new LoadedLayer(new LayerParameters(weights, biases)), _features, _outputs, panelWidth, 0, NetworkPlan.Blocks(_outputs, panelWidth)), "patches' weights"));
        _constants.Add(device.Upload(PackedWeights.Biases(biases, panelWidth), "patches' biases"));
        _constants.Add(device.Upload(Starts(patches), "where each patch begins"));
        for (int i = 0; i < _constants.Count; i++)
        {
            _kernel.Set(i + 1, _constants[i]);
        }

        _kernel.Set(7, _features, _outputs, patches.Count, _pitch);
    }

    /// <summary>The most outputs that one launch takes: a group of a few images must fit into local memory.</summary>
    public static int MostOutputs(ComputeDevice device) => (int)Math.Clamp(device.Description.LocalMemoryBytes / 2 / sizeof(float) / 16, 64, 1024);

    public void Run(float* pinnedFeatures, int images, Span<float> probabilities, Span<int> answers)
    {
        // Few images are spread over all cores.
        int atOnce = Math.Clamp(NetworkPlan.Blocks(images, _device.Description.ComputeUnits), 1, _largestGroup);
        fixed (float* probability = probabilities)
        fixed (int* answer = answers)
        {
            using DeviceBuffer features = _device.Wrap(pinnedFeatures, (long)images * _features * sizeof(float));
            using DeviceBuffer ofProbabilities = _device.WrapTarget(probability, (long)probabilities.Length * sizeof(float));
            using DeviceBuffer ofAnswers = _device.WrapTarget(answer, (long)answers.Length * sizeof(int));
            _kernel.Set(0, features);
            _kernel.Set(4, ofProbabilities);
            _kernel.Set(5, ofAnswers);
            _kernel.SetLocal(6, (long)atOnce * _pitch * sizeof(float));
            _kernel.Set(11, atOnce, images);
            _device.Enqueue(_kernel, NetworkPlan.Blocks(images, atOnce), 1);
            _device.Collect(ofProbabilities);
            _device.Collect(ofAnswers);
        }
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _constants.ForEach(buffer => buffer.Dispose());
    }

    /// <summary>Images whose sums take at most half of local memory, which on a CPU is its cache.</summary>
    internal static int LargestGroup(int pitch, long localBytes) => (int)Math.Clamp(localBytes / 2 / (pitch * sizeof(float)), 1, GroupImages);

    private static int[] Starts(IReadOnlyList<PatchWeights> patches)
    {
        int[] starts = new int[patches.Count + 1];
        for (int i = 0; i < patches.Count; i++)
        {
            starts[i + 1] = starts[i] + patches[i].Outputs;
        }

        return starts;
    }
}
