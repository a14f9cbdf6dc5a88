"""The board of a journal: read whole before anything is written, then made or matched by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.db import transaction
from django.utils.text import slugify
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from casereview.access.roles import ROLE_TITLES
from casereview.acts.payload import Day
from casereview.law.page import nations
from casereview.law.strict_yaml import BadInput, shown
from casereview.people.installation import LONG_AGO, account_for, add_person, block_was_read, give, make_board
from casereview.people.models import Agency, Board, Interest, Person
from casereview.web.errors import sentences


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _named(value: Any) -> Any:
    """An agency may be written as its name alone."""
    return {"name": value} if isinstance(value, str) else value


def _role(value: str) -> str:
    if value not in ROLE_TITLES:
        raise ValueError(f"There is no role '{value}'.")
    return value


Filled = Annotated[str, Field(min_length=1, max_length=200)]


class AgencyBlock(_Part):
    """A partner of the board."""

    name: Filled
    key: str = ""
    kind: str = ""

    @property
    def its_key(self) -> str:
        """The key that is given, or one made from the name."""
        return self.key or slugify(self.name)


class InterestBlock(_Part):
    """An interest of somebody at the board."""

    kind: Literal["employed", "managed", "kin", "direct-responsibility", "other"] = "employed"
    agency: str = ""
    until: Day | None = None


class PersonBlock(_Part):
    """Somebody whom the board knows."""

    key: Filled
    name: str = ""
    roles: tuple[Annotated[str, AfterValidator(_role)], ...] = ()
    agency: str = ""
    email: str = ""
    interests: tuple[InterestBlock, ...] = ()


class LocalClockBlock(_Part):
    """A deadline of the board's own procedures."""

    name: Filled
    starts: Literal["incident", "aware", "notified", "decided", "completed", "published"]
    amount: int
    unit: Literal["months", "working-days", "days", "weeks"]


def _with_law(value: str) -> str:
    """A nation for which a framework is known: these are data, and so are the nations."""
    if value not in nations():
        raise ValueError(f"There is no law for '{shown(value)}'; there is for {', '.join(nations())}.")
    return value


class BoardBlock(_Part):
    """A board with its agencies and people.

    Attributes:
        titles: what this board calls things where its law has another word ("Independent Safeguarding Lead").
    """

    name: Filled
    nation: Annotated[str, AfterValidator(_with_law)]
    agencies: tuple[Annotated[AgencyBlock, BeforeValidator(_named)], ...] = ()
    people: tuple[PersonBlock, ...] = ()
    partners_from: Day | None = None
    local_clocks: tuple[LocalClockBlock, ...] = ()
    brand: Annotated[str, Field(pattern="^#[0-9a-f]{6}$")] = "#10565c"
    employed_within_years: Annotated[int, Field(ge=0, le=50)] | None = None
    titles: Mapping[Literal["review", "lead", "author", "report", "plan", "chair"], Filled] = {}


def read_block(said: Any) -> BoardBlock:
    """The board's block as it was written.

    Raises:
        BadInput: it cannot be read; the sentence names the place in it.
    """
    if not isinstance(said, Mapping):
        raise BadInput("board: a board is written as {name: …, nation: …, agencies: […], people: […]}.")
    try:
        block = BoardBlock.model_validate(said)
    except ValidationError as wrong:
        place, words = next(iter(sentences(wrong)))
        raise BadInput(f"board.{'.'.join(map(str, place))}: {words}") from None
    keys = {agency.its_key for agency in block.agencies}
    for index, person in enumerate(block.people):
        named = [person.agency, *(interest.agency for interest in person.interests)]
        if stranger := next(
            (key for key in named if key and key not in keys and not _known(block, key)), None
        ):
            raise BadInput(f"board.people.{index}: '{stranger}' is not among the agencies.")
    return block


def _known(block: BoardBlock, key: str) -> bool:
    return bool(Agency.rows.filter(board__name=block.name, key=key).exists())


def board_from_block(said: Any) -> Board:
    """The board of a journal, matched by its name; agencies and people by their keys, added where they are new.

    Raises:
        BadInput: the block cannot be read, and nothing is made.
    """
    block = read_block(said)
    with transaction.atomic():
        board = Board.rows.filter(name=block.name).first() or make_board(
            block.name, block.nation, brand=block.brand
        )
        _settings(board, block)
        for agency in block.agencies:
            Agency.rows.get_or_create(
                board=board, key=agency.its_key, defaults={"name": agency.name, "kind": agency.kind}
            )
        for person in block.people:
            _person(board, person)
        block_was_read(board, people=len(block.people))
    return board


def _settings(board: Board, block: BoardBlock) -> None:
    """What the block says of the board itself; what it leaves out stays as it is."""
    if block.partners_from:
        board.partners_from = block.partners_from
    if block.employed_within_years is not None:
        board.employed_within_years = block.employed_within_years
    if block.titles:
        board.titles = dict(block.titles)
    if block.local_clocks:
        board.local_clocks = [clock.model_dump() for clock in block.local_clocks]
    board.save()


def _person(board: Board, said: PersonBlock) -> None:
    agency = Agency.rows.filter(board=board, key=said.agency).first() if said.agency else None
    person = Person.rows.filter(board=board, key=said.key).first()
    if person is None:
        title = " and ".join(ROLE_TITLES[role].lower() for role in said.roles) or "somebody"
        person = add_person(board, said.key, said.name or f"The {title}", email=said.email, agency=agency)
        account_for(person)
    for role in said.roles:
        give(person, role, agency=agency)
    for interest in said.interests:
        _interest(board, person, interest)


def _interest(board: Board, person: Person, said: InterestBlock) -> None:
    Interest.rows.get_or_create(
        person=person,
        kind=said.kind,
        agency=Agency.rows.filter(board=board, key=said.agency).first() if said.agency else None,
        until=said.until,
        defaults={"declared_on": LONG_AGO},
    )
