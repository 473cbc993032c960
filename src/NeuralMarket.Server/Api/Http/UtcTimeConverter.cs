using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeuralMarket.Server.Api.Http;

/// <summary>
/// Times in answers: RFC 3339 in UTC, to the millisecond. Databases keep different fractions of a second; the same receipt must read the same
/// before and after it was stored.
/// </summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
