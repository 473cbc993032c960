using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using NeuralMarket.Server.Access;
using NeuralMarket.Server.Api.Admin;
using NeuralMarket.Server.Api.Catalogue;
using NeuralMarket.Server.Api.Http;
using NeuralMarket.Server.Api.OpenApi;
using NeuralMarket.Server.Api.Receipts;
using NeuralMarket.Server.Api.Review;
using NeuralMarket.Server.Api.Schemas;
using NeuralMarket.Server.Api.Submissions;

namespace NeuralMarket.Server.Api;

/// <summary>The HTTP API: its services and its routes.</summary>
internal static class ApiRegistration
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
        services.AddApiDescription();
        return services.AddValidatorsFromAssemblyContaining<Program>(ServiceLifetime.Singleton, includeInternalTypes: true);
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapApiDescription();
        endpoints.MapSchemas();
        var api = endpoints.MapGroup(Root)
            .RequireAntiforgeryOfSessions().RefuseUnknownQuery().ValidateRequests()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapCatalogue();
        api.MapStatusChanges();
        api.MapReceiptKey();
        api.MapSubmissions();
        api.MapReview();
        api.MapAdmin();
    }
}
