"""What can happen to a board: its agencies, its people and their posts."""

from casereview.people.acts import agencies, boards, interests, persons, posts

__all__ = ["agencies", "boards", "interests", "persons", "posts"]
