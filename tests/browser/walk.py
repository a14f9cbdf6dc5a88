"""The walk: one review, from the first notification to the last action in place, each step by whoever does it.

Nobody here types an address or a key: every step begins at somebody's home page or at a room of the case, and finds
its way by the words on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests.browser.visitor import Visitor

FILES = Path(__file__).resolve().parents[2] / "journals" / "invented" / "files"
POLICE, SOCIAL_CARE = "Larkhaven Police", "Larkhaven Children's Social Care"
LEAD, AUTHOR, TEAM = "Independent Safeguarding Lead", "Overview Report Author", "Review Team member"
CHILD = "Zebedee Quillan-ZQ"


class Walk:
    """A new case at a board, and the people who take it through its life.

    A review lasts months: what each step says was done on its own day, counted back from today.

    Args:
        person: gives somebody by their key at the board (``chair``), signed in.
        today: the day on which all of it is entered.
    """

    def __init__(self, person: Callable[[str], Visitor], today: date) -> None:
        self.signed_in, self.today, self.code = person, today, ""
        self.on = today

    def person(self, who: str) -> Visitor:
        """Somebody by their key; what they enter was done on the day of the step."""
        visitor = self.signed_in(who)
        visitor.on = self.on
        return visitor

    def days(self, number: int) -> date:
        """A day so many days from today."""
        return self.today + timedelta(days=number)

    def at(self, who: str, *rooms: str) -> Visitor:
        """Somebody, at a room of the case."""
        return self.person(who).goes_to(self.code, *rooms)

    # -- 1 to 3: notify, screen, decide -------------------------------------------------------------------------

    def notify(self) -> None:
        """1. Somebody at an agency tells the board of a serious incident, and gets a code."""
        self.on = self.days(-90)
        notifier = self.person("notifier").goes_home()
        notifier.does(
            "Notify the board of a serious incident",
            {
                "What happened?": "A child of two was found not breathing at home and died in hospital. Bruises were seen.",
                "On which day did it happen?": self.days(-93),
                "On which day did the local authority become aware of it?": self.days(-93),
                "Which agencies are known to be involved?": [POLICE, SOCIAL_CARE],
                "What is known?": "The family was known to health visiting.",
                "What is not known?": "Who was in the home that night.",
                "Are other children safe now?": "Yes",
                "What was done to make them safe, and by whom?": "A sibling is with relatives; social care saw them.",
            },
            groups={
                "Child or adult": [{"Initials": "ZQ", "Name": CHILD, "Date of birth": date(2024, 9, 25)}]
            },
        )
        found = re.search(r"[A-Z]+-\d{4}", notifier.text)
        assert found, notifier.text
        self.code = found[0]

    def screen(self) -> None:
        """2. The manager asks the agencies and records the facts; the criteria answer."""
        self.on = self.days(-89)
        manager = self.person("manager").goes_home().sees(f"{self.code}: Check for a duplicate")
        manager.follows(f"{self.code}: Check for a duplicate, then record the facts")
        manager.sees("The criteria cannot say yet", "Is abuse or neglect of the child known or suspected?")
        manager.does("Record that the notification went to the national Panel")
        manager.does(
            "Ask agencies for information",
            {
                "Which agencies do you ask?": [POLICE, SOCIAL_CARE],
                "What do you ask?": "What do you hold of the family in the last two years?",
                "By which day?": self.days(-82),
            },
        )
        reply = "Record an agency's reply"
        manager.follows(f"Record the reply of {POLICE}")
        by_mail = {"How did it come?": "E-mail"}
        manager.fills(
            reply,
            {
                "What came back?": "They sent what they hold",
                "What they said": "Four calls to the address in fourteen months.",
                "Entered on behalf of": POLICE,
                **by_mail,
            },
        )
        manager.follows(f"Chase {SOCIAL_CARE}").fills("Chase a request for information")
        manager.follows(f"Record the reply of {SOCIAL_CARE}")
        manager.fills(
            reply,
            {
                "What came back?": "They searched and hold nothing",
                "Entered on behalf of": SOCIAL_CARE,
                **by_mail,
            },
        )
        manager.sees("Searched, nothing held").follows("Record what is known")
        for question, answer in {
            "Was the child born, and under 18": "Yes",
            "Did it happen in this board's area": "Yes",
            "Is abuse or neglect of the child known": "Suspected",
            "Has the child died?": "Yes",
        }.items():
            manager.says({question: answer})
        manager.fills("Record these facts").sees("review must be considered", "abused or neglected")

    def decide(self) -> None:
        """3. The three partners decide, in writing, with reasons; the national body is told."""
        self.on = self.days(-80)
        chair = self.person("chair").goes_home()
        chair.follows(f"{self.code}: Decide whether to hold a review")
        chair.does(
            "Decide whether to hold a review",
            {
                "What have you decided?": "Hold this review",
                "Your reasons": "The criteria are met, and agencies can learn how they worked together.",
            },
        )
        for partner in ("chair-health", "chair-police"):
            self.person(partner).goes_home()
            self.at(partner, "Decision").does(
                "Sign the decision", {"Do you sign?": "Yes, I have read the decision and sign it"}
            )
        manager = self.at("manager", "Decision").sees(
            "It was decided to hold a review", "Signed by Corin Ashgrove"
        )
        manager.does(
            "Record that somebody was told",
            {
                "Who was told?": "The national Panel",
                "What were they told?": "The decision to hold a review",
                "Is this the national body that the framework names?": True,
            },
        )

    # -- 4 and 5: commission, proceedings and holds -------------------------------------------------------------

    def appoint(self, who: str, role: str, agency: str = "") -> None:
        """The manager appoints; the person accepts and declares; the chair confirms with the board's agreement."""
        answers = {"Whom do you appoint?": self.person(who).name, "As what?": role}
        if agency:
            answers["For which agency?"] = agency
        self.at("manager", "People").does("Appoint somebody to this case", answers)
        invited = self.person(who).goes_home()
        invited.follows(f"{self.code}: Say whether you will be {role}").fills("Accept an appointment")
        invited.goes_home().follows(f"{self.code}: Declare your interests")
        invited.fills(
            "Declare interests",
            {"Your interests": "None.", "Is there a conflict with this appointment?": False},
        )
        chair = self.person("chair").goes_home().follows(f"{self.code}: Confirm the {role}")
        chair.fills("Confirm an appointment", {"The board's agreement": "Board, by correspondence."})

    def commission(self) -> None:
        """4. Lead, author and team are appointed; the terms are agreed; the plan is counted back from the target."""
        self.on = self.days(-70)
        manager = self.at("manager", "People").follows("Appoint somebody to this case")
        manager.is_refused(
            "Appoint somebody to this case",
            {"Whom do you appoint?": f"{POLICE} safeguarding lead", "As what?": LEAD},
            "independent",
        )
        self.appoint("lead", LEAD)
        self.appoint("author", AUTHOR)
        self.appoint("team", TEAM)
        lead = self.at("lead", "Timetable")
        lead.does(
            "Draft the terms of reference",
            {
                "Purpose": "To learn how agencies worked together, and to improve practice here. It is not to blame anybody.",
                "From which day does the review look?": date(2024, 1, 20),
                "To which day?": self.days(-93),
                "Why this period?": "From the pregnancy, when agencies first knew the family, to the day of the incident.",
                "Questions": "What was life like for the child?\nHow was information shared?\nWhat helped?",
                "How is the family asked to take part?": "Both parents are asked by letter, with an advocate.",
                "Method, and why it is proportionate": "Reports, a merged chronology and one learning event.",
            },
            groups={
                "Agencies": [
                    {"Agency": name, "What does it give?": "A report and a chronology"}
                    for name in (POLICE, SOCIAL_CARE)
                ]
            },
        )
        chair = self.at("chair", "Timetable")
        chair.does("Agree the terms of reference", {"The board's agreement": "Board meeting, minute 4."})
        self.at("manager", "Timetable").does("Make the plan of steps")

    def hold(self) -> None:
        """5. A trial runs beside the review: publication is held, and only a recorded act lifts the hold."""
        self.on = self.days(-60)
        manager = self.at("manager", "Timetable")
        manager.does(
            "Record proceedings beside the review",
            {
                "What runs beside the review?": "Criminal trial",
                "Whom does the board speak to?": "The officer in the case",
                "Next date, such as the trial": self.days(40),
            },
        )
        manager.does(
            "Place a hold",
            {
                "What is held?": "Publication",
                "Why?": "A jury must not read of the review.",
                "Who asked for it?": "The prosecutor",
            },
        )
        manager.sees("Hold on publication")

    def move_the_target(self) -> None:
        """5. The target moves with its cause; what was learnt meanwhile goes out, and an immediate action starts."""
        self.on = self.days(-58)
        self.at("manager", "Timetable").does(
            "Move the target date",
            {
                "To which day is the target moved?": self.days(240),
                "What is the cause?": "Criminal trial",
                "Reasons": "The trial is listed for January.",
                "Who agreed?": "The board, minute 5",
            },
        ).sees("It was moved once", "Criminal trial")

    # -- 6: gather -----------------------------------------------------------------------------------------------

    def gather(self) -> None:
        """6. Each agency writes or sends what it knew; the lead accepts, sends back, and shares with all at once."""
        self.on = self.days(-50)
        for who, agency in (("police-lead", POLICE), ("social-care-lead", SOCIAL_CARE)):
            self.appoint(who, "Agency lead", agency)
        self.at("lead", "Evidence").does(
            "Ask the agencies",
            {
                "Which agencies do you ask?": [POLICE, SOCIAL_CARE],
                "By which day?": self.days(-30),
                "Guidance": "Significant events in the period of the terms; say where there was no contact.",
            },
        )
        police = self.person("police-lead").goes_home()
        police.follows(f"{self.code}: Send your chronology and report")
        police.does(
            "Import a chronology", {"The file": FILES / "small-police.csv", "Whose chronology?": POLICE}
        )
        police.does("Submit a chronology", {"Whose chronology?": POLICE})
        police.does(
            "Submit an agency's report",
            {
                "Whose report?": POLICE,
                "The report": "Officers came to the address four times.\n\nEach call was closed on its own.",
                "Who signed it off in the agency?": "Director of quality",
            },
        )
        care = self.person("social-care-lead").goes_home()
        care.follows(f"{self.code}: Send your chronology and report").does_not_see("Each call was closed")
        for day, event in (
            ("3 March 2025", "A referral was closed without a visit."),
            ("June 2025", "No history was read."),
        ):
            care.goes_to(self.code, "Chronology").does(
                "Add an entry to a chronology",
                {
                    "Whose chronology?": SOCIAL_CARE,
                    "Date": day,
                    "What happened": event,
                    "Source": "Case file",
                },
            )
        care.goes_to(self.code, "Evidence")
        care.does("Submit a chronology", {"Whose chronology?": SOCIAL_CARE})
        report = {
            "Whose report?": SOCIAL_CARE,
            "The report": "Two referrals were closed without a visit.",
            "Who signed it off in the agency?": "Director of quality",
        }
        care.does("Submit an agency's report", report)
        lead = self.at("lead", "Evidence")
        lead.does(
            "Send a submission back with comments",
            {
                "Which submission?": f"{SOCIAL_CARE}, report of",
                "What is missing or unclear?": "Say why no visit was made.",
            },
        )
        care.goes_to(self.code, "Evidence").sees("Say why no visit was made.")
        care.does(
            "Submit an agency's report",
            report
            | {
                "The report": "Two referrals were closed without a visit.\n\nDuty workers held forty families each."
            },
        )
        for agency in (POLICE, SOCIAL_CARE):
            for what in ("report", "chronology"):
                lead.goes_home().follows(f"{self.code}: {agency}: read the {what}")
                lead.does("Accept a submission")
        lead.goes_to(self.code, "Evidence").does("Share with all agencies at once")
        care.goes_to(self.code, "Evidence").follows(f"{POLICE}, ").sees("Each call was closed on its own.")
        care.goes_to(self.code, "Chronology").sees("A referral was closed without a visit.", POLICE)
