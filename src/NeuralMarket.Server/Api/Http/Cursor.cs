using System.Buffers.Text;
using System.Text.Json;
using NeuralMarket.Server.Api.Problems;

namespace NeuralMarket.Server.Api.Http;

/// <summary>
/// Where a page ended, as text that callers pass back without looking into it: the list's name and the position, so that a cursor of one list
/// (or order) is refused by another one instead of showing something else.
/// </summary>
internal static class Cursor
{
    public const string Code = "query.after";
    public const string Refusal = "after is not a cursor of this list.";

    public static ApiProblem Problem { get; } = ApiProblem.Invalid(Code, Refusal, "Pass the next of the page before, with the same order; leave it out to begin at the start.", "after");

    public static string Write<T>(string list, T position) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Content<T>(list, position)));

    /// <summary>False when the text is not a cursor of this list.</summary>
    public static bool TryRead<T>(string text, string list, out T? position)
    {
        position = default;
        try
        {
            if (JsonSerializer.Deserialize<Content<T>>(Base64Url.DecodeFromChars(text)) is not { Position: { } read } content || content.List != list)
                return false;
            position = read;
            return true;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            return false;
        }
    }

    private sealed record Content<T>(string List, T Position);
}
