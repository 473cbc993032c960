using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Execution;

namespace NeuralMarket.Inference.Networks.Tuning;

/// <summary>The numbers that the fast kernels are built and run with: one row for each kind of processor.</summary>
/// <param name="BlockWidth">B, channels or outputs side by side: the native vector width in floats.</param>
/// <param name="Rows">Rows of a register tile (by 2 vectors): as many as the registers hold. 16 registers of AVX2: 6 × 2 sums, 2 weights, 1 input.</param>
/// <param name="FusedChannels">Up to this many input channels Winograd runs as one kernel; above, the transformed weights no longer fit the caches beside a group's tiles.</param>
/// <param name="FusedTiles">Tiles that a work-group of the fused kernel takes, if local memory allows: more read the weights less often, fewer stay in the inner caches.</param>
/// <param name="LargeTileChannels">Up to this many input channels Winograd may take tiles of 6 × 6 outputs: fewer multiplications, but more of the transformed weights and inputs.</param>
/// <param name="ScratchBytes">About how much the unfused kernels keep between their steps; larger batches go in chunks of images.</param>
/// <param name="SinglePrefetchBytes">How far ahead a dense layer of one image prefetches weights in single precision.</param>
/// <param name="HalfPrefetchBytes">The same in half precision, which is read at half the rate.</param>
internal sealed record KernelParameters(
    int BlockWidth, int Rows, int FusedChannels, int FusedTiles, int LargeTileChannels, long ScratchBytes, int SinglePrefetchBytes, int HalfPrefetchBytes)
{
    private const long MiB = 1024 * 1024;

    private static readonly KernelParameters[] Table =
    [
        new(BlockWidth: 4, Rows: 6, FusedChannels: 128, FusedTiles: 12, LargeTileChannels: 128, ScratchBytes: 32 * MiB, SinglePrefetchBytes: 512, HalfPrefetchBytes: 2048),
        new(BlockWidth: 8, Rows: 6, FusedChannels: 128, FusedTiles: 12, LargeTileChannels: 256, ScratchBytes: 16 * MiB, SinglePrefetchBytes: 512, HalfPrefetchBytes: 2048),
        new(BlockWidth: 16, Rows: 14, FusedChannels: 256, FusedTiles: 28, LargeTileChannels: 128, ScratchBytes: 8 * MiB, SinglePrefetchBytes: 4096, HalfPrefetchBytes: 4096),
    ];

    /// <summary>Vectors of a register tile; the panels of all packed weights are this many blocks wide.</summary>
    public const int PanelBlocks = 2;

    /// <summary>Values that a panel is wide.</summary>
    public int PanelWidth => PanelBlocks * BlockWidth;

    /// <summary>The row for a device.</summary>
    public static KernelParameters For(ComputeDeviceDescription device) => Table.Last(row => row.BlockWidth <= Math.Max(device.VectorWidth, Table[0].BlockWidth));

    /// <summary>The families that suit a device; whether it computes them rightly is for <see cref="KnownAnswerCheck"/> to say.</summary>
    /// <param name="device">The device.</param>
    /// <param name="largestWorkGroup">Items that its work-groups may have.</param>
    public static KernelFamilies FamiliesFor(ComputeDeviceDescription device, int largestWorkGroup) => device.Type switch
    {
        ComputeDeviceType.Cpu => KernelFamilies.Winograd | KernelFamilies.TiledConvolution | KernelFamilies.TiledDense | KernelFamilies.TiledPatch,
        _ => (largestWorkGroup >= WinogradItemsExecution.GroupItems ? KernelFamilies.WinogradItems : KernelFamilies.None)
            | (largestWorkGroup >= DenseItemsExecution.GroupItems ? KernelFamilies.DenseItems : KernelFamilies.None),
    };
}
