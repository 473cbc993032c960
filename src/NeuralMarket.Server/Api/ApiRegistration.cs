using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;

namespace NeuralMarket.Server.Api;

/// <summary>The HTTP API: its services and its routes.</summary>
internal static class ApiRegistration
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        return services.AddValidatorsFromAssemblyContaining<Program>(ServiceLifetime.Singleton, includeInternalTypes: true);
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
    }
}
