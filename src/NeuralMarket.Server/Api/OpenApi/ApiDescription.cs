using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace NeuralMarket.Server.Api.OpenApi;

/// <summary>The OpenAPI document, the same wherever the server runs.</summary>
internal static class ApiDescription
{
    public const string DocumentName = "v1";
    public const string Path = "/openapi/{documentName}.json";
    private const string Bearer = "bearer";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(DocumentName, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(CompleteAsync);
        options.AddSchemaTransformer(DescribeTimesAsync);
    });

    public static void MapApiDescription(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi(Path).AllowAnonymous();

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "NeuralMarket",
            Version = DocumentName,
            Description = "Errors are RFC 9457 problem documents with a stable code. Times are RFC 3339 in UTC. "
                + "Lists are paged with an opaque after cursor. Unknown query parameters are an error.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "An API key: nm_ and 43 characters." },
        };
        return Task.CompletedTask;
    }

    /// <summary>Times have a converter of our own, of which the generator knows no type.</summary>
    private static Task DescribeTimesAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(DateTimeOffset))
            schema.Type = JsonSchemaType.String;
        else if (context.JsonTypeInfo.Type == typeof(DateTimeOffset?))
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    /// <summary>Says who may call, that any error is a problem document, and gives HEAD a name of its own.</summary>
    private static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
        if (context.Description.HttpMethod == HttpMethods.Head)
            operation.OperationId += "Head";
        if (operation.Responses?.TryGetValue("400", out var problem) == true)
        {
            operation.Responses.Remove("400");
            operation.Responses["default"] = new OpenApiResponse { Description = "A problem; its code says which.", Content = problem.Content };
        }

        return Task.CompletedTask;
    }
}
