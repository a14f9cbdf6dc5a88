"""The first hour of a new installation: an empty store, one command, and a browser."""

from __future__ import annotations

import base64
import email
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from typing import Any

import pytest
from django.utils import timezone

from tests.browser.house import free_port
from tests.browser.visitor import Visitor, sideways, violations

PASSWORD = "heron over wet reeds"
BOARD = "Fernmoor Safeguarding Children Board"


class Letters:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.came: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter."""
        self.came.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"

    def link_for(self, address: str) -> str:
        """The link in the letter to an address, once it has come."""
        for _ in range(600):
            for letter in self.came:
                if letter["To"] == address:
                    found = re.search(r"https?://[^/\s]+(/invited/\S+)", letter.get_content())
                    assert found, letter.get_content()
                    return found[1]
            time.sleep(0.1)
        raise AssertionError(f"No letter came. There are {len(self.came)} others.")


@pytest.fixture
def post() -> Iterator[tuple[Letters, int]]:
    """A real mail server on this machine, and its port."""
    from aiosmtpd.controller import Controller

    letters, port = Letters(), free_port()
    running = Controller(letters, hostname="127.0.0.1", port=port)
    running.start()
    yield letters, port
    running.stop()


def sets_up_a_second_factor(visitor: Visitor) -> None:
    """Type the secret into an authenticator, as it stands under the picture, and the figures that it shows."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    secret = re.search(r"Secret:\s*([A-Z2-7]+)", visitor.text)
    assert secret, visitor.text
    assert len(base64.b32decode(secret[1])) >= 16
    visitor.says(
        {"Authenticator code": format_hotp_value(hotp_value(secret[1], int(time.time()) // 30))}
    ).presses("Set up")


def has_nothing_wrong(visitor: Visitor) -> None:
    """Neither axe nor a telephone finds anything wrong with the page."""
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert violations(visitor.page) == [], visitor.page.url
        assert sideways(visitor.page) == 0, visitor.page.url
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def at_the_board(visitor: Visitor) -> Visitor:
    """By the menu, as anybody goes there."""
    with visitor.page.expect_navigation():
        visitor.page.get_by_label("Menu").get_by_role("link", name="Board", exact=True).click()
    return visitor


@pytest.mark.both_engines
def test_from_an_empty_store_to_the_first_notification(house: Any, visitor: Any, post: Any) -> None:
    letters, port = post
    here = house(
        CASEREVIEW_SMTP_HOST="127.0.0.1",
        CASEREVIEW_SMTP_PORT=str(port),
        CASEREVIEW_MAIL_FROM="reviews@example.org",
    )
    code = re.search(r"/first/ and type the code (\d{4} \d{4})", here.said)
    assert code, here.said

    # Whoever comes to any address of an empty installation is asked to set it up.
    manager = visitor(here.base, "manager").opens("/")
    assert manager.page.url.endswith("/first/")
    manager.sees("Set up your board", "England: local child safeguarding practice review")
    has_nothing_wrong(manager)
    answers = {
        "The code from the terminal": "0000 0000",
        "What is your board called?": BOARD,
        "In which nation is it?": "England",
        "Who is the board manager?": "Petra Fernsby-Example",
        "Their e-mail address": "petra@fernmoor.example.org",
        "Their password": "short",
    }
    manager.is_refused("Set up the board", answers, "at least 12 characters")
    manager.is_refused(
        "Set up the board", {"Their password": PASSWORD}, "not the code that the terminal shows"
    )
    has_nothing_wrong(manager)
    assert manager.page.locator("input[name=name]").input_value() == BOARD  # nothing typed was lost

    manager.says({"The code from the terminal": code[1], "Their password": PASSWORD})
    manager.presses("Set up the board").sees(f"{BOARD} is set up")

    # The door is shut behind them: the page of the first start is there no more.
    stranger = visitor(here.base, "stranger").opens("/first/")
    stranger.does_not_see("Set up your board")

    # Nobody who can see a case is let in with a password alone.
    manager.says({"Email": "petra@fernmoor.example.org", "Password": PASSWORD}).presses("Sign in")
    manager.sees("Set up your second factor")
    has_nothing_wrong(manager)
    manager.opens("/").sees("Set up your second factor")
    sets_up_a_second_factor(manager)
    manager.goes_home().sees("Nothing waits for you today")
    has_nothing_wrong(manager)

    # A colleague is added and invited; the letter holds a link that works once.
    at_the_board(manager).sees(BOARD, "None yet")
    has_nothing_wrong(manager)
    manager.does("Add an agency", {"What is the agency called?": "Fernmoor Police"})
    at_the_board(manager).does("Add an agency", {"What is the agency called?": "Fernmoor Hospital"})
    at_the_board(manager).does(
        "Add a person",
        {"Name": "Quentin Mossgrove-Example", "E-mail address": "quentin@fernmoor.example.org"},
    )
    at_the_board(manager).does("Give somebody a post", {"Who?": "Quentin", "Which post?": "Chair"})
    at_the_board(manager).does("Invite somebody to sign in", {"Whom do you invite?": "Quentin"})
    link = letters.link_for("quentin@fernmoor.example.org")
    chair = visitor(here.base, "chair").opens(link).sees("Open your account")
    has_nothing_wrong(chair)
    chair.says({"Choose a password": PASSWORD}).presses("Open the account").sees("Your account is open")
    stranger.opens(link).does_not_see("Open your account")
    chair.says({"Email": "quentin@fernmoor.example.org", "Password": PASSWORD}).presses("Sign in")
    sets_up_a_second_factor(chair)
    chair.goes_home().sees("Nothing waits for you today")

    # What came by telephone is entered on behalf of the agency that told it.
    yesterday = timezone.localdate() - timedelta(days=1)
    manager.goes_home().does(
        "Notify the board of a serious incident",
        {
            "What happened?": "A baby was brought in with injuries that nobody could explain.",
            "On which day did it happen?": yesterday,
            "On which day did the local authority become aware of it?": yesterday,
            "Which agencies are known to be involved?": ["Fernmoor Hospital", "Fernmoor Police"],
            "What is known?": "The baby lives with both parents.",
            "What is not known?": "How it came about.",
            "Are other children safe now?": "Asked, and not known",
            "Entered on behalf of": "The named doctor of Fernmoor Hospital",
            "How did it come?": "Telephone",
        },
        groups={"Child or adult": [{"Initials": "QX"}]},
    )
    found = re.search(r"[A-Z]+-\d{4}", manager.text)
    assert found, manager.text
    manager.opens(f"/cases/{found[0]}/").sees("Next: Record what is known of the facts")
    chair.goes_home().sees(found[0])
    assert not manager.complaints, manager.complaints
    assert "Fernsby" not in here.said, "a log holds no name"


def test_ten_wrong_codes_spend_the_code(house: Any, visitor: Any) -> None:
    here = house()
    code = re.search(r"type the code (\d{4} \d{4})", here.said)
    assert code
    somebody = visitor(here.base, javascript=False).opens("/accounts/login/").sees("Set up your board")
    answers = {
        "The code from the terminal": "0000 0000",
        "What is your board called?": BOARD,
        "In which nation is it?": "Wales",
        "Who is the board manager?": "Petra Fernsby-Example",
        "Their e-mail address": "petra@fernmoor.example.org",
        "Their password": PASSWORD,
    }
    for _ in range(9):
        somebody.is_refused("Set up the board", answers, "not the code that the terminal shows")
        answers = {"Their password": PASSWORD}
    somebody.is_refused("Set up the board", answers, "no longer good", "start it again")
    somebody.is_refused(
        "Set up the board",
        {"The code from the terminal": code[1], "Their password": PASSWORD},
        "no longer good",
    )
