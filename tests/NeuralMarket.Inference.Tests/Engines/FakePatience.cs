using NeuralMarket.Inference.Devices;

namespace NeuralMarket.Inference.Tests.Engines;

/// <summary>Loses patience with nothing but what hangs on purpose.</summary>
internal sealed class FakePatience : IPatience, IDisposable
{
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _end = new();
    private bool _isLost;

    /// <summary>Called by the one thing that hangs; comes back when the test is over.</summary>
    public Exception? Hang()
    {
        _hangs.SetResult();
        _end.Wait(CancellationToken.None);
        return null;
    }

    public void Wait(IReadOnlyList<Task> work)
    {
        Task[] left = [.. work];
        while (left.Length > 0)
        {
            if (left.Length == 1 && _hangs.Task.IsCompleted && !_isLost)
            {
                _isLost = true;
                return;
            }

            Task.WhenAny(left.Length == 1 && !_isLost ? [left[0], _hangs.Task] : left).GetAwaiter().GetResult();
            left = [.. left.Where(task => !task.IsCompleted)];
        }
    }

    public void Dispose() => _end.Set();
}
