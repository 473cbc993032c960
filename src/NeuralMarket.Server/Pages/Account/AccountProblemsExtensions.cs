using Microsoft.AspNetCore.Mvc.ModelBinding;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Server.Pages.Account;

/// <summary>Puts the market's refusals beside the fields that they are about.</summary>
internal static class AccountProblemsExtensions
{
    public static void Add(this ModelStateDictionary state, AccountOutcome.Refused refused)
    {
        foreach (var problem in refused.Problems)
            state.AddModelError(FieldOf(problem.Field), problem.Message);
    }

    private static string FieldOf(string field) => field.Length == 0 ? "" : char.ToUpperInvariant(field[0]) + field[1..];
}
