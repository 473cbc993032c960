namespace NeuralMarket.Format.Containers;

/// <summary>What a container held.</summary>
/// <param name="Contents">The contents of the entries that could be read, by name.</param>
/// <param name="Names">The names of all entries, also of those that could not be read; <see langword="null"/> when not even these are known.</param>
internal sealed record UnpackedEntries(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Contents, IReadOnlyCollection<string>? Names);
