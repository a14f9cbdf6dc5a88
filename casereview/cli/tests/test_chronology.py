"""``casereview chronology``: twelve files become one, a bad one stops no other, and every refusal is one sentence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from casereview.__main__ import main

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SIX = Path(__file__).parents[2] / "evidence/chronology/tests/quillfeather"
CSV = "Date,Source,Event\n03/05/2013,GP,Seen at surgery\nsame day,,Rang the school\n31/02/2013,GP,Letter\n"


def _word(body: str, doctype: str = "", extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        for name, data in extra:
            made.writestr(name, data)
    return out.getvalue()


def _table(*rows: tuple[str, ...]) -> str:
    lines = (
        "<w:tr>"
        + "".join(f"<w:tc><w:p>{cell if cell[:2] == '<w' else _run(cell)}</w:p></w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _run(text: str, dress: str = "") -> str:
    return f"<w:r><w:rPr>{dress}</w:rPr><w:t>{text}</w:t></w:r>"


def _merge(tmp_path: Path, *files: tuple[str, bytes]) -> tuple[int, Path]:
    for name, data in files:
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "out.json"
    return main(
        [
            "chronology",
            "merge",
            *(str(tmp_path / n) for n, _ in files),
            "--output",
            str(out),
            "--format",
            "json",
        ]
    ), out


def test_six_files_become_one_with_every_row(tmp_path, capfdbinary):
    out = tmp_path / "integrated.json"
    names = [
        "police.docx",
        "health-visiting.docx",
        "social-care.xlsx",
        "hospital.xlsx",
        "school.csv",
        "gp.ods",
    ]
    register = ["--register", str(SIX / "register.csv"), "--names", "public"]
    files = [str(SIX / name) for name in names]
    assert main(["chronology", "merge", *files, "--output", str(out), *register, "--format", "json"]) == 0
    report = json.loads(capfdbinary.readouterr().out)
    rows = json.loads(out.read_text("utf-8"))
    assert report["rows_read"] == report["rows_written"] == len(rows) == 544
    assert [one["rows"] for one in report["files"]] == [118, 68, 140, 66, 78, 74]
    assert {"duplicates", "pairs", "silences"} <= set(report)
    assert not any("Quillfeather" in row["event"] for row in rows)


def test_on_a_terminal_what_is_to_be_looked_at_is_told_with_its_rows(tmp_path, capfd):
    cases = SIX.parent / "told_again/young-person-v"
    out = tmp_path / "out.csv"

    done = main(["chronology", "merge", *map(str, sorted(cases.glob("*.csv"))), "--output", str(out)])

    said = capfd.readouterr().out
    assert done == 0
    assert "  hospital.csv row 8, academy.csv row 17: 1 day apart; both speak of stab" in said
    assert (
        "  youth-offending.csv row 12, youth-offending.csv row 13: youth-offending has nothing for 78 days."
        in said
    )
    assert "both speak of not" not in said


def test_a_date_is_guessed_beside_its_row_and_never_instead_of_it(tmp_path, capfdbinary):
    status, out = _merge(tmp_path, ("gp.csv", CSV.encode()))
    rows = json.loads(out.read_text("utf-8"))
    assert status == 0
    assert [(row["date_text"], row["earliest"]) for row in rows] == [
        ("03/05/2013", "2013-05-03"),
        ("same day", None),
        ("31/02/2013", None),
    ]
    assert [row["guess"] for row in rows] == [
        None,
        {"earliest": "2013-05-03", "latest": "2013-05-03", "from_row": 1},
        None,
    ]
    report = json.loads(capfdbinary.readouterr().out)
    assert any(one["row"] == 2 and one["column"] == "source" for one in report["problems"])


def test_fi_12_a_bad_file_is_named_and_the_others_are_written(tmp_path, capfdbinary):
    status, out = _merge(tmp_path, ("bad.docx", b"PK\x03\x04cut off"), ("gp.csv", CSV.encode()))
    report = json.loads(capfdbinary.readouterr().out)
    assert status == 1
    assert [bool(one["refused"]) for one in report["files"]] == [True, False]
    assert len(json.loads(out.read_text("utf-8"))) == 3


GOOD = _table(("Date", "Source", "Event"), ("03/05/2013", "GP", "Seen"))
ENTITY = '<!DOCTYPE w [<!ENTITY c SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.docx", _word("<w:p/>" * 2_000_000), id="FI-1 a bomb"),
        pytest.param(
            "a.docx", _word(GOOD, extra=tuple((f"p{n}", b"") for n in range(2100))), id="FI-2 too many parts"
        ),
        pytest.param("a.docx", _word(GOOD.replace("Seen", "&c;"), ENTITY), id="FI-4 an outside entity"),
        pytest.param("a.docx", _word(GOOD.replace("Seen", "&b;"), LAUGHS), id="FI-5 entities that double"),
        pytest.param(
            "a.docx", _word("<w:sdt>" * 3000 + "</w:sdt>" * 3000), id="FI-6 nested deeper than any document"
        ),
        pytest.param("a.docx", _word(GOOD, extra=(("word/vbaProject.bin", b"x"),)), id="FI-8 macros"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), id="FI-8 the old format"),
        pytest.param("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), id="FI-12 a password"),
        pytest.param("a.docx", b"", id="FI-12 empty"),
        pytest.param("a.docx", _word(GOOD)[:-60], id="FI-12 cut off"),
        pytest.param("a.xlsx", _word(GOOD), id="FI-12 another kind than its name says"),
        pytest.param(
            "a.csv", b'Date,Event\n1/2/13,"open' + b"\nx,y" * 9, id="FI-12 a quotation never closed"
        ),
        pytest.param("a.pdf", b"%PDF-1.4\n%%EOF", id="FI-12 a PDF"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n", id="FI-13 a picture of a table"),
        pytest.param(
            "a.csv", b'Date,Event\n1/2/13,"' + b"long " * 400_000 + b'"\n', id="FI-13 one huge cell"
        ),
        pytest.param("a.docx", _word("<w:p/>"), id="no table"),
        pytest.param("a.csv", b"Name,Role\nx,y\n", id="no date and event"),
    ],
)
def test_what_cannot_be_read_safely_is_refused_in_a_sentence(tmp_path, capfd, name, data):
    status, out = _merge(tmp_path, (name, data))
    said = capfd.readouterr()
    assert status == 2
    assert said.out == "" and not out.exists()
    assert said.err.startswith(f"{name}: ") and said.err.strip().endswith(".") and "Traceback" not in said.err


def test_what_a_change_deletes_and_what_is_struck_or_hidden_is_read_and_said(tmp_path, capfdbinary):
    gone = f"{_run('Seen')}<w:del><w:r><w:delText> alone</w:delText></w:r></w:del>"
    body = _table(
        ("Date", "Source", "Event"),
        ("3/5/13", "GP", gone),
        ("4/5/13", "GP", _run("Struck", "<w:strike/>")),
        ("5/5/13", "GP", _run("Hidden", "<w:vanish/>")),
        ("6/5/13", "GP", f"<w:ins>{_run('Put in')}</w:ins>"),
    )
    status, out = _merge(tmp_path, ("a.docx", _word(body)))
    rows = json.loads(out.read_text("utf-8"))
    assert status == 0
    assert [row["event"] for row in rows] == ["Seen", "Struck", "Hidden", "Put in"]
    assert rows[0]["other"] == {"deleted": " alone"}
    why = {one["row"]: one["why"] for one in json.loads(capfdbinary.readouterr().out)["problems"]}
    assert set(why) >= {1, 2, 3} and 4 not in why


def test_a_heading_between_rows_gives_the_month_and_is_no_row(tmp_path, capfdbinary):
    across = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p>{}</w:p></w:tc></w:tr>'.format(
        _run("March 2012")
    )
    body = _table(("Date", "Source", "Event"), ("12", "GP", "Seen")).replace("</w:tr>", f"</w:tr>{across}", 1)
    _, out = _merge(tmp_path, ("a.docx", _word(body)))
    assert [row["earliest"] for row in json.loads(out.read_text("utf-8"))] == ["2012-03-12"]
    capfdbinary.readouterr()


def test_a_blank_chronology_can_be_read_by_whoever_fills_it_in(tmp_path, capfd):
    import openpyxl

    made = tmp_path / "blank"
    assert main(["chronology", "template", "--framework", "england-scr-2013", "--output", str(made)]) == 0
    book = openpyxl.load_workbook(f"{made}.xlsx")
    book["Chronology"]["B2"], book["Chronology"]["E2"] = "3 May 2013", "Seen at home"
    book.save(f"{made}.xlsx")
    capfd.readouterr()
    assert main(["chronology", "check", f"{made}.xlsx"]) == 1
    assert "No source is given for this entry." in capfd.readouterr().out
    book["Chronology"]["D2"] = "Visit log"
    book.save(f"{made}.xlsx")
    assert main(["chronology", "check", f"{made}.xlsx"]) == 0
    assert "1 row." in capfd.readouterr().out


def test_a_blank_text_document_has_its_headings_on_every_page_and_room_for_what_happened(tmp_path, capfd):
    import docx

    made = tmp_path / "blank.docx"
    assert main(["chronology", "template", "--framework", "england-scr-2013", "--output", str(made)]) == 0
    table = docx.Document(str(made)).tables[0]

    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    widths = [cell.width for cell in table.rows[0].cells]
    assert max(widths) == widths[4]
    assert (tmp_path / "blank.xlsx").exists(), "the ending that was typed is not doubled"


def test_a_blank_chronology_never_takes_the_place_of_one_that_may_be_filled_in(tmp_path, capfd):
    filled = tmp_path / "ours.docx"
    filled.write_bytes(b"what an agency typed")

    assert (
        main(["chronology", "template", "--framework", "england-scr-2013", "--output", f"{tmp_path}/ours"])
        == 2
    )

    assert "is there already" in capfd.readouterr().err
    assert filled.read_bytes() == b"what an agency typed"
    assert not (tmp_path / "ours.xlsx").exists()


def test_a_check_shows_what_was_typed_beside_what_is_to_be_looked_at(tmp_path, capfd):
    (tmp_path / "gp.csv").write_text("Date,Source,Event,Plan\n31/02/2013,GP,Letter,None\n")

    assert main(["chronology", "check", str(tmp_path / "gp.csv")]) == 1

    said = capfd.readouterr().out
    assert "gp.csv: 1 row." in said
    assert "row 1, date “31/02/2013”: " in said
    assert "Plan: something else: kept under its own heading" in said


@pytest.mark.parametrize("link", [False, True])
def test_a_merge_is_never_written_over_what_an_agency_sent(tmp_path, capfd, link):
    sent, output = tmp_path / "gp.csv", tmp_path / "gp.csv"
    sent.write_text(CSV)
    if link:
        output = tmp_path / "out.csv"
        output.symlink_to(sent)

    assert main(["chronology", "merge", str(sent), "--output", str(output)]) == 2

    assert "Give --output another name" in capfd.readouterr().err
    assert sent.read_text() == CSV


def test_a_folder_and_what_is_no_file_are_said_and_stop_nothing(tmp_path, capfd):
    import os

    (tmp_path / "gp.csv").write_text(CSV)
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    files = [str(tmp_path / name) for name in ("gp.csv", "folder.csv", "pipe.csv", "gone.csv")]

    assert main(["chronology", "merge", *files, "--output", str(tmp_path / "out.json")]) == 1

    said = capfd.readouterr().out
    assert "folder.csv: This is a folder. Name the file that is in it." in said
    assert "pipe.csv: This is no ordinary file, so it is not read." in said
    assert "gone.csv: There is no such file." in said


@pytest.mark.parametrize("days", ["x", "-5", "0", "1.5", "٣"])
def test_a_silence_is_a_number_of_days(tmp_path, capfd, days):
    (tmp_path / "gp.csv").write_text(CSV)
    out = tmp_path / "out.json"

    said = ["chronology", "merge", str(tmp_path / "gp.csv"), "--output", str(out), f"--silence={days}"]
    assert main(said) == 2

    assert "--silence is a number of days, such as 60." in capfd.readouterr().err
    assert not out.exists()


def test_a_register_that_is_no_text_in_utf_8_is_said_in_words(tmp_path, capfd):
    (tmp_path / "gp.csv").write_text(CSV)
    (tmp_path / "register.csv").write_bytes("id,name,public_name\nP1,Siân,Child A\n".encode("cp1252"))

    said = ["chronology", "merge", str(tmp_path / "gp.csv"), "--output", str(tmp_path / "out.json")]
    assert main([*said, "--register", str(tmp_path / "register.csv")]) == 2

    err = capfd.readouterr().err
    assert "save it as 'CSV UTF-8'" in err and "codec" not in err


def test_a_file_with_very_many_blank_lines_is_compared_like_any_other(tmp_path, capfd):
    (tmp_path / "gp.csv").write_text(
        "Date,Source,Event\n03/05/2013,GP,Seen at surgery by the nurse\n" + "\n" * 70_000
    )
    out = tmp_path / "out.json"

    assert (
        main(["chronology", "merge", str(tmp_path / "gp.csv"), "--output", str(out), "--format", "json"]) == 0
    )

    said = json.loads(capfd.readouterr().out)
    assert said["rows_written"] == len(json.loads(out.read_text("utf-8"))) == 1
    assert said["problems"] == []


def test_a_merge_that_somebody_stops_says_so_and_leaves_nothing(tmp_path, monkeypatch, capsys):
    (tmp_path / "school.csv").write_bytes(b"Date,Event,Source\n3/4/2012,Seen.,Log\n")

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("casereview.cli.chronology.integrate", stopped)
    out = tmp_path / "out.csv"
    assert main(["chronology", "merge", str(tmp_path / "school.csv"), "--output", str(out)]) == 130
    assert capsys.readouterr().err == "casereview chronology: stopped before it was done.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["school.csv"]
