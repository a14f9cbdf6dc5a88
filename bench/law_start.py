"""How soon ``casereview screen`` answers, and how much memory a batch takes as it grows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

TIMES = 11
FACTS = "facts:\n  child: yes\n  in_area: yes\n  abuse_or_neglect: suspected\n  died: yes\n"
FEW, MANY = 10_000, 100_000
ANSWERS = ("yes", "suspected", "no", "")


def seconds(command: list[str], compiled: str) -> float:
    """The quickest of several runs; what the first one compiles is kept, as it would be in use."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = compiled
    found = []
    for _ in range(TIMES):
        start = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=kept)
        found.append(perf_counter() - start)
    return min(found)


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


def run() -> list[dict[str, Any]]:
    """Time the command against importing two libraries, and weigh a batch against one a tenth its size."""
    command = [sys.executable, "-m", "casereview", "screen"]
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "facts.yaml").write_text(FACTS, encoding="utf-8")
        rows(place / "few.csv", FEW)
        rows(place / "many.csv", MANY)
        framework = ["--framework", "england-scr-2013"]
        bare = seconds([sys.executable, "-c", "import yaml, pydantic"], folder)
        start = seconds([*command, str(place / "facts.yaml"), *framework, "--format", "json"], folder)
        output = ["--output", str(place / "out.csv"), *framework]
        few = megabytes([*command, "--batch", str(place / "few.csv"), *output])
        many = megabytes([*command, "--batch", str(place / "many.csv"), *output])
    return [
        {
            "name": "casereview screen, against python -c 'import yaml, pydantic' (seconds)",
            "ours": start,
            "peer": bare,
            "ratio": start / bare,
            "goal": "at most 1.5 times as long",
            "holds": start / bare <= 1.5,
        },
        {
            "name": "memory of a batch of 100,000 rows, against one of 10,000 (megabytes)",
            "ours": many,
            "peer": few,
            "ratio": many / few,
            "goal": "at most 1.1 times as much",
            "holds": many / few <= 1.1,
        },
    ]


if __name__ == "__main__":
    for line in run():
        print(line)
