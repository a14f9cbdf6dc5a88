"""Public names in place of real ones: whole words, possessives, and nothing decided that a person should decide."""

from __future__ import annotations

import pytest

from casereview.names.register import CannotReadRegister, people_of
from casereview.names.replacing import SHARED, Names

REGISTER = """id,name,other_names,date_of_birth,public_name,role
P1,Merryn Quillfeather,Baby Quillfeather,2010-11-02,Child M,child
P2,Tansy Quillfeather,Tans,2005-06-19,Sibling 1,sibling
P3,Isolde Quillfeather,Miss Quillfeather,1988-02-27,Mother,mother
P6,Alaric Bramblethwaite,PC Bramblethwaite,,Police officer 1,police
P10,Fay Minchcombe,,,Nursery nurse 1,nursery nurse
P19,Imre Hollis,Dr Hollis,,GP 2,GP
P20,May Hope,Mrs Hope,,Neighbour 1,neighbour
"""


@pytest.fixture
def names() -> Names:
    return Names(people_of(REGISTER))


@pytest.mark.parametrize(
    ("typed", "outside"),
    [
        ("Merryn's bruise; MERRYN’S cot.", "Child M's bruise; Child M’S cot."),
        ("Quillfeather, Merryn was seen", "Child M was seen"),
        ("Merryn\nQuillfeather", "Child M"),
        ("Mer\u00adryn was asleep", "Child M was asleep"),
        ("Dr Imre Hollis' letter", "GP 2's letter"),
        ("DC Alaric Bramblethwaite rang", "Police officer 1 rang"),
        ("Nursery nurse Fay Minchcombe called", "Nursery nurse 1 called"),
        ("Sibling 1 (Tansy) present", "Sibling 1 present"),
        ("the Merrynside clinic", "the Merrynside clinic"),
        ("told by Mrs Hope", "told by Neighbour 1"),
        ("asked, and Hope agreed", "asked, and Neighbour 1 agreed"),
        ("  two  spaces\tkept \n", "  two  spaces\tkept \n"),
    ],
)
def test_a_name_is_replaced_as_a_whole_word_and_all_else_stays(names: Names, typed: str, outside: str):
    assert names.outside(typed).text == outside


def test_a_name_that_several_have_names_the_family_and_is_reported(names: Names):
    found = names.outside("The Quillfeathers moved. Mrs Quillfeather rang.")

    assert found.text == f"The {SHARED} moved. {SHARED} rang."
    assert [(doubt.kind, doubt.found) for doubt in found.doubts] == [
        ("shared", "Quillfeathers"),
        ("shared", "Quillfeather"),
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "keys"),
    [
        ("M.Q. was seen", "initials", ("P1",)),
        ("MQ was seen", "initials", ("P1",)),
        ("Bramblethwayte rang", "spelling", ("P6",)),
        ("In May the board met", "word", ("P20",)),
    ],
)
def test_what_only_may_be_a_name_is_left_and_reported(
    names: Names, typed: str, kind: str, keys: tuple[str, ...]
):
    found = names.outside(typed)

    assert found.text == typed
    assert [(doubt.kind, doubt.keys) for doubt in found.doubts] == [(kind, keys)]


def test_people_are_recognised_by_either_name_and_not_by_one_that_several_have(names: Names):
    assert names.recognised("Mother and Merryn seen with Dr Hollis; Quillfeather file.") == (
        "P3",
        "P1",
        "P19",
    )
    assert names.recognised("mother was out, hope was lost") == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,public_name\nA,B\n", "no column 'id'"),
        ("id,name,public_name\nP1,Ada,\n", "Row 2 of the register has no public_name"),
        ("id,name,public_name\nP1,Ada,A\nP1,Bea,B\n", "Row 3 of the register has an id"),
    ],
)
def test_a_register_that_cannot_be_right_is_refused_without_naming_anybody(text: str, why: str):
    with pytest.raises(CannotReadRegister, match=why) as refused:
        people_of(text)

    assert "Ada" not in str(refused.value) and "Bea" not in str(refused.value)
