"""Casereview runs a safeguarding board's serious case review, from the first notification to the last action."""

__version__ = "0.1.0"
