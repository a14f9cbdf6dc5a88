"""What can happen in the learning: from opening the analysis to the answer of a body outside the board."""

from casereview.learning.acts import finding, opening, outside, recommending

__all__ = ["finding", "opening", "outside", "recommending"]
