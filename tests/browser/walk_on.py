"""The second half of the walk: meet and learn together, analyse, report, respond, publish or withhold, follow through."""

from __future__ import annotations

from tests.browser.walk import POLICE, SOCIAL_CARE, Walk

GROUP = "Learning and Improvement Group"


class WholeWalk(Walk):
    """All twelve steps."""

    def phase(self) -> str:
        """The phase that the case's head shows."""
        return self.at("manager").page.locator(".cr-phase").inner_text()

    # -- 7: meet and learn together ------------------------------------------------------------------------------

    def meet(self) -> None:
        """7. The lead chairs the Review Team: agenda, papers, who came, minutes, decisions, a task with its owner."""
        self.on = self.days(-40)
        lead = self.at("lead", "Meetings")
        lead.does(
            "Arrange a meeting",
            {
                "What kind of meeting?": "Review Team",
                "On which day?": self.on,
                "At what time?": "10:00",
                "Where?": "Civic Centre, room 2",
                "Who chairs?": self.person("lead").name,
                "Agenda": "The merged chronology\nWhat we do not know yet",
            },
        )
        lead.follows("Review Team,")
        team = self.person("team").name
        lead.does("Invite people to a meeting", groups={"Invited": [{"Person": team}]})
        lead.does(
            "Record who came to a meeting",
            groups={"Present and absent": [{"Person": team, "Did they come?": "Came"}]},
        )
        lead.does(
            "Minute a meeting",
            {
                "Minutes": "The team read the merged chronology.",
                "Decisions": "The learning event asks about repeat calls.",
            },
        )
        lead.does(
            "Give somebody a task from a meeting",
            {
                "What is to be done?": "Bring the policy on repeat calls",
                "By whom?": team,
                "By which day?": self.days(7),
            },
        )
        member = self.person("team").goes_home()
        member.follows(f"{self.code}: Task").does("Say that a task is done", {"What came of it?": "Brought."})

    def learn_together(self) -> None:
        """7. Practitioners learn together at an event; what was heard is written down and put to nobody's name."""
        self.on = self.days(-38)
        lead = self.at("lead", "Meetings")
        lead.does(
            "Arrange a meeting",
            {"What kind of meeting?": "Learning event with practitioners", "On which day?": self.on},
        )
        lead.follows("Learning event")
        lead.does(
            "Invite people to a meeting",
            groups={
                "Invited": [
                    {"As what": "Health visitor", "Support offered": "Her manager, and the counselling line"},
                    {"As what": "Response officer", "Agency": POLICE, "Support offered": "Peer support"},
                ]
            },
        )
        lead.does(
            "Record what was heard at a learning event",
            {
                "What was heard?": "The screen shows one call at a time.",
                "What does it change?": "The finding on repeat calls is about the screen, not about officers.",
            },
        ).sees("The screen shows one call at a time.")

    def family(self) -> None:
        """7. The mother has a named contact and a safe way to call; she is asked, and her question is written down."""
        self.on = self.days(-36)
        manager = self.at("manager", "People").follows("The register")
        manager.does(
            "Add somebody to the register",
            {
                "Who is it?": "Family or household",
                "Real name": "Griselda Quillan",
                "Relation or role": "Mother",
                "Name given outside": "Mother",
            },
        )
        lead = self.at("lead", "Family")
        lead.does(
            "Add somebody of the family",
            {
                "Who are they to the child?": "Mother",
                "Who is their named contact at the board?": self.person("manager").name,
                "Safe way and time to call": "By telephone, after five, through her advocate.",
            },
        )
        lead.does("Say how it stands with somebody of the family", {"How does it stand?": "Taking part"})
        lead.does(
            "Write down a question of the family's",
            {"Their question, in their words": "Why did nobody tell me that others were worried too?"},
        ).sees("By telephone, after five", "No answer yet")

    # -- 8: analyse ----------------------------------------------------------------------------------------------

    def analyse(self) -> None:
        """8. Findings rest on evidence, lessons on findings, recommendations on lessons; one walks down and up."""
        self.on = self.days(-34)
        self.at("lead", "Learning").does("Open the analysis")
        author = self.at("author", "Learning")
        author.does(
            "Record a finding",
            {
                "What was so?": "Worries were seen one at a time and never together.",
                "Why was it so?": "The screen shows one call at a time, and it made sense on the day.",
                "Chronology entries": ["Neighbour reports crying at night"],
                "Paragraphs of agencies' reports": ["Each call was closed on its own."],
                "What was heard at meetings and events": ["The screen shows one call at a time."],
            },
        )
        author.does(
            "Draw a lesson",
            {
                "What does it teach?": "When each call is closed on its own, nobody sees that they add up.",
                "Is it within one agency, or across agencies?": "Across agencies",
                "Which agencies is it about?": [POLICE, SOCIAL_CARE],
                "From which findings is it drawn?": ["Worries were seen one at a time"],
                "Themes": ["C1"],
            },
        )
        author.does(
            "Make a recommendation",
            {
                "What should change?": "Police should bring repeat calls to one address together on one page.",
                "On which lessons does it rest?": ["When each call is closed on its own"],
                "Or to which agency of the board?": POLICE,
            },
        )
        author.does(
            "Make a recommendation",
            {
                "What should change?": "The board should look at repeat calls across agencies every quarter.",
                "On which lessons does it rest?": ["When each call is closed on its own"],
                "Is it addressed to the board itself?": True,
            },
        )
        author.follows("Recommendation R1", "Lesson L1", "Finding F1")
        author.sees("Neighbour reports crying at night").follows("Entry E3").sees("F1", "L1", "R1")

    # -- 9 and 10: report, respond -------------------------------------------------------------------------------

    def report(self) -> None:
        """9. The author writes in the browser; agencies comment on accuracy; the lead and the board sign off."""
        self.on = self.days(-30)
        self.at("lead", "Report").does("Start the report")
        author = self.at("author", "Report").follows("What happened")
        author.says({"Text": "Health visitors called.\n\nThe police came many times."})
        author.fills("Save")
        self.at("author", "Report").does(
            "Send the draft to the agencies for accuracy",
            {"By which day do the agencies comment?": self.days(-25)},
        )
        self.at("police-lead", "Report").does(
            "Comment on the accuracy of a paragraph",
            {
                "For which agency?": POLICE,
                "Which section?": "What happened",
                "Which paragraph?": "2",
                "What is not right, and how do you know?": "Four times: our log has four.",
            },
        )
        author.goes_to(self.code, "Report").follows("What happened")
        author.says({"Text": "Health visitors called.\n\nThe police came four times."})
        author.fills("Save")
        author.goes_home().follows(f"{self.code}: Answer {POLICE}'s comment")
        author.does(
            "Answer an agency's comment",
            {
                "What did you do?": "The text was changed",
                "Your answer": "Thank you: the number is now given.",
            },
        )
        self.at("author", "Report").does("Freeze the report for sign-off")
        self.at("lead", "Report").does("Sign off the report as its lead")
        self.at("chair", "Report").does("Accept the report for the board")
        self.at("author", "Report").sees("four times")

    def respond(self) -> None:
        """10. The board answers each recommendation, with reasons, and decides what actions it takes."""
        self.on = self.days(-20)
        for _ in range(2):
            chair = self.at("chair", "Actions").follows("Not yet: record it")
            chair.fills(
                "Record the board's answer to a recommendation",
                {
                    "What is the board's answer?": "Accepted",
                    "Reasons": "It answers the lesson and can be done within the year.",
                },
            )

    # -- 11: publish, or withhold --------------------------------------------------------------------------------

    def clear_the_gate(self) -> None:
        """11. Each line of the gate has its person and day; what stands in the way is named, with what clears it."""
        self.on = self.days(-18)
        chair = self.at("chair", "Publication").sees(
            "There is a hold on publication because of the criminal trial"
        )
        chair.does_not_see("do/publish/")
        self.at("manager", "Timetable").follows("Lift it").fills(
            "Lift a hold", {"On whose word, and how?": "The prosecutor, by letter: the trial has ended."}
        )
        lead = self.at("lead", "Family").does(
            "Record a contact with the family", {"What happened?": "Read the draft", "How?": "At home"}
        )
        lead.follows("Answer it").fills(
            "Answer a question of the family's",
            {"The answer, in plain words": "Because each agency thought that another had told you."},
        )
        lead.does(
            "Record a contact with the family",
            {"What happened?": "Told of the publication and its day", "How?": "In person"},
        )
        self.appoint("legal", "Gate signer")
        manager = self.at("manager", "Publication").does("Run the name check")
        manager.sees("no name")
        for line in ("Nobody can be put together", "Legal advice was had"):
            self.at("legal", "Publication").does(
                "Sign a line of the publication gate",
                {
                    "Which line do you sign?": line,
                    "A note": "Press, court lists and earlier reviews were searched.",
                },
            )
        for line in (
            "Every living child",
            "Police, prosecutors",
            "Practitioners",
            "A statement",
            "Page and documents",
            "The learning brief",
        ):
            self.at("manager", "Publication").does(
                "Sign a line of the publication gate", {"Which line do you sign?": line}
            )
        self.at("manager", "Decision").does(
            "Record that somebody was told",
            {
                "Who was told?": "The national Panel",
                "What were they told?": "The final report, before publication",
                "Is this the national body that the framework names?": True,
            },
        )

    def publish(self) -> None:
        """11. The chair publishes; the public page holds no name."""
        self.on = self.days(0)
        chair = self.at("chair", "Publication").does("Publish the review")
        chair.sees("Published")

    def withhold(self) -> None:
        """11. Or the chair withholds, with the reason and who was told; actions go on."""
        self.on = self.days(0)
        self.at("chair", "Publication").does(
            "Withhold the report",
            {
                "What is the ground?": "A real risk of serious harm",
                "Why is it not published?": "A sibling could be found from any version of it.",
                "Who was told, and when?": "The Panel, today, by letter",
                "When does the board look at it again?": self.days(180),
            },
        )

    # -- 12: follow through --------------------------------------------------------------------------------------

    def plan(self) -> None:
        """12. The responses become the Action Plan: who does what by when, and what will show that it is done."""
        self.on = self.days(0)
        for owner, agency, recommendation in (
            ("police-lead", POLICE, "Police should bring"),
            ("social-care-lead", SOCIAL_CARE, "The board should look"),
        ):
            self.at("manager", "Actions").does(
                "Plan an action",
                {
                    "What will be done?": "Bring repeat calls to one address together on one page.",
                    "Who owns it?": self.person(owner).name,
                    "Of which agency?": agency,
                    "By when?": self.days(90),
                    "What will show that it is done?": "An audit of forty files, of which thirty-six show it.",
                    "Which recommendation does it serve?": recommendation,
                },
                groups={"Milestones": [{"Milestone": "Staff know it", "By which day?": self.days(45)}]},
            )
        self.at("chair", "Actions").does(
            "Adopt the action plan", {"The board's agreement": "Board meeting, minute 7."}
        )

    def follow_through(self) -> None:
        """12. Owners report and send proof; the group verifies from the proof, at a meeting, never the owner's word."""
        for owner in ("police-lead", "social-care-lead"):
            self.appoint(owner, "Action owner")
            one = self.person(owner).goes_home().follows(f"{self.code}: Action A")
            one.does(
                "Send proof of an action",
                {
                    "How strong is it?": "Files show it: an audit",
                    "What does it show?": "Thirty-seven of forty files show it.",
                },
            )
            one.does(
                "Report on an action",
                {"What was done?": "The page is in use in every district.", "Is the action done?": True},
            )
        group = self.person("group").goes_home().follows(f"{self.code}: Verify action A1")
        group.sees("Thirty-seven of forty files show it.", "The group has not met on this review yet")
        group.follows("Put its meeting on the record").fills(
            "Arrange a meeting",
            {"On which day?": self.on, "Who chairs?": group.name, "Agenda": "Proof of two actions"},
        )
        for action in ("A1", "A2"):
            group.goes_home().follows(f"{self.code}: Verify action {action}")
            group.fills(
                "Record what the group decided",
                {
                    "What does the group decide?": "In place",
                    "What did the group see?": "The audit of forty files: thirty-seven show it.",
                },
            )

    def close(self) -> None:
        """12. The chair closes the review when every action is in place, and not before."""
        self.at("chair", "Overview").does(
            "Close the review", {"The board's agreement": "Board meeting, minute 9."}
        )
        self.at("chair", "Overview").sees("The review is closed")
