using System.Collections.Concurrent;

namespace NeuralMarket.Inference.Devices;

/// <summary>
/// The thread on which everything that one device does happens, one thing after another. A driver that never comes back holds up this thread and no other: its
/// owner leaves it to itself.
/// </summary>
internal sealed class DeviceThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public DeviceThread(string name) => new Thread(Serve) { IsBackground = true, Name = name }.Start();

    /// <summary>Does something as soon as what was asked for before is done.</summary>
    public Task<T> Start<T>(Func<T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException cancelled)
            {
                done.SetCanceled(cancelled.CancellationToken);
            }
            catch (Exception broken)
            {
                // Whoever waits for it gets it.
                done.SetException(broken);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread when all that was asked for is done.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Serve()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
        {
            work();
        }

        _work.Dispose();
    }
}
