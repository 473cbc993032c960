using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace NeuralMarket.Market.Storage;

/// <summary>
/// Sets each SQLite connection to write-ahead logging, so that readers do not wait for writers, and to wait for other writers instead of failing.
/// A commit is on disk before it returns (<c>synchronous = FULL</c>): what was acknowledged survives a power cut.
/// </summary>
internal sealed class SqliteWaits : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
