using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Regression.Features;

namespace NeuralMarket.Market.Regression;

/// <summary>How far the base networks have come over held-out photos: told in the log now and then, and as a gauge.</summary>
public sealed class FeatureProgress : IDisposable
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string Network, string Photos), ExtractionProgress> _latest = new();
    private readonly Meter _meter = new("NeuralMarket.Features");
    private readonly TimeProvider _time;
    private readonly ILogger<FeatureProgress> _log;

    /// <summary>Nothing is computed yet.</summary>
    public FeatureProgress(TimeProvider time, ILogger<FeatureProgress> log)
    {
        (_time, _log) = (time, log);
        _meter.CreateObservableGauge("neuralmarket.features.missing", Missing, "{photo}", "Held-out photos over which the base network has yet to run");
    }

    /// <summary>Takes the progress of one fill.</summary>
    /// <param name="network">The base network.</param>
    /// <param name="photos">What it runs over, for people.</param>
    public IProgress<ExtractionProgress> Of(BaseNetwork network, string photos)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new Fill(this, network.Definition.Name, photos);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Missing() => _latest.Select(entry => new Measurement<int>(
        entry.Value.Total - entry.Value.Stored, new KeyValuePair<string, object?>("base", entry.Key.Network), new KeyValuePair<string, object?>("photos", entry.Key.Photos)));

    private sealed class Fill(FeatureProgress all, string network, string photos) : IProgress<ExtractionProgress>
    {
        private long _told = all._time.GetTimestamp();

        public void Report(ExtractionProgress value)
        {
            all._latest[(network, photos)] = value;
            bool ended = value.Stored == value.Total;
            if (value.Computed > 0 && (ended || all._time.GetElapsedTime(_told) >= BetweenLines))
            {
                _told = all._time.GetTimestamp();
                all._log.LogInformation("{Network} has run over {Stored} of {Total} {Photos}, {Computed} of them now", network, value.Stored, value.Total, photos, value.Computed);
            }
        }
    }
}
