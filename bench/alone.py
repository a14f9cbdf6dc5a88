"""Work in a process of its own, so that no benchmark finds what another left behind, and each store has its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from typing import Any

from bench.measure import Line


def fresh(start: Callable[..., None] | None = None, *given: Any) -> ProcessPoolExecutor:
    """One new process that begins with ``start(*given)`` and then does what is submitted to it, in order."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), start, given)


def lines_of(module: str) -> list[Line]:
    """The lines of one benchmark."""
    found: list[Line] = import_module(module).run()
    return found


def run_alone(module: str) -> list[Line]:
    """Run one benchmark in a fresh process."""
    with fresh() as process:
        return process.submit(lines_of, module).result()
