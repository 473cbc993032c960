using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Networks.Loading;

/// <summary>A snapshot's NAME.data (base-network.md), open for reading here and there, and the cache of what was packed from it.</summary>
internal sealed class ParameterFile(BaseNetwork network, PackedWeightCache? cache) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(network.DataPath, FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>One layer's parameters; valid until this is disposed of.</summary>
    public LayerSource Layer(int index) => new LayerPart(this, index);

    public void Dispose() => _file.Dispose();

    private void Read(long first, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        long position = first * sizeof(float);
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_file, bytes, position);
            if (read == 0)
            {
                throw new EndOfStreamException("The base network's parameters end early; the file was changed.");
            }

            bytes = bytes[read..];
            position += read;
        }

        if (!BitConverter.IsLittleEndian)
        {
            Span<int> numbers = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
    }

    private sealed class LayerPart(ParameterFile file, int index) : LayerSource
    {
        private readonly Layer _layer = file.Network.Definition.Layers[index];
        private readonly long _start = file.Network.Definition.Layers.Take(index).Sum(below => below.ParameterCount);

        public override void ReadWeights(long first, Span<float> weights) => file.Read(_start + first, weights);

        public override float[] ReadBiases()
        {
            float[] biases = new float[_layer.BiasCount];
            file.Read(_start + _layer.WeightCount, biases);
            return biases;
        }

        public override HostMemory Packed(string layout, Func<HostMemory> pack) =>
            file.Cache is { } cache ? cache.GetOrCreate($"{file.Network.Identity} layer {index} {layout}", pack) : pack();
    }

    private BaseNetwork Network => network;

    private PackedWeightCache? Cache => cache;
}
