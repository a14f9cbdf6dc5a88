"""Errors for people: what is wrong with an answer and what to do next, never repeating what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

WORDS: dict[str, str] = {
    "missing": "Answer this question.",
    "extra_forbidden": "This is not a question of this form. Leave it out.",
    "string_too_long": "This is longer than {max_length} characters. Shorten it.",
    "string_too_short": "Write something here: it cannot be left blank.",
    "too_short": "Choose or write at least {min_length}.",
    "too_long": "There are more than {max_length} here. Leave some out.",
    "string_pattern_mismatch": "Write something here: it cannot be left blank.",
    "string_type": "Answer this question in words.",
    "date_from_datetime_parsing": "Give a day that exists, such as 27 3 2014.",
    "date_parsing": "Give a day that exists, such as 27 3 2014.",
    "date_type": "Give a day that exists, such as 27 3 2014.",
    "time_parsing": "Give a time such as 14:30.",
    "literal_error": "Choose one of the answers.",
    "bool_parsing": "Choose yes or no.",
    "bool_type": "Choose yes or no.",
    "int_parsing": "Give a whole number.",
    "int_type": "Give a whole number.",
    "greater_than_equal": "Give a number that is not less than {ge}.",
    "list_type": "Give a list.",
    "tuple_type": "Give a list.",
    "model_type": "This is not in the right shape.",
    "dict_type": "This is not in the right shape.",
}


def sentences(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each thing that is wrong: where it stands in the payload, and the sentence for it."""
    for one in error.errors(include_url=False, include_input=False):
        yield tuple(one["loc"]), sentence(one["type"], one.get("ctx") or {}, one["msg"])


def sentence(kind: str, context: dict[str, Any], message: str) -> str:
    """The sentence for one kind of error. Our own checks already speak in sentences."""
    if kind == "value_error":
        words = message.removeprefix("Value error, ")
        return (
            "Give the day as three numbers, such as 27 3 2014." if words.startswith("Give the day") else words
        )
    words = WORDS.get(kind, "This cannot be read. Look at the hint above the question.")
    return words.format(**{name: context.get(name, "") for name in ("max_length", "min_length", "ge")})
