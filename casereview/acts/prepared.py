"""A question to the database that is asked in every act: Django puts its SQL together once, and it is asked with other values.

To put a query together takes Django several times as long as an embedded store takes to answer it. Only the words are kept,
never an answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ValuesIterable, get_related_populators

MOST = 16
"""Values of a question whose words are kept: nobody fills the memory by asking for one more each time."""


class Prepared:
    """A query of one shape, asked with values that differ.

    Args:
        query: what makes it from its values: whole numbers and texts, each compared with a column as it stands. It gives rows
            of one table, with what ``select_related`` brings, or the tuples of ``values_list``.
    """

    def __init__(self, query: Callable[..., QuerySet[Any, Any]]) -> None:
        self.query = query
        self._of_this_thread = threading.local()

    def __call__(self, *values: int | str) -> list[Any]:
        """Ask with these values, now."""
        if len(values) > MOST:
            return _Words(self.query, values).answer(values)
        kept: dict[int, _Words] = self._of_this_thread.__dict__.setdefault("words", {})
        words = kept.get(len(values))
        if words is None or words.connection is not _here():
            words = kept[len(values)] = _Words(self.query, values)
        return words.answer(values)

    def first(self, *values: int | str) -> Any:
        """The first row, or None."""
        return next(iter(self(*values)), None)


class Again:
    """Questions that somebody asks the same way at every visit, such as what waits for them: the words of each are kept whole.

    Args:
        most: questions whose words are kept for each thread, those that were asked last.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._of_this_thread = threading.local()

    def __call__(
        self, about: Hashable, query: Callable[[], QuerySet[Any, Any]], most: int | None = None
    ) -> tuple[list[Any], int]:
        """Ask, now.

        Args:
            about: all that the query is made from: what differs in anything is another question. No row of the store may be.
            query: what makes it: rows of one table, or dictionaries or tuples of some columns.
            most: so many rows are made, and the others counted.

        Returns:
            the rows, and how many there are.
        """
        kept: OrderedDict[Hashable, _Words | None] = self._of_this_thread.__dict__.setdefault(
            "words", OrderedDict()
        )
        here = _here()
        if about not in kept or ((words := kept[about]) and words.connection is not here):
            try:
                kept[about] = _Words(lambda: query(), ())
            except EmptyResultSet:  # nothing can be found, whatever stands in the store
                kept[about] = None
            if len(kept) > self.most:
                kept.popitem(last=False)
        kept.move_to_end(about)
        words = kept[about]
        found = words.found(()) if words else []
        return words.made_of(found[:most]) if words else [], len(found)


class _Words:
    """The SQL of a query on one connection, where in it the values go, and what is made of a row."""

    def __init__(self, query: Callable[..., QuerySet[Any, Any]], values: Sequence[int | str]) -> None:
        self.connection = _here()
        marks = [_mark(value, at) for at, value in enumerate(values)]
        rows: Any = query(*marks)
        compiler = rows.query.get_compiler(connection=self.connection)
        self.sql, params = compiler.as_sql()
        self.params = [(marks.index(one), None) if one in marks else (None, one) for one in params]
        if not {at for at, _ in self.params} >= set(range(len(marks))):
            raise ValueError("A prepared query compares each of its values as it stands.")
        self.converters = compiler.get_converters(
            [found for found, *_ in compiler.select[: compiler.col_count]]
        )
        self.made = _maker(compiler) if rows._fields is None else _columns(rows)

    def answer(self, values: Sequence[int | str]) -> list[Any]:
        """What is found, as Django makes it."""
        return self.made_of(self.found(values))

    def found(self, values: Sequence[int | str]) -> list[Any]:
        """What is found, as the database gives it."""
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, [fixed if at is None else values[at] for at, fixed in self.params])
            return cursor.fetchall()

    def made_of(self, found: list[Any]) -> list[Any]:
        """What Django makes of rows."""
        if self.converters:
            found = [self._converted(list(row)) for row in found]
        return [self.made(row) for row in found]

    def _converted(self, row: list[Any]) -> list[Any]:
        """What the database gave as Django reads it: the compiler does the same, and is too large to keep."""
        for at, (converters, expression) in self.converters.items():
            for converter in converters:
                row[at] = converter(row[at], expression, self.connection)
        return row


def _here() -> Any:
    """The connection of this thread."""
    return connections[DEFAULT_DB_ALIAS]


def _mark(value: int | str, at: int) -> int | str:
    """What stands for a value while the words are put together."""
    return 1_900_000_000 + at if isinstance(value, int) else f"the value of a prepared query at {at}"


def _columns(rows: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a tuple of some columns, or a dictionary of them, as ``QuerySet`` does."""
    if not issubclass(rows._iterable_class, ValuesIterable):
        return tuple
    names = list(rows.query.selected or rows._fields)
    return lambda row: dict(zip(names, row, strict=True))


def _maker(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes a row of the table, and of those that are read beside it, as ``QuerySet`` does."""
    info = compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    table, names = info["model"], [found[0].target.attname for found in compiler.select[first:last]]
    related: Any = get_related_populators  # the types are of a later Django, which wants more
    beside = related(info, compiler.select, DEFAULT_DB_ALIAS)

    def made(row: Sequence[Any]) -> Any:
        thing = table.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for one in beside:
            one.populate(row, thing)
        return thing

    return made
