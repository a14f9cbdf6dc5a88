"""Quick analyses that readers of a chronology ask for, each figure with the entries it stands on. Pure.

Every function takes the rows of the merged chronology and gives dataclasses whose figures are the lengths of tuples of rows, so
that a page can lead from each figure to its entries. They find words and understand nothing: each answer is a way into the
chronology and none is a finding. What the rows do not say is *not said*, never *no*.

The functions, each with its own module:

* ``who_knew_what(rows, facts)``: facts down, agencies across, in each cell the first date known.
* ``contacts_by_month(rows)``: months down, agencies across, in each cell entries, contacts with the family, contacts tried.
* ``missed(rows)``, ``moves(rows)``, ``changes_of_worker(rows)``: the entries that speak of one, with its kind.
* ``the_childs_voice(rows, names)``: seen, seen alone, spoken to, each *yes*, *no* or *not said*.
"""

from casereview.evidence.chronology.analysis.changes import (
    Found,
    changes_of_worker,
    missed,
    moves,
)
from casereview.evidence.chronology.analysis.contacts import ContactsByMonth, MonthCell, contacts_by_month
from casereview.evidence.chronology.analysis.knowing import (
    FACTS,
    Fact,
    KnownBy,
    WhoKnewWhat,
    fact_of,
    who_knew_what,
)
from casereview.evidence.chronology.analysis.voice import (
    ChildsVoice,
    Sighting,
    VoiceOfAgency,
    the_childs_voice,
)

__all__ = [
    "FACTS",
    "ChildsVoice",
    "ContactsByMonth",
    "Fact",
    "Found",
    "KnownBy",
    "MonthCell",
    "Sighting",
    "VoiceOfAgency",
    "WhoKnewWhat",
    "changes_of_worker",
    "contacts_by_month",
    "fact_of",
    "missed",
    "moves",
    "the_childs_voice",
    "who_knew_what",
]
