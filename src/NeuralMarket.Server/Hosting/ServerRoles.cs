namespace NeuralMarket.Server.Hosting;

/// <summary>What one process does; several processes with other roles share the database and the blobs.</summary>
[Flags]
public enum ServerRoles
{
    None = 0,

    /// <summary>Portal, API and catalogue.</summary>
    Web = 1,

    /// <summary>The stages: validation, regression, routing, publication, outgoing mail.</summary>
    Worker = 2,

    /// <summary>Fetches packages from the mailbox.</summary>
    Mail = 4,
}

/// <summary>Reads the text of <c>Server:Roles</c>.</summary>
public static class ServerRolesText
{
    /// <summary>False when a word is unknown or there is none.</summary>
    public static bool Parse(string text, out ServerRoles roles)
    {
        roles = ServerRoles.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var role = Role(word);
            if (role == ServerRoles.None)
                return false;
            roles |= role;
        }

        return roles != ServerRoles.None;
    }

    private static ServerRoles Role(string word) => word switch
    {
        "web" => ServerRoles.Web,
        "worker" => ServerRoles.Worker,
        "mail" => ServerRoles.Mail,
        _ => ServerRoles.None,
    };
}
