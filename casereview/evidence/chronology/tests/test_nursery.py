"""Each file is read by a process of its own that ends with it, though all of them begin as copies of one that is ready."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from casereview.evidence.chronology.reading import apart, nursery
from casereview.evidence.chronology.reading.exchange import Wish
from casereview.evidence.chronology.reading.frames import wish_out

FILE = b"Date,Source,What happened\n3 March 2014,School,She was not at school.\n"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process begins as a copy here")


def ours(kind: str = "nursery") -> nursery.Nursery:
    return next(one for command, one in nursery._ours.items() if command[-1] == kind)


def children(kind: str = "nursery") -> list[int]:
    pid = ours(kind).process.pid
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("this system does not list the children of a process")
    return [int(pid) for pid in listed.read_text("ascii").split()]


def read() -> list[str]:
    return [row.event for row in apart.read_apart("school.csv", FILE).rows]


def test_a_reader_ends_with_its_file_and_the_next_file_has_another() -> None:
    assert read() == ["She was not at school."]
    assert children() == []
    begun = ours().begun
    assert read() == ["She was not at school."]
    assert (ours().begun, children()) == (begun + 1, [])


@pytest.mark.parametrize(("kind", "form"), [("nursery", ""), ("nursery of many", "csv")])
def test_a_reader_is_limited_before_it_reads_anything(kind: str, form: str) -> None:
    reader = apart._begin_ready(kind)
    said = {"name": "a.csv", "path": None, "wish": wish_out(Wish()), "form": form}
    assert next(apart._asked(reader, said, FILE))
    (pid,) = children(kind)
    limits = Path(f"/proc/{pid}/limits").read_text("ascii")
    held = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()[1:]}
    reader.kill()
    reader.communicate()
    assert held["Max file size"] == "0" and held["Max address space"] == str(1 << 30)
    assert held["Max cpu time"] != "unlimited"


def test_a_file_that_breaks_its_reader_is_refused_and_the_next_one_is_read(monkeypatch) -> None:
    begin = apart._begin_ready

    def broken():
        reader = begin()
        os.kill(children()[0], signal.SIGKILL)
        return reader

    read()
    monkeypatch.setattr(apart, "_begin_ready", broken)
    assert apart.read_apart("school.csv", FILE).refused == apart.BROKEN
    monkeypatch.undo()
    assert read() == ["She was not at school."] and children() == []


def test_a_reader_that_takes_too_long_is_ended() -> None:
    many = FILE + b"3 March 2014,School,She was not at school.\n" * 200_000
    assert apart.read_apart("school.csv", many, seconds=0.05).refused == apart.BROKEN
    assert children() == []


def test_where_the_nursery_has_ended_another_begins() -> None:
    read()
    before = ours()
    before.process.kill()
    before.process.wait()
    assert read() == ["She was not at school."]
    assert ours() is not before


def test_several_read_at_once() -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(read())) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["She was not at school."]] * 6 and children() == []


def test_where_no_process_begins_as_a_copy_a_reader_is_started_as_any_other(monkeypatch) -> None:
    def none(command, environment):
        raise AttributeError("send_fds")

    monkeypatch.setattr(nursery, "begin", none)
    assert read() == ["She was not at school."]


def test_readers_of_very_many_rows_are_begun_so_too_and_end_with_the_last_file() -> None:
    sent = [apart.Sent(f"{name}.csv", data=FILE) for name in ("school", "police", "surgery")]
    assert [one.rows for one in apart.read_files_of_many(sent, "csv")] == [1, 1, 1]
    begun = ours("nursery of many").begun
    assert [one.rows for one in apart.read_files_of_many(sent, "json")] == [1, 1, 1]
    assert ours("nursery of many").begun > begun and children("nursery of many") == []
