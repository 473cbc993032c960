using System.Text.Json;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Text;

namespace NeuralMarket.Format.Json;

/// <summary>
/// Reads JSON as RFC 8259 has it, and stricter (specialneurons.md, "manifest.json"): no key twice, at any depth, compared after escapes are resolved; no lone
/// surrogates; at most 16 levels.
/// </summary>
internal static class StrictJson
{
    private const int MaximumDepth = 16;

    // The walk below stops at MaximumDepth; the parser itself is not recursive, so that a text that is nested deeper gets the finding for that.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000_000 };

    /// <summary>
    /// Reads an object; <see langword="null"/> when the text is not one, or holds half of a surrogate pair. An object with repeated or too deeply nested keys is
    /// returned with its findings, so that the caller can go on finding. The caller limits the text's length.
    /// </summary>
    public static JsonDocument? ReadObject(ReadOnlyMemory<byte> text, JsonRuleCodes codes, FindingList findings)
    {
        if (Utf8Text.HasByteOrderMark(text.Span))
        {
            findings.Error(codes.Encoding, codes.Where, "The file begins with a byte order mark.", "Save it as UTF-8 without BOM.");
            return null;
        }

        if (!Utf8Text.TryDecode(text.Span, out _, out int invalidAt))
        {
            findings.Error(codes.Encoding, codes.Where, $"The byte at position {invalidAt} is not UTF-8.", "Save the file as UTF-8.");
            return null;
        }

        return Parse(text, codes, findings);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> text, JsonRuleCodes codes, FindingList findings)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Options);
        }
        catch (JsonException broken)
        {
            string where = $"{codes.Where}:{(broken.LineNumber ?? 0) + 1}";
            findings.Error(codes.Syntax, where, "The text is not JSON from here on.", "Check commas, quotes and brackets; comments and trailing commas are not allowed.");
            return null;
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            findings.Error(codes.Syntax, codes.Where, "The outermost value is not an object.", "Put everything between { and }.");
            document.Dispose();
            return null;
        }

        if (CanBeRead(document.RootElement, "$", 1, codes, findings))
        {
            return document;
        }

        document.Dispose();
        return null;
    }

    // False when a text cannot be read at all.
    private static bool CanBeRead(JsonElement element, string path, int depth, JsonRuleCodes codes, FindingList findings)
    {
        if (element.ValueKind is JsonValueKind.Object or JsonValueKind.Array && depth > MaximumDepth)
        {
            findings.Error(codes.Depth, $"{codes.Where}: {path}", $"The value is nested more than {MaximumDepth} deep.", "Flatten it, or leave it out.");
            return true;
        }

        return element.ValueKind switch
        {
            JsonValueKind.Object => CanObjectBeRead(element, path, depth, codes, findings),
            JsonValueKind.Array => CanArrayBeRead(element, path, depth, codes, findings),
            JsonValueKind.String => CheckText(() => element.GetString(), path, codes, findings) is not null,
            _ => true,
        };
    }

    private static bool CanObjectBeRead(JsonElement element, string path, int depth, JsonRuleCodes codes, FindingList findings)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        bool sound = true;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string? key = CheckText(() => property.Name, path, codes, findings);
            if (key is null)
            {
                sound = false;
                continue;
            }

            string inner = $"{path}.{Quote.Plain(key)}";
            if (!keys.Add(key))
            {
                findings.Error(codes.KeyRepeated, $"{codes.Where}: {inner}", $"The key {Quote.Text(key)} stands twice.", "Keep one of the two.");
            }

            sound &= CanBeRead(property.Value, inner, depth + 1, codes, findings);
        }

        return sound;
    }

    private static bool CanArrayBeRead(JsonElement element, string path, int depth, JsonRuleCodes codes, FindingList findings)
    {
        int index = 0;
        bool sound = true;
        foreach (JsonElement item in element.EnumerateArray())
        {
            sound &= CanBeRead(item, $"{path}[{index++}]", depth + 1, codes, findings);
        }

        return sound;
    }

    // Reading a text is where System.Text.Json meets escapes that are half of a surrogate pair.
    private static string? CheckText(Func<string?> read, string path, JsonRuleCodes codes, FindingList findings)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            findings.Error(codes.Syntax, $"{codes.Where}: {path}", "A text holds half of a surrogate pair.", "Write the character itself, or both halves as \\u escapes.");
            return null;
        }
    }
}
