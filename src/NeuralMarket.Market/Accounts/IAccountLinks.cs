namespace NeuralMarket.Market.Accounts;

/// <summary>Makes the absolute addresses that mails about accounts lead to.</summary>
public interface IAccountLinks
{
    /// <summary>Where a new account's owner proves the address.</summary>
    Uri ConfirmEmail(Guid accountId, string token);

    /// <summary>Where a password is chosen, once.</summary>
    Uri SetPassword(Guid accountId, string token);

    /// <summary>Where one signs in.</summary>
    Uri SignIn();
}
