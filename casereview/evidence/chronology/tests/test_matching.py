"""Two accounts of one event, and one entry typed twice: every planted one is found, with few that are not so."""

from __future__ import annotations

from dataclasses import replace

from casereview.evidence.chronology.matching import duplicates, pairs
from casereview.evidence.chronology.people import recognise
from casereview.evidence.chronology.tests.made import HERE, child_m, known, row, where
from casereview.names.register import people_of
from casereview.names.replacing import Names


def test_every_planted_pair_is_found_and_one_in_three_at_most_is_not_one():
    found = [where(match.rows) for match in pairs(child_m())]

    planted = known("pairs", "entries")
    true = [one for one in found if one in planted]
    print(f"pairs: recall {len(true)} of {len(planted)}, precision {len(true)} of {len(found)}")
    assert set(true) == planted
    assert len(found) <= 1.5 * len(planted)
    assert len(found) == len(set(found))


def test_with_the_register_the_same_are_found_and_whom_both_name_counts_once():
    """The grandmother stands in the register as MGM: that both accounts write MGM is one sign and not two."""
    rows = [replace(one) for one in child_m()]
    recognise(rows, Names(people_of((HERE / "quillfeather/register.csv").read_text(encoding="utf-8"))))

    found = [where(match.rows) for match in pairs(rows)]

    assert set(found) == known("pairs", "entries")
    assert any(one.people for one in rows)


def test_every_planted_duplicate_is_found_and_one_in_three_at_most_is_not_one():
    found = [where(match.rows) for match in duplicates(child_m())]

    planted = known("duplicates", "rows")
    true = [one for one in found if one in planted]
    print(f"duplicates: recall {len(true)} of {len(planted)}, precision {len(true)} of {len(found)}")
    assert set(true) == planted
    assert len(found) <= 1.5 * len(planted)


def test_the_same_words_on_the_same_day_are_one_entry_typed_twice_however_the_day_is_written():
    first, second = row("No access.", typed="12/3/12"), row("No  access", typed="12 March 2012", number=2)

    (match,) = duplicates([first, second])

    assert match.rows == (first, second)
    assert match.why == "The same words on the same day, which is typed as '12/3/12' and '12 March 2012'."


def test_two_calls_on_one_day_at_two_times_are_two_calls():
    assert duplicates([row("Rang.", at="09:00"), row("Rang.", at="15:30", number=2)]) == []


def test_two_agencies_in_the_same_words_are_a_pair_and_not_a_duplicate():
    assert duplicates([row(), row(agency="School")]) == []


def test_rows_without_a_day_are_typed_twice_only_if_the_day_was_typed_alike():
    assert duplicates([row(first=None, typed="?"), row(first=None, typed="ongoing", number=2)]) == []
    assert (
        len(duplicates([row(first=None, typed="undated"), row(first=None, typed="Undated", number=2)])) == 1
    )


def test_a_row_is_in_one_group_at_most_with_each_other_agency():
    members = [(one.source_file, one.source_row) for match in pairs(child_m()) for one in match.rows]

    assert len(members) == len(set(members))
