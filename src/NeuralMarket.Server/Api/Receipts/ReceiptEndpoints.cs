using System.Text;
using NeuralMarket.Market.Receipts;
using NeuralMarket.Server.Api.Http;

namespace NeuralMarket.Server.Api.Receipts;

/// <summary>What is needed to check a receipt.</summary>
internal static class ReceiptEndpoints
{
    private const string MediaType = "application/x-pem-file";
    private const int Seconds = 3_600;

    public static void MapReceiptKey(this RouteGroupBuilder api) => api.MapGet("/receipts/key", (ReceiptKey key) => TypedResults.Bytes(Encoding.ASCII.GetBytes(key.PublicPem()), MediaType))
        .AllowAnonymous().CachedFor(Seconds).WithTags("Catalogue").WithName("getReceiptKey").WithSummary("The public key with which receipts of tests are checked, PEM")
        .Produces(StatusCodes.Status200OK, contentType: MediaType);
}
