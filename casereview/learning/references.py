"""How payloads name findings, lessons, recommendations and themes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casereview.access.policy import Actor
from casereview.acts.references import Choice, referable, referable_rows
from casereview.learning.themes import every_theme


def _themes(subject: Any, actor: Actor) -> Iterable[Choice]:
    return [Choice(theme.code, f"{theme.code} {theme.text}") for theme in every_theme()]


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:90]}…"


referable_rows("finding", lambda row: _short(row.text))
referable_rows("lesson", lambda row: _short(row.text))
referable_rows("recommendation", lambda row: _short(row.text))
referable("theme", _themes)
