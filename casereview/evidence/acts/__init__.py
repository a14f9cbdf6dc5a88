"""What can happen to evidence: asked for, written or sent, submitted, shared with all at once."""

from casereview.evidence.acts import asking, chronologies, papers, submitting

__all__ = ["asking", "chronologies", "papers", "submitting"]
