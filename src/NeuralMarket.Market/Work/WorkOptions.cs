using FluentValidation;

namespace NeuralMarket.Market.Work;

/// <summary>How work is found and spread (section <c>Work</c>).</summary>
public sealed class WorkOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Work";

    /// <summary>Seconds between two looks at what the rows say is due.</summary>
    public double SweepSeconds { get; set; } = 15;

    /// <summary>
    /// Seconds for which a worker has a submission before another one may take it; a living worker renews it. So long the work of a killed one lies still.
    /// </summary>
    public double LeaseSeconds { get; set; } = 30;

    /// <summary>How many submissions are advanced at once, tests apart.</summary>
    public int Workers { get; set; } = 2;

    /// <summary>How many submissions are tested at once.</summary>
    public int Testers { get; set; } = 2;
}

/// <summary>Checks <see cref="WorkOptions"/>.</summary>
public sealed class WorkOptionsRules : AbstractValidator<WorkOptions>
{
    /// <summary>Lists the rules.</summary>
    public WorkOptionsRules()
    {
        RuleFor(options => options.SweepSeconds).InclusiveBetween(0.1, 3600);
        RuleFor(options => options.LeaseSeconds).InclusiveBetween(1, 600);
        RuleFor(options => options.Workers).InclusiveBetween(1, 64);
        RuleFor(options => options.Testers).InclusiveBetween(1, 64);
    }
}
