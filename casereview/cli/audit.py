"""``casereview audit``: verify, export or anchor the audit trail."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TextIO

EXAMPLE = "Example: casereview audit verify --anchors anchors.txt --format json"


def main(argv: list[str]) -> int:
    """Verify the chain, write it out, or print its head."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store

    parser = argparse.ArgumentParser(prog="casereview audit", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("what", choices=("verify", "export", "anchor"))
    parser.add_argument("out", nargs="?", type=Path, help="for export: the file; standard output if left out")
    parser.add_argument(
        "--payloads", type=Path, help="for export: write nonce and payload of each row here too"
    )
    parser.add_argument("--anchors", type=Path, help="for verify: a file of lines 'SEQ HASH' kept elsewhere")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_store_options(parser)
    args = parser.parse_args(argv)
    try:
        anchors = _anchors(args.anchors)
        open_store(args)
    except (BadStoreOption, ValueError) as bad:
        print(f"casereview audit: {bad}", file=sys.stderr)
        return 2
    if args.what == "export":
        return _export(args)
    if args.what == "anchor":
        from casereview.audit.export import head

        print("{} {}".format(*head()))
        return 0
    return _verify(anchors, args.format)


def _anchors(path: Path | None) -> dict[int, str]:
    if path is None:
        return {}
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise ValueError(
            f"{path.name} cannot be read. It is a file of lines, each a number and a hash."
        ) from None
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            seq, _, digest = line.strip().partition(" ")
            if not seq.isdecimal() or len(digest) != 64:
                raise ValueError(f"{path.name}, line {number}: an anchor is a number and a hash.")
            found[int(seq)] = digest
    return found


def _verify(anchors: dict[int, str], form: str) -> int:
    from django.conf import settings

    from casereview.audit.export import verify

    with_key = Path(settings.CASEREVIEW_AUDIT_KEY).exists()
    answer: dict[str, Any] = verify(with_key=with_key, anchors=anchors)
    if form == "json":
        print(json.dumps({name: answer[name] for name in ("ok", "rows", "head", "broken")}))
    else:
        print(f"{answer['rows']} rows: {'the chain holds' if answer['ok'] else 'the chain is broken'}.")
        for one in answer["broken"]:
            print(f"  row {one['seq']}: {one['why']}")
    if not answer["key_checked"]:
        print("The audit key was not found, so the seals were not checked.", file=sys.stderr)
    return 0 if answer["ok"] else 1


def _export(args: argparse.Namespace) -> int:
    from casereview.audit.export import lines, payloads

    def write(stream: TextIO, rows: Any) -> None:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")

    try:
        if args.out:
            with _own_file(args.out) as stream:
                write(stream, lines())
        else:
            write(sys.stdout, lines())
        if args.payloads:
            with _own_file(args.payloads) as stream:
                write(stream, payloads())
    except OSError as problem:
        print(f"casereview audit: the file cannot be written ({problem.strerror}).", file=sys.stderr)
        return 2
    return 0


def _own_file(path: Path) -> TextIO:
    """A file to write that only its owner can read: payloads are what people wrote of a case."""
    path.touch(mode=0o600)
    path.chmod(0o600)  # also where it was there before
    return path.open("w", encoding="utf-8")
