"""The matching on accounts that it was not made on: other places, other words, near misses. Measured and stated, nothing tuned to it.

The first measure, before anything was changed for it: 11 of 12 found, none false. The one that is missed is an overdose of which one
account speaks by its treatment and the other by the call to the house. Since the words of a short account are weighed as those of a
longer one it is found too.

Twelve events that two agencies recorded, and as many pairs of rows that are near in time and in words and are of two events.
"""

from __future__ import annotations

from casereview.evidence.chronology.matching import pairs
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.tests.made import row, where

NURSERY, HOSPITAL, POLICE, CARE = (
    "Bramblewick Nursery",
    "Fennmouth General Hospital",
    "Saltmere Police",
    "Saltmere social care",
)

TOLD_TWICE = (
    ((NURSERY, "2014-02-03", "Graze to chin noticed at drop-off; dad says trampoline. Rang social worker."),
     (CARE, "2014-02-03", "Nursery telephoned: scratched chin, trampoline accident at the weekend. Logged.")),
    ((HOSPITAL, "2014-02-20", "Swallowed button battery. Endoscopy in the night, observed until Friday."),
     (CARE, "2014-02-21", "Ward sister reports toddler treated after swallowing a battery from a toy.")),
    ((POLICE, "2014-03-09", "Shouting heard by neighbour at Quay Row; father left on foot; no complaint made."),
     (CARE, "2014-03-11", "Police notification: verbal argument, Sunday, Quay Row, father left before officers came.")),
    ((NURSERY, "2014-03-25", "Not collected until 19:10; grandfather came. Mother's phone off."),
     (CARE, "2014-03-26", "Nursery informed us of late collection yesterday by grandfather.")),
    ((HOSPITAL, "2014-04-14", "Asthma attack, nebuliser, inhaler technique shown. Smoke in clothing noted."),
     (NURSERY, "2014-04-15", "Absent. Aunt says in hospital last night with breathing.")),
    ((POLICE, "2014-05-02", "Cannabis plants found in loft under warrant; two arrested; child in cot."),
     (CARE, "2014-05-02", "Officers executed warrant this morning: cannabis farm, baby present. Placed with aunt.")),
    ((CARE, "2014-05-06", "Strategy meeting chaired by Ansel Thrupp. Joint enquiry under section 47."),
     (POLICE, "2014-05-06", "Attended strategy meeting, chair Thrupp; joint section 47 agreed.")),
    ((NURSERY, "2014-06-10", "Attended review conference. Category changed to emotional abuse."),
     (CARE, "2014-06-10", "Review child protection conference: plan continues, emotional abuse.")),
    ((HOSPITAL, "2014-07-01", "Mother took paracetamol overdose, psychiatric assessment, discharged to sister."),
     (POLICE, "2014-07-01", "Welfare check: female had swallowed tablets, ambulance called, conveyed.")),
    ((POLICE, "2014-08-17", "Child found alone on promenade at 06:30, barefoot. Returned to father."),
     (CARE, "2014-08-18", "Police: child wandering by the sea early on Sunday, taken home.")),
    ((HOSPITAL, "2014-09-08", "Eye clinic: was not brought, third occasion. Copied to social worker."),
     (CARE, "2014-09-15", "Letter from eye clinic: appointment of the 8th missed again.")),
    ((HOSPITAL, "2014-10-30", "Scald to foot from bath, explanation accepted. Dressing clinic booked."),
     (NURSERY, "2014-11-03", "Foot bandaged; mother says burned in hot bath on Thursday.")),
)  # fmt: skip
NEAR_MISSES = (
    ((NURSERY, "2014-02-12", "Graze to elbow in the garden, washed."), (CARE, "2014-02-14", "Home visit; grazed wall in hall noted, landlord told.")),
    ((HOSPITAL, "2014-03-02", "Cough and cold, sent home."), (NURSERY, "2014-03-04", "Cold spell, heating repaired.")),
    ((POLICE, "2014-03-18", "Noise from party at Mill Lane."), (CARE, "2014-03-19", "Party planned for end of family group.")),
    ((NURSERY, "2014-04-02", "Settling well, sings."), (HOSPITAL, "2014-04-03", "Hearing test normal.")),
    ((POLICE, "2014-04-22", "Theft of pushchair reported by mother."), (CARE, "2014-04-24", "Grant for pushchair refused.")),
    ((HOSPITAL, "2014-05-19", "Diet sheet given to mother."), (NURSERY, "2014-05-20", "Lunch menu sent home.")),
    ((CARE, "2014-06-19", "Case transferred to Ansel Thrupp."), (POLICE, "2014-06-20", "Vehicle check, Station Road.")),
    ((NURSERY, "2014-07-10", "Trip to farm, all children."), (HOSPITAL, "2014-07-11", "Outpatients: growth satisfactory.")),
    ((CARE, "2014-07-24", "Telephone call to mother, no answer."), (POLICE, "2014-07-25", "Telephone found in Park Road.")),
    ((POLICE, "2014-09-01", "Community officer visited the school fete."), (NURSERY, "2014-09-02", "New term, new key person.")),
    ((HOSPITAL, "2014-09-22", "Blood test for iron, mother."), (CARE, "2014-09-24", "Core group, five present.")),
    ((CARE, "2014-10-09", "Supervision: review in four weeks."), (NURSERY, "2014-10-10", "Fire drill.")),
)  # fmt: skip


def accounts() -> tuple[list[Row], set[frozenset[tuple[str, int]]]]:
    rows: list[Row] = []
    planted = set()
    for told, same in ((TOLD_TWICE, True), (NEAR_MISSES, False)):
        for both in told:
            two = [
                row(event, day, agency=agency, number=len(rows) + place)
                for place, (agency, day, event) in enumerate(both, 1)
            ]
            rows += two
            if same:
                planted.add(where(two))
    return rows, planted


def test_on_accounts_it_was_not_made_on_most_are_found_and_few_are_false():
    rows, planted = accounts()
    found = {where(match.rows) for match in pairs(rows)}
    true = len(found & planted)
    print(f"held out: recall {true} of {len(planted)}, precision {true} of {len(found)}")
    assert (true, len(planted)) >= (11, 12)
    assert len(found) - true == 0
