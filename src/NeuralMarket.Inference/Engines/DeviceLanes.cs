using System.Runtime.ExceptionServices;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;

namespace NeuralMarket.Inference.Engines;

/// <summary>The open devices, and what becomes of those that fail. One caller at a time; only <see cref="Open"/> may be read beside it.</summary>
internal sealed class DeviceLanes(IEngineSource source, NetworkRunnerOptions options, TimeProvider time, IPatience patience)
{
    /// <summary>How often the known answers are computed again, at most, and devices that were quarantined are tried again.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(10);

    private IReadOnlyList<DeviceLane> _open = [];
    private bool _anyAbandoned;

    /// <summary>The open devices, best first.</summary>
    public IReadOnlyList<DeviceLane> Open => Volatile.Read(ref _open);

    /// <summary>The devices that can be worked with now, at least one; opens them, and looks after them when that is due.</summary>
    /// <exception cref="OpenClException">There is none; the message says why not each.</exception>
    public IReadOnlyList<DeviceLane> Ready()
    {
        DateTimeOffset now = time.GetUtcNow();
        DeviceLane[] due = [.. _open.Where(lane => now - lane.Checked >= CheckInterval)];
        if (due.Length > 0 && _anyAbandoned)
        {
            // Opening computes the known answers, and looks whether what failed works again.
            Close();
            _anyAbandoned = false;
        }
        else if (due.Length > 0)
        {
            Check(due, now);
        }

        if (_open.Count == 0)
        {
            Volatile.Write(ref _open, [.. source.Open().Select(engine => new DeviceLane(engine, options, time))]);
        }

        return _open;
    }

    /// <summary>Starts work on devices and waits for all of it.</summary>
    /// <returns>What came of it; a device that failed is not among them, and was seen to.</returns>
    public List<(DeviceLane Lane, T Result)> Await<T>(IReadOnlyList<DeviceLane> lanes, Func<DeviceLane, int, Task<T>> start)
    {
        Task<T>[] work = [.. lanes.Select(start)];
        patience.Wait(work);
        List<(DeviceLane, T)> done = [];
        Exception? other = null;
        for (int i = 0; i < work.Length; i++)
        {
            if (work[i].IsCompletedSuccessfully)
            {
                done.Add((lanes[i], work[i].Result));
            }
            else if (!work[i].IsCompleted)
            {
                lanes[i].IsStuck = true;
                Abandon(lanes[i], Patience.Exceeded);
            }
            else if (work[i].Exception?.InnerException is OpenClException broken)
            {
                Forgive(lanes[i], broken);
            }
            else
            {
                other ??= work[i].Exception?.InnerException ?? new OperationCanceledException();
            }
        }

        if (other is not null)
        {
            ExceptionDispatchInfo.Throw(other);
        }

        return done;
    }

    public void Close()
    {
        foreach (DeviceLane lane in _open)
        {
            lane.Dispose();
        }

        Volatile.Write(ref _open, []);
    }

    private void Check(DeviceLane[] due, DateTimeOffset now)
    {
        foreach ((DeviceLane lane, string? wrong) in Await(due, (lane, _) => lane.CheckAsync(now)))
        {
            if (wrong is not null)
            {
                Abandon(lane, $"it computed a known answer wrongly; what it computed since {lane.Checked:u} should be computed again. {wrong}");
            }
        }
    }

    /// <summary>Memory that ran out is no fault as long as fewer images may fit.</summary>
    private void Forgive(DeviceLane lane, OpenClException broken)
    {
        if (broken.IsOutOfMemory && lane.HalveBatch() is > 0 and int batch)
        {
            Notice($"{lane.Name} ran out of memory; it now takes at most {batch} images at once.");
            return;
        }

        Abandon(lane, broken.Message);
    }

    private void Abandon(DeviceLane lane, string reason)
    {
        lane.Quarantine(reason);
        _anyAbandoned = true;
        Volatile.Write(ref _open, [.. _open.Where(other => other != lane)]);
        Notice($"{lane.Name} is not used any more for now: {reason}");
        lane.Dispose();
    }

    private void Notice(string text) => options.Notice?.Invoke(text);
}
