"""What a payload lets somebody say fits the column that keeps it: SQLite would not tell, PostgreSQL would."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

import pytest
from django.apps import apps

from casereview.acts.registry import ACTS
from casereview.acts.tables import Table
from casereview.web.questions import bare


def words_of(annotation: Any) -> set[str]:
    """The fixed answers that a payload's field allows."""
    kind = bare(annotation)
    if get_origin(kind) in (list, tuple):
        kind = get_args(kind)[0]
        kind = get_args(kind)[0] if hasattr(kind, "__metadata__") else kind
    return {str(word) for word in get_args(kind)} if get_origin(kind) is Literal else set()


def columns() -> dict[str, int]:
    """The shortest text column of each name, over all tables."""
    found: dict[str, int] = {}
    for model in apps.get_models():
        if issubclass(model, Table):
            for column in model._meta.concrete_fields:
                if limit := getattr(column, "max_length", None):
                    found[f"{model._meta.app_label}.{column.name}"] = min(
                        limit, found.get(f"{model._meta.app_label}.{column.name}", limit)
                    )
    return found


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_fixed_answer_fits_its_column(name):
    act, limits = ACTS[name], columns()

    too_long = [
        (field, word)
        for field, info in act.payload.model_fields.items()
        for word in words_of(info.annotation)
        if len(word) > limits.get(f"{act.capability}.{field}", 1000)
    ]

    assert too_long == []
