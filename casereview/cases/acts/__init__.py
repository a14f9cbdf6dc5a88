"""What can happen to a case from its notification to the people appointed to it, and how anything is corrected."""

from casereview.cases.acts import appointing, corrections, deciding, information, notifying, screening, timing

__all__ = ["appointing", "corrections", "deciding", "information", "notifying", "screening", "timing"]
