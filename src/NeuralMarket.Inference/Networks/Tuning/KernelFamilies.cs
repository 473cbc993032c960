namespace NeuralMarket.Inference.Networks.Tuning;

/// <summary>Kernels that are faster than the plain ones of <c>Kernels/plain_*.cl</c>. A device uses a family only after <see cref="Devices.KnownAnswerCheck"/>.</summary>
[Flags]
internal enum KernelFamilies
{
    /// <summary>Only the plain kernels.</summary>
    None = 0,

    /// <summary><c>Kernels/winograd.cl</c>: 3 × 3 convolutions as F(4 × 4, 3 × 3), for CPUs.</summary>
    Winograd = 1,

    /// <summary><c>Kernels/convolution.cl</c>: direct convolutions in register tiles, for CPUs.</summary>
    TiledConvolution = 2,

    /// <summary><c>Kernels/dense.cl</c> and <c>dense_stream.cl</c>: dense layers in register tiles, and of one image, for CPUs.</summary>
    TiledDense = 4,

    /// <summary><c>Kernels/patch.cl</c>: patches over many images' features, for CPUs.</summary>
    TiledPatch = 8,

    /// <summary><c>Kernels/winograd_items.cl</c>: 3 × 3 convolutions as F(4 × 4, 3 × 3), for GPUs.</summary>
    WinogradItems = 16,

    /// <summary><c>Kernels/dense_items.cl</c>: dense layers and softmax, for GPUs.</summary>
    DenseItems = 32,
}
