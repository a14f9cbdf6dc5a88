"""``python -m torture.writer FOLDER ACTS``: do acts one by one in this very process, saying each when it is done."""

from __future__ import annotations

import os
import sys
from datetime import date

from bench.store import opened


def main(folder: str, acts: int) -> None:
    """Print ``ACK name`` only after the act is durable."""
    opened(folder)
    from casereview.acts.perform import perform
    from casereview.cases.actors import actor_of_person
    from casereview.cases.models import Case
    from casereview.people.models import Person

    case = Case.rows.select_related("board").order_by("pk").first()
    manager = actor_of_person(Person.rows.get(board=case.board, key="manager"), date.today())
    for number in range(acts):
        perform(manager, "record-telling", {"to": f"p-{number}", "what": "Told."}, to=case, on=date.today())
        os.write(1, f"ACK p-{number}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
