namespace NeuralMarket.Format.Json;

/// <summary>Where a JSON text comes from, and under which codes its defects are reported.</summary>
/// <param name="Where">The entry's name.</param>
/// <param name="Encoding">It is UTF-8 without BOM.</param>
/// <param name="Syntax">It is strict JSON.</param>
/// <param name="Depth">It is not nested too deeply.</param>
/// <param name="KeyRepeated">No object has a key twice.</param>
internal sealed record JsonRuleCodes(string Where, string Encoding, string Syntax, string Depth, string KeyRepeated);
