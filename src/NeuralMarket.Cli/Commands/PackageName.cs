namespace NeuralMarket.Cli.Commands;

/// <summary>A package as documents name it.</summary>
internal sealed record PackageName(string Id, string Version);
