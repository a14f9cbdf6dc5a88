"""What a trial says: a sentence, and whether it is as it should be. None is: it could not be tried here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of a trial."""

    said: str
    holds: bool | None
