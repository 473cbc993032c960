namespace NeuralMarket.Server.Portal.Display;

/// <summary>Model of the partial <c>_Upload</c>: a form that takes a package, with or without the script.</summary>
/// <param name="Action">The page that takes the form.</param>
/// <param name="Api">The address of the API that takes the file from the script, which shows progress.</param>
/// <param name="Button">What the button says.</param>
/// <param name="First">Whether it is a new submission: then a description and a note may be added.</param>
/// <param name="Problem">What was wrong with the file that was sent before.</param>
public sealed record UploadPart(string Action, string Api, string Button, bool First, NoticePart? Problem = null)
{
    /// <summary>What was typed.</summary>
    public string? Description { get; init; }

    /// <summary>What was typed.</summary>
    public string? Note { get; init; }
}
