"""``casereview COMMAND``: finds the command's module and runs it; nothing else is loaded."""

from __future__ import annotations

import sys
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("casereview.cli.serve", "Serve the pages, on this machine unless told otherwise"),
    "worker": ("casereview.cli.worker", "Send what waits in the outbox, and reminders when they are due"),
    "demo": ("casereview.cli.demo", "A furnished board with reviews at every stage, on this machine only"),
    "replay": ("casereview.cli.replay", "Replay a case from a journal of dated acts"),
    "acts": ("casereview.cli.acts", "Every act and ask: who may, when, and what it takes"),
    "frameworks": ("casereview.cli.frameworks", "The legal frameworks: list, show, compare, check a file"),
    "screen": ("casereview.cli.screen", "Test facts against a framework's criteria"),
    "clocks": ("casereview.cli.clocks", "Count a framework's deadlines from its events"),
    "chronology": ("casereview.cli.chronology", "Merge agencies' chronologies, check one, make a blank one"),
    "invite": ("casereview.cli.invite", "Print an invitation's address where no mail server can carry it"),
    "audit": ("casereview.cli.audit", "Verify, export or anchor the audit trail"),
    "backup": ("casereview.cli.backup", "Copy the whole store to a file"),
    "restore": ("casereview.cli.restore", "Put a backup into an empty place"),
    "doctor": ("casereview.cli.doctor", "Each setting that matters, good or bad, with what to do"),
}


STOPPED = 130
"""What a shell gives a command that somebody stopped."""


def usage() -> str:
    """What ``casereview --help`` prints: every command with one line."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, (_, what) in COMMANDS.items()]
    return "\n".join(
        [
            "casereview: runs a safeguarding board's case reviews",
            "",
            "Usage: casereview COMMAND [options]    (casereview COMMAND --help shows an example)",
            "",
            *lines,
        ]
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 the answer is no, 2 bad input, 130 stopped."""
    args = sys.argv[1:] if argv is None else argv
    if not args or args[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    if args[0] == "--version":
        from casereview import __version__

        print(f"casereview {__version__}")
        return 0
    if args[0] not in COMMANDS:
        print(
            f"casereview: there is no command '{args[0]}'. 'casereview --help' lists them.", file=sys.stderr
        )
        return 2
    try:
        run = import_module(COMMANDS[args[0]][0]).main
        status: int = run(args[1:])
    except KeyboardInterrupt:
        print(f"casereview {args[0]}: stopped before it was done.", file=sys.stderr)
        return STOPPED
    return status


if __name__ == "__main__":
    sys.exit(main())
