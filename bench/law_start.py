"""How soon ``casereview screen`` answers, and how much memory a batch takes as it grows."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Line, Work, at_most, by_turns

TIMES = 11
FACTS = "facts:\n  child: yes\n  in_area: yes\n  abuse_or_neglect: suspected\n  died: yes\n"
FEW, MANY = 10_000, 100_000
ANSWERS = ("yes", "suspected", "no", "")


def calling(command: list[str], compiled: str) -> Work:
    """Run a command, keeping what it compiles, as it would be in use."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = compiled
    return partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL, env=kept)


def rows(path: Path, number: int) -> None:
    """A file of many cases, no two neighbours alike."""
    facts = ("child", "in_area", "abuse_or_neglect", "died", "seriously_harmed", "concern_working_together")
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f"id,{','.join(facts)}\n")
        for row in range(number):
            cells = (ANSWERS[(row // (4**place)) % 4] for place in range(len(facts)))
            stream.write(f"{row},{','.join(cells)}\n")


def megabytes(command: list[str]) -> float:
    """The most memory that a command held at one time."""
    code = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    found = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True)
    # macOS counts bytes where Linux counts kilobytes.
    return int(found.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run() -> list[Line]:
    """Time the command against importing two libraries, and weigh a batch against one a tenth its size."""
    command = [sys.executable, "-m", "casereview", "screen"]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "facts.yaml").write_text(FACTS, encoding="utf-8")
        rows(place / "few.csv", FEW)
        rows(place / "many.csv", MANY)
        framework = ["--framework", "england-scr-2013"]
        screen = [*command, str(place / "facts.yaml"), *framework, "--format", "json"]
        libraries = [sys.executable, "-c", "import yaml, pydantic"]
        start, bare = by_turns(calling(screen, folder), calling(libraries, folder), rounds=TIMES)
        output = ["--output", str(place / "out.csv"), *framework]
        few = megabytes([*command, "--batch", str(place / "few.csv"), *output])
        many = megabytes([*command, "--batch", str(place / "many.csv"), *output])
    return [
        at_most("casereview screen, against python -c 'import yaml, pydantic' (seconds)", start, bare, 1.5),
        at_most("memory of a batch of 100,000 rows, against one of 10,000 (megabytes)", many, few, 1.1),
    ]
