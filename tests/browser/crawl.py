"""Every page that somebody can reach by links from their home, asked for once for each kind of page and each phase."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

CODE = re.compile(r"\b[A-Z]{3,}-\d{4}\b")
KEY = re.compile(r"\b[A-Z]{1,2}\d+\b")
NOT_FOLLOWED = re.compile(r"/accounts/logout|/static/|/brand/|^mailto:|^https:")
PHASELESS = re.compile(r"/do/|/papers/|/law/|/screening/|/learning/|/chronology/|/evidence/")
"""Kinds of page of which one instance is asked for, whatever the phase."""
MOST = 400
"""Pages asked for on behalf of one person, at the most."""


@dataclass(frozen=True)
class Found:
    """One page that somebody reached.

    Attributes:
        kind: its address with codes and keys taken out: what two pages of a kind share.
        size: bytes of its source: the largest of a kind is the fullest, the smallest the emptiest.
    """

    who: str
    path: str
    kind: str
    size: int


@dataclass
class Reading:
    """What a crawl tells: the pages reached, and a sentence for each fault that needs no browser to see."""

    pages: list[Found] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Source(HTMLParser):
    """The links, headings, title and ids of a page's source."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings, self.title, self._in_title = 0, "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))
        if told.get("id"):
            self.ids.append(str(told["id"]))
        self.headings += tag == "h1"
        self._in_title = self._in_title or (tag == "title" and not self.title)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""


def kind_of(path: str) -> str:
    """What pages of one kind have in common: the address without codes, keys and answers.

    >>> kind_of("/cases/TEAL-2830/do/decide/?decision=D1&next=/cases/TEAL-2830/")
    '/cases/CODE/do/decide/?decision&next'
    """
    parts = urlsplit(path)
    asked = "&".join(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
    plain = KEY.sub("KEY", CODE.sub("CODE", parts.path))
    return f"{plain}?{asked}" if asked else plain


def crawl(visitor: Any, phases: dict[str, str]) -> Reading:
    """Follow every link from home, once for each kind of page and each phase of the case it belongs to.

    Args:
        visitor: somebody signed in.
        phases: each case's code and the phase it is in; a case of another board counts as one more phase.
    """
    told, seen = Reading(), {("/", "")}
    waiting: deque[tuple[str, str]] = deque([("/", "home")])
    while waiting and len(told.pages) < MOST:
        path, linked_from = waiting.popleft()
        answer = visitor.context.request.get(visitor.base + path)
        if answer.status != 200:
            told.faults.append(f"{visitor.who} {path}: {answer.status}, linked from {linked_from}")
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        text = answer.text()
        source = _Source(text)
        told.pages.append(Found(visitor.who, path, kind_of(path), len(text)))
        told.faults += [
            f"{visitor.who} {path}: {fault}"
            for fault in _faults(source, a_paper="/papers/" in path or "/publication/page/" in path)
        ]
        for link in _links(path, source):
            code = CODE.search(link)
            phase = phases.get(code[0], "elsewhere") if code and not PHASELESS.search(link) else ""
            mark = (kind_of(link), phase)
            if mark not in seen:
                seen.add(mark)
                waiting.append((link, path))
    return told


def _faults(source: _Source, *, a_paper: bool) -> Iterator[str]:
    if source.headings != 1:
        yield f"{source.headings} first headings"
    named, _, product = source.title.strip().rpartition(" – ")
    if not named or (product != "Casereview" and not a_paper):
        yield f"its title is “{source.title.strip()}”"
    twice = {one for one in source.ids if source.ids.count(one) > 1}
    if twice:
        yield f"two elements have the id {', '.join(sorted(twice))}"


def _links(path: str, source: _Source) -> Iterator[str]:
    for link in source.links:
        whole = urlsplit(urljoin(path, link))
        if not NOT_FOLLOWED.search(link) and not whole.netloc:
            yield whole.path + (f"?{whole.query}" if whole.query else "")
