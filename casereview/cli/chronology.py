"""``casereview chronology``: merge agencies' chronologies into one, check one before it is sent, make a blank one. No database.

A file that cannot be read is named with its sentence and stops no other.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casereview.cli import law_terminal as terminal
from casereview.evidence.chronology.blank import blank_document, blank_workbook
from casereview.evidence.chronology.integrating import (
    MOST_MATCHED,
    checked,
    file_report,
    integrate,
    problem_report,
    rows_said,
)
from casereview.evidence.chronology.reading.apart import Sent, read_files, read_files_of_many
from casereview.evidence.chronology.reading.exchange import Reading, Wish, shown_name
from casereview.law.strict_yaml import BadInput

if TYPE_CHECKING:
    from casereview.names.replacing import Names

EXAMPLE = """\
examples:
  casereview chronology merge police.docx school.csv=Oakfield gp.ods --output integrated.xlsx
  casereview chronology merge *.docx --output out.json --register register.csv --names public --format json
  casereview chronology check our-chronology.docx
  casereview chronology template --framework england-cspr-2018 --output blank
"""
MOST_BYTES = 1 << 30
"""Of one CSV file by command; the gate's own limits hold for what it unpacks."""
MANY = (".csv", ".json")
"""Written row by row, however many there are."""
WRITES_MANY = "casereview.evidence.chronology.integrating_many"
OUTPUTS = (".xlsx", ".docx", ".csv", ".json", ".pdf")


def main(argv: list[str]) -> int:
    """Run ``casereview chronology`` and return its exit status."""
    return terminal.run(_main, argv)


def _main(argv: list[str]) -> int:
    said = _parser().parse_args(argv)
    run: Callable[[Any], int] | None = getattr(said, "run", None)
    if run is None:
        raise BadInput("casereview chronology: say merge, check or template; --help shows examples.")
    return run(said)


def _parser() -> terminal.Parser:
    parser = terminal.Parser(
        prog="casereview chronology",
        description="Agencies' chronologies, read as they come.",
        epilog=EXAMPLE,
        formatter_class=terminal.RawDescription,
    )
    kinds = parser.add_subparsers(metavar="merge | check | template", parser_class=terminal.Parser)
    merge = _kind(kinds, "merge", "One integrated chronology from several agencies' files.", _merge)
    merge.add_argument("files", nargs="+", metavar="FILE[=AGENCY]", help=".docx, .xlsx, .ods or .csv")
    merge.add_argument("--output", required=True, metavar="OUT", help="its ending says what is written")
    merge.add_argument("--register", metavar="REGISTER.csv", help="who is who, to recognise people")
    merge.add_argument("--names", choices=("typed", "public"), default="typed", help="public: code names")
    merge.add_argument("--silence", default="60", metavar="DAYS", help="a longer gap is named")
    check = _kind(kinds, "check", "What an agency can look at in its own file before it sends it.", _check)
    check.add_argument("file", metavar="FILE")
    template = _kind(kinds, "template", "A blank chronology, as .docx and .xlsx, with guidance.", _template)
    template.add_argument("--framework", required=True, metavar="ID")
    template.add_argument("--output", default="chronology-template", metavar="NAME", help="without ending")
    return parser


def _kind(kinds: Any, name: str, what: str, run: Callable[[Any], int]) -> terminal.Parser:
    parser: terminal.Parser = kinds.add_parser(
        name, help=what, description=what, epilog=EXAMPLE, formatter_class=terminal.RawDescription
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text unless told otherwise"
    )
    parser.set_defaults(run=run)
    return parser


def _merge(said: Any) -> int:
    output = Path(said.output)
    if output.suffix.lower() not in OUTPUTS:
        raise BadInput(f"casereview chronology: --output ends in one of {', '.join(OUTPUTS)}.")
    if said.names == "public" and not said.register:
        raise BadInput("casereview chronology: --names public needs --register, which says the names.")
    if not (said.silence.isdecimal() and said.silence.isascii() and 0 < int(said.silence[:6]) < 100_000):
        raise BadInput("casereview chronology: --silence is a number of days, such as 60.")
    names = _register(said.register) if said.register else None
    files = [_sent(one) for one in said.files]
    _is_none_of(files, output)
    if names is None and output.suffix.lower() in MANY and _are_many(files):
        return _merge_many(said, files, output)
    return _merge_few(said, _read(files), output, names)


def _merge_few(said: Any, read: list[Reading], output: Path, names: Names | None) -> int:
    if all(one.refused for one in read):
        raise BadInput("\n".join(f"{one.file}: {one.refused}" for one in read))
    answer = integrate(read, output, names, public=said.names == "public", silence=int(said.silence))
    if said.format == "json":
        terminal.print_json(answer)
    else:
        terminal.print_text(_in_text(answer, output))
    return terminal.NOT_ALL if any(one.refused for one in read) else terminal.DONE


def _are_many(files: Sequence[Sent]) -> bool:
    """Whether the text files may have more rows than are compared with each other: as many as lines, at the most."""
    left = MOST_MATCHED
    for one in files:
        if one.path and _is_text(one.path):
            with one.path.open("rb") as file:
                while left >= 0 and (part := file.read(1 << 20)):
                    left -= part.count(b"\n")
    return left < 0


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and path.is_file() and path.stat().st_size > MOST_MATCHED


def _merge_many(said: Any, files: Sequence[Sent], output: Path) -> int:
    """The same for more rows than are compared with each other: none is held."""
    # While the readers read, what writes is loaded.
    loading = threading.Thread(target=import_module, args=(WRITES_MANY,), daemon=True)
    loading.start()
    form = output.suffix.lower().lstrip(".")
    there = [one for one in files if one.path and one.path.is_file()]
    with _progress(len(there)) as done:
        read = iter(read_files_of_many(there, form, seconds=600, done=done))
    loading.join()
    from casereview.evidence.chronology.integrating_many import are_few, integrate_many
    from casereview.evidence.chronology.reading.many import ManyRows

    many = [next(read) if one in there else ManyRows(_missing(one)) for one in files]
    if all(one.read.refused for one in many):
        raise BadInput("\n".join(f"{one.read.file}: {one.read.refused}" for one in many))
    if are_few(many):
        # Most of its lines were blank: then it is a chronology like any other, and its accounts are compared.
        return _merge_few(said, _read(files), output, None)
    answer = integrate_many(many, output, silence=int(said.silence))
    if said.format == "json":
        terminal.print_json(answer)
    else:
        terminal.print_text(_in_text(answer, output))
    return terminal.NOT_ALL if any(one.read.refused for one in many) else terminal.DONE


def _is_none_of(files: Sequence[Sent], output: Path) -> None:
    """What an agency sent is never written over."""
    for one in files:
        if one.path and one.path.exists() and output.exists() and one.path.samefile(output):
            raise BadInput(
                f"{shown_name(one.name)} is one of the files to be read. Give --output another name: nothing was written."
            )


def _missing(sent: Sent) -> Reading:
    why = "There is no such file. Look at its name and place."
    if sent.path and sent.path.is_dir():
        why = "This is a folder. Name the file that is in it."
    elif sent.path and sent.path.exists():
        why = "This is no ordinary file, so it is not read."
    return Reading(shown_name(sent.name), sent.wish.agency, refused=why)


def _sent(said: str) -> Sent:
    """A file and perhaps, after an equals sign, whose it is; a file whose name holds an equals sign is still a file."""
    path, agency = Path(said), ""
    if "=" in said and not path.exists():
        name, agency = said.rsplit("=", 1)
        path = Path(name)
    return Sent(
        path.name,
        path,
        wish=Wish(agency=agency, limit=MOST_BYTES if path.suffix.lower() == ".csv" else 50 << 20),
    )


def _read(files: Sequence[Sent]) -> list[Reading]:
    missing = [one for one in files if one.path and not one.path.is_file()]
    there = [one for one in files if one not in missing]
    with _progress(len(there)) as done:
        read = iter(read_files(there, seconds=600, done=done) if there else [])
    return [_missing(one) if one in missing else next(read) for one in files]


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; silence in a script."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=total)
        yield lambda _: bar.advance(task)


FIRST = 10
"""So many of each kind of thing to look at are told on a terminal; the others are counted."""


def _in_text(answer: dict[str, Any], output: Path) -> list[str]:
    lines = [f"{rows_said(answer['rows_written'])} written to {shown_name(output.name)}."]
    for one in answer["files"]:
        whose = f" ({one['agency']})" if one["agency"] else ""
        lines.append(f"  {one['file']}{whose}: {one['refused'] or rows_said(one['rows'])}")
    for name in ("problems", "duplicates", "pairs", "silences"):
        if answer[name]:
            said = list({_one_said_once(one): one for one in reversed(answer[name])}.values())[::-1]
            lines.append(f"{name.capitalize()} to look at: {len(answer[name])}.")
            lines += [f"  {_one_in_text(one)}" for one in said[:FIRST]]
            if len(said) > FIRST:
                lines.append(f"  And {len(said) - FIRST} more: --format json lists all.")
    return lines


def _one_said_once(one: dict[str, Any]) -> str:
    """What tells two things to look at apart: a question about several rows of a file stands with each of them."""
    return repr(one["rows"]) if "rows" in one else f"{one['file']}: {one['why']}"


def _one_in_text(one: dict[str, Any]) -> str:
    """One thing to look at, with the rows it stands on."""
    rows = one["rows"] if "rows" in one else [{"file": one["file"], "row": one["row"]}]
    where = ", ".join(f"{row['file']} row {row['row']}" if row["row"] else row["file"] for row in rows)
    return f"{where}: {one.get('question') or one['why']}"


def _check(said: Any) -> int:
    read = _read([_sent(said.file)])[0]
    if read.refused:
        raise BadInput(f"{read.file}: {read.refused}")
    if said.format == "json":
        questions = [one.as_json() for one in read.questions]
        terminal.print_json(
            {
                **file_report(read),
                "problems": [problem_report(one) for one in read.problems],
                "questions": questions,
            }
        )
    else:
        terminal.print_text(checked(read))
    return terminal.NOT_ALL if read.problems else terminal.DONE


def _register(path: str) -> Names:
    from casereview.names.register import people_of
    from casereview.names.replacing import Names

    if Path(path).exists() and not Path(path).is_file():
        raise BadInput(f"{path}: the register cannot be read (it is no ordinary file).")
    try:
        return Names(people_of(Path(path).read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError:
        raise BadInput(
            f"{path}: the register is not a text file in UTF-8. From Excel, save it as 'CSV UTF-8'."
        ) from None
    except OSError as why:
        raise BadInput(f"{path}: the register cannot be read ({why.strerror}).") from None
    except ValueError as why:
        raise BadInput(f"{path}: {why}") from None


def _template(said: Any) -> int:
    title = f"Chronology: {terminal.framework_named(said.framework).title}"
    name = said.output[:-5] if said.output.lower().endswith((".docx", ".xlsx")) else said.output
    made = [Path(f"{name}{ending}") for ending in (".docx", ".xlsx")]
    if there := next((one for one in made if one.exists()), None):
        raise BadInput(
            f"{there} is there already and may have been filled in. Give another name with --output; nothing was written."
        )
    try:
        blank_document(title, made[0])
        blank_workbook(title, made[1])
    except OSError as why:
        raise BadInput(f"{said.output}: the files cannot be written ({why.strerror}).") from None
    if said.format == "json":
        terminal.print_json({"files": [str(one) for one in made]})
    else:
        terminal.print_text([f"Written: {one}" for one in made])
    return terminal.DONE
