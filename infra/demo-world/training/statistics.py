"""The figures that a regression report gives: Wilson intervals, balanced accuracy, the paired comparison of two versions."""

import math


def wilson(successes, count, z=1.959964):
    if count == 0:
        return 0.0, 1.0
    share = successes / count
    middle = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def balanced_accuracy(right, answered):
    """Value and one-sided 95% bounds, from counts a category."""
    shares = [r / n for r, n in zip(right, answered)]
    value = sum(shares) / len(shares)
    variance = sum(p * (1 - p) / n for p, n in zip(shares, answered)) / len(shares) ** 2
    half = 1.644854 * math.sqrt(variance)
    return value, value - half, value + half


def non_inferiority(only_old_right, only_new_right, count, delta=0.05):
    """The lower bound of (new - old), and whether it stays above -delta."""
    gain = only_new_right - only_old_right
    spread = math.sqrt(only_old_right + only_new_right - gain * gain / count)
    bound = gain / count - 1.645 * spread / count
    return bound, bound > -delta
