"""What can happen to responses and actions: answered, planned, reported, verified, dropped, looked at again."""

from casereview.actions.acts import owning, planning, responding, undoing, verifying

__all__ = ["owning", "planning", "responding", "undoing", "verifying"]
