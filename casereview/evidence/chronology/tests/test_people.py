"""Who is named in a chronology, and the chronology with public names."""

from __future__ import annotations

from pathlib import Path

from casereview.evidence.chronology.people import recognise, with_public_names
from casereview.evidence.chronology.tests.made import child_m, row
from casereview.names.register import people_of
from casereview.names.replacing import Names
from casereview.names.rules import find, names_of

REGISTER = people_of((Path(__file__).parent / "quillfeather/register.csv").read_text(encoding="utf-8"))


def test_people_are_recognised_and_no_text_is_changed():
    rows = child_m()
    before = [(one.date_text, one.source, one.event) for one in rows]

    recognise(rows, Names(REGISTER))

    assert [(one.date_text, one.source, one.event) for one in rows] == before
    first = rows[0]
    assert first.event.startswith(
        "Report of raised voices at the flat. DC Osric Penhallow attended, Mr Pottlesby"
    )
    assert first.people == ("P7", "P4")


def test_no_name_of_the_register_is_left_in_any_cell():
    made, problems = with_public_names(child_m(), Names(REGISTER))

    every = [n for one in REGISTER for n in names_of(one.key, one.name, one.other_names, one.public_name)]
    for one in made:
        for text in (one.agency, one.source_file, one.event, one.source, *one.other.values()):
            assert list(find(text, every)) == []
    assert {problem.why.split(".")[0] for problem in problems} <= {
        "May be somebody's initials",
        "May be a name of the register in another spelling",
    }


def test_a_file_and_a_heading_that_hold_a_name_do_not_carry_it_out():
    named = row("Seen.", agency="Larkspur Surgery", other={"Merryn seen?": "yes", "Child M seen?": "no"})

    (made,), _ = with_public_names([named], Names(REGISTER))

    assert made.agency == "GP 1 Surgery"
    assert made.source_file == "GP 1 Surgery.csv"
    assert made.other == {"Child M seen?": "yes", "Child M seen? (2)": "no"}
