"""Very many rows: the same order, the same words and the same report as when every row is held."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest

from casereview.cli.chronology import main
from casereview.evidence.chronology import integrating
from casereview.evidence.chronology.integrating import integrate
from casereview.evidence.chronology.integrating_many import integrate_many
from casereview.evidence.chronology.reading.apart import Sent, read_files, read_files_of_many
from casereview.evidence.chronology.reading.exchange import Wish
from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.reading.many import read_many

DATES = (
    "12/3/2012", "Sun 12/03/12", "March 2012", "3/4/12 or 4/4/12", "ditto", "next day", "?", "", "31/02/2012", "40563",
    "before 4/5/12", "from 1.3.12", "12-Mar-2031", "03/13/2012", "12/3/12 14:30", "4 April", "w/c 16/5/11", "l2/3/2012", "5/4/12 to 3/4/12",
)  # fmt: skip
TIMES = ("", "09:30", "9.30am", "evening", "00:00", "0230", "24:99")
TEXTS = (
    "Seen.",
    "=1+1",
    "'quoted",
    '"No," she said.',
    "Two\nlines",
    "£4.50 – é",
    " ",
    "",
    "-",
    "\x1e",
    "# Author",
    "a,b;c|d",
)


def tricky(folder: Path, name: str, heads: list[str], seed: int, rows: int = 300) -> Path:
    """A file as agencies send them: banners, headings repeated, rows too short and too long, every kind of date and text."""
    rnd = random.Random(seed)  # noqa: S311 - not for a secret
    lines: list[list[str]] = [["Chronology of an agency"], [], heads]
    for number in range(rows):
        line = []
        for head in heads:
            if head in ("Date", "Time"):
                line.append(rnd.choice(DATES if head == "Date" else TIMES))
            elif head == "Agency":
                line.append(rnd.choice(("", "Ferncopse School", "Larkspur Surgery")))
            else:
                line.append(rnd.choice(TEXTS) if rnd.random() < 0.4 else f"Entry {number}.")
        if rnd.random() < 0.3:
            line[heads.index("Date")] = f"{rnd.randrange(1, 29)}/{rnd.randrange(1, 13)}/2012"
        if rnd.random() < 0.03:
            line = line[:-1]
        if rnd.random() < 0.03:
            line = [*line, "beyond"]
        lines.append(line)
        if rnd.random() < 0.02:
            lines.append(rnd.choice(([rnd.choice(("March 2012", "2011", "MAY"))], heads, ["", ""])))
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


FILES = (
    ("police.csv", ["Ref", "Date", "Time", "Source", "Event", "Worker"]),
    ("school.csv", ["Date", "Event", "Source", "Comment"]),
    ("surgery.csv", ["Event", "Date", "Worker", "Comment", "Kind"]),
)
MIXED = (
    *FILES,
    ("all.csv", ["Date", "Agency", "Time", "Event", "Source"]),
    ("more.csv", ["Date", "Event", "Later"]),
)


def both(paths: list[Path], output: Path, agencies: list[str], monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """The reports of both ways; each writes beside the other."""
    monkeypatch.setattr(integrating, "MOST_MATCHED", 0)
    sent = [Sent(p.name, p, wish=Wish(agency=a)) for p, a in zip(paths, agencies, strict=True)]
    few = integrate(read_files(sent), output.with_stem("few"), None, public=False, silence=5)
    many = integrate_many(read_files_of_many(sent, output.suffix[1:]), output.with_stem("many"), silence=5)
    return [few, many]


@pytest.mark.parametrize("files", [FILES, MIXED], ids=["an agency each", "agencies in many files"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_many_rows_are_written_and_reported_as_a_few_are(tmp_path, monkeypatch, files, form):
    paths = [tricky(tmp_path, name, heads, seed) for seed, (name, heads) in enumerate(files)]
    names = [path.stem for path in paths]
    if files is MIXED:
        names[-1] = names[0]
    few, many = both(paths, tmp_path / f"out.{form}", names, monkeypatch)
    assert many["rows_written"] == few["rows_written"] > 300
    for part in ("files", "problems", "questions", "silences"):
        assert many[part] == few[part], part
    written = [(tmp_path / f"{stem}.{form}").read_bytes() for stem in ("few", "many")]
    if form == "json":
        assert json.loads(written[0]) == json.loads(written[1])
        assert written[0] == written[1]
        return
    tables = [list(csv.DictReader(io.StringIO(one.decode("utf-8-sig"), newline=""))) for one in written]
    assert tables[0] == tables[1]


def test_one_file_of_each_kind_has_its_rows_written_and_a_broken_one_is_refused(tmp_path):
    good, broken = tricky(tmp_path, *FILES[0], seed=1), tmp_path / "broken.csv"
    broken.write_bytes(b'Date,Event\n1/2/12,"never closed\n\n\n')
    table = tmp_path / "listed.json"
    table.write_text('[{"Date": "1/2/2012", "Event": "Seen."}]', encoding="utf-8")
    read = read_files_of_many([Sent(p.name, p) for p in (good, broken, table)], "json")
    assert [one.read.refused is None for one in read] == [True, False, True]
    report = integrate_many(read, tmp_path / "out.json", silence=60)
    rows = json.loads((tmp_path / "out.json").read_bytes())
    assert len(rows) == report["rows_written"] == read[0].rows + 1
    assert "never closed" in report["files"][1]["refused"]


def test_the_command_takes_the_same_way_for_very_many_rows_and_says_what_it_did_not_look_for(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr("casereview.cli.chronology.MOST_MATCHED", 100)
    monkeypatch.setattr("casereview.evidence.chronology.integrating_many.MOST_MATCHED", 100)
    paths = [tricky(tmp_path, name, heads, 5) for name, heads in FILES]
    out = tmp_path / "out.csv"
    done = main(
        ["merge", *map(str, paths), str(tmp_path / "gone.csv"), "--output", str(out), "--format", "json"]
    )
    report = json.loads(capsys.readouterr().out)
    assert done == 1
    assert (
        report["rows_read"]
        == report["rows_written"]
        == sum(1 for _ in csv.reader(out.open(encoding="utf-8-sig", newline=""))) - 1
    )
    assert "were not looked for" in report["problems"][-1]["why"]
    assert report["files"][3]["refused"].startswith("There is no such file.")


def test_what_was_there_before_stays_when_the_folder_cannot_be_written_to(tmp_path):
    read = [read_many("a.csv", b"Date,Event\n1/2/2012,Seen.\n", Wish(), "csv")]
    with pytest.raises(ValueError, match="cannot be written"):
        integrate_many(read, tmp_path / "no-such-folder" / "out.csv", silence=60)


def test_a_file_without_a_row_is_refused_as_it_is_when_rows_are_held():
    data = b"Name,Colour\nAda,blue\n"
    assert read_many("a.csv", data, Wish(), "csv").read.refused == read_file("a.csv", data).refused
