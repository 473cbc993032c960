namespace NeuralMarket.Market.Submissions;

/// <summary>Where a submission stands on the road. Closed; what may follow what stands in <see cref="SubmissionTransitions"/>.</summary>
public enum SubmissionState
{
    /// <summary>It has arrived and is in quarantine.</summary>
    Received,

    /// <summary>It came by mail from an unproven sender, who was asked.</summary>
    AwaitingConfirmation,

    /// <summary>The package's rules are being checked.</summary>
    Validating,

    /// <summary>The package breaks rules; the author mends it.</summary>
    Invalid,

    /// <summary>The regression test runs.</summary>
    Testing,

    /// <summary>There are too few held-out images to decide.</summary>
    AwaitingImages,

    /// <summary>The regression test says no.</summary>
    Failed,

    /// <summary>It waits for its reviewer.</summary>
    AwaitingReview,

    /// <summary>A reviewer has it open.</summary>
    InReview,

    /// <summary>The reviewer asks for changes.</summary>
    ChangesRequested,

    /// <summary>A reviewer said yes; it is published next.</summary>
    Approved,

    /// <summary>It is in the catalogue. Final.</summary>
    Published,

    /// <summary>A reviewer said no. Final, but for an appeal.</summary>
    Rejected,

    /// <summary>The author took it back. Final.</summary>
    Withdrawn,

    /// <summary>Nobody acted in time. Final.</summary>
    Expired,
}

/// <summary>What happens to a submission.</summary>
public enum SubmissionEvent
{
    /// <summary>The sender is known.</summary>
    Accepted,

    /// <summary>The sender is not proven and was asked.</summary>
    ConfirmationRequested,

    /// <summary>The sender confirmed.</summary>
    Confirmed,

    /// <summary>No rule is broken.</summary>
    FoundValid,

    /// <summary>A rule is broken.</summary>
    FoundInvalid,

    /// <summary>The verdict lets a person decide.</summary>
    PassedToReview,

    /// <summary>There are too few held-out images.</summary>
    ImagesMissing,

    /// <summary>The verdict is fail.</summary>
    TestFailed,

    /// <summary>A curator added images.</summary>
    ImagesArrived,

    /// <summary>No curator added images in time; it goes on with what there is.</summary>
    ImagesOverdue,

    /// <summary>The author sent the next attempt.</summary>
    Resubmitted,

    /// <summary>The author asks for a second look.</summary>
    Appealed,

    /// <summary>A reviewer opened it.</summary>
    Claimed,

    /// <summary>The reviewer gave it back, or had it open for too long.</summary>
    Released,

    /// <summary>The reviewer's yes.</summary>
    Approve,

    /// <summary>The reviewer's yes, but.</summary>
    RequestChanges,

    /// <summary>The reviewer's no.</summary>
    Reject,

    /// <summary>It enters the catalogue.</summary>
    Publish,

    /// <summary>Between test and publication another submission took its id, or overtook its version.</summary>
    NameTaken,

    /// <summary>The author takes it back.</summary>
    Withdraw,

    /// <summary>The deadline passed.</summary>
    DeadlinePassed,
}

/// <summary>Who acts next.</summary>
public enum StateOwner
{
    /// <summary>The market itself.</summary>
    System,

    /// <summary>Whoever sent it.</summary>
    Author,

    /// <summary>The assigned reviewer.</summary>
    Reviewer,

    /// <summary>Those who keep the held-out images.</summary>
    Curator,
}

/// <summary>How a submission came.</summary>
public enum SubmissionChannel
{
    /// <summary>Through the portal, the API or the command line.</summary>
    Upload,

    /// <summary>As a mail's attachment.</summary>
    Mail,
}
