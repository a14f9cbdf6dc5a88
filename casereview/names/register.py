"""The register as a file that boards can make in any spreadsheet: ``id,name,other_names,date_of_birth,public_name,role``. Pure."""

from __future__ import annotations

import csv
import io

from casereview.names.replacing import Person

COLUMNS = ("id", "name", "other_names", "date_of_birth", "public_name", "role")
NEEDED = ("id", "name", "public_name")


class CannotReadRegister(ValueError):
    """The file is no register. One sentence for whoever made it; it names a row, never a person."""


def people_of(text: str) -> list[Person]:
    """The people of a register, in its order; several other names in a cell are divided by semicolons.

    >>> people_of("id,name,other_names,public_name\\nP1,Ada Vexley,Addie;Baby Vexley,Child A\\n")
    [Person(key='P1', name='Ada Vexley', public_name='Child A', other_names=('Addie', 'Baby Vexley'))]

    Raises:
        CannotReadRegister: a column is missing, a row has no id or no public name, or an id stands twice.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise CannotReadRegister(
            f"The register has no column '{missing[0]}'. Its first row has to be: {','.join(COLUMNS)}"
        )
    people: dict[str, Person] = {}
    for number, row in enumerate(rows, 2):
        said = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not any(said.values()):
            continue
        for name in ("id", "public_name"):
            if not said[name]:
                raise CannotReadRegister(f"Row {number} of the register has no {name}.")
        if said["id"] in people:
            raise CannotReadRegister(f"Row {number} of the register has an id that an earlier row has.")
        others = tuple(one.strip() for one in said["other_names"].split(";") if one.strip())
        people[said["id"]] = Person(said["id"], said["name"], said["public_name"], others)
    return list(people.values())
