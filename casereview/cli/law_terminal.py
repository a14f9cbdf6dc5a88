"""What the commands ``screen``, ``clocks`` and ``frameworks`` share: errors in one sentence, and printing."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from casereview.law.strict_yaml import BadInput, printable

if TYPE_CHECKING:
    from casereview.law.model import Framework

DONE, NOT_ALL, BAD_INPUT = 0, 1, 2


class RawDescription(argparse.RawDescriptionHelpFormatter):
    """Help that keeps an example's lines, 100 characters wide without asking the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Stop with what is wrong, and where help is."""
        raise BadInput(f"{self.prog}: {message.rstrip('.')}; '{self.prog} --help' shows an example.")


def run(command: Callable[[list[str]], int], argv: list[str]) -> int:
    """Run a command. Bad input is one sentence on standard error and exit status 2; nothing has been done."""
    try:
        return command(argv)
    except ValueError as problem:
        if not isinstance(problem, _mistakes()):
            raise
        print(printable(str(problem)), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever was reading has closed the pipe. Nothing more is said, at the interpreter's end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_ALL


def _mistakes() -> tuple[type[ValueError], ...]:
    """What a person who typed a command can put right. A command that needs no law does not wait for it to be loaded."""
    from casereview.law.clocks import BadClock
    from casereview.law.frameworks import UnknownFramework
    from casereview.law.working_days import BeyondTheTable

    return BadInput, UnknownFramework, BadClock, BeyondTheTable


def framework_named(name: str) -> Framework:
    """A framework by its id, or from a file of your own where the name ends in ``.yaml``."""
    from casereview.law.frameworks import load, load_file

    return load_file(name) if Path(name).suffix in (".yaml", ".yml") else load(name)


def print_json(answer: Any) -> None:
    """JSON alone on standard output, in UTF-8 whatever the terminal is set to."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(answer, indent=2, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


def print_text(lines: list[str]) -> None:
    """Lines of text, in UTF-8 whatever the terminal is set to."""
    sys.stdout.flush()
    sys.stdout.buffer.write("\n".join(lines).encode() + b"\n")
    sys.stdout.buffer.flush()
