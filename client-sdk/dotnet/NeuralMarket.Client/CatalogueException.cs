namespace NeuralMarket.Client;

/// <summary>The catalogue could not be used: the server refused, or sent what it should not, or this device could not take it.</summary>
public sealed class CatalogueException : Exception
{
    /// <summary>Takes a stable code and a sentence for people.</summary>
    public CatalogueException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The stable code: the problem document's (RFC 9457) or one of <c>answer.*</c>, <c>download.*</c>, <c>plug.*</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status with which the server refused; <see langword="null"/> when it was not the server.</summary>
    public int? Status { get; init; }
}
