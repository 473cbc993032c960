namespace NeuralMarket.Regression.Features;

/// <summary>How far filling the store has come.</summary>
/// <param name="Total">Images of the set.</param>
/// <param name="Stored">Images that the store holds by now, those that failed included.</param>
/// <param name="Computed">Images that the base network ran over in this call.</param>
/// <param name="Failed">Images of the set that cannot be decoded or cut.</param>
public sealed record ExtractionProgress(int Total, int Stored, int Computed, int Failed);
