"""What can happen to a review: terms, timetable, proceedings, meetings, the family."""

from casereview.reviews.acts import family, meeting, proceeding, task, terms, timetable

__all__ = ["family", "meeting", "proceeding", "task", "terms", "timetable"]
