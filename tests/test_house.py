"""The house keeps its own rules: who writes, where the law stands, what no file says."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from casereview.acts.tables import ActorNeeded, Table

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "casereview"
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def python_files():
    return [p for p in CODE.rglob("*.py") if "/migrations/" not in str(p) and "/tests/" not in str(p)]


def listed_writers() -> set[str]:
    text = (ROOT / "docs" / "writes.md").read_text(encoding="utf-8")
    return set(re.findall(r"`(casereview/[\w/]+\.py)`", text))


def test_az_14_pages_the_api_and_commands_never_write_or_reach_for_rows():
    found = []
    allowed = listed_writers()
    for path in python_files():
        name = str(path.relative_to(ROOT))
        outside = name.startswith(("casereview/web/", "casereview/api/", "casereview/cli/")) or name.endswith(
            "/views.py"
        )
        if not outside or name in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "rows"}:
                found.append(f"{name}:{node.lineno} .{node.attr}")
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITES
            ):
                target = ast.unparse(node.func.value)
                if target not in {"hashlib", "whole", "os.environ", "self.fields", "found"}:
                    found.append(f"{name}:{node.lineno} {target}.{node.func.attr}()")
    assert found == []


@pytest.mark.parametrize(
    "table", [m for m in apps.get_models() if issubclass(m, Table)], ids=lambda m: m._meta.label
)
def test_az_13_no_table_is_reached_without_saying_who_asks(table):
    with pytest.raises(ActorNeeded):
        table.objects.all()


def test_no_law_stands_in_code():
    statute = re.compile(r"(Act|Regulations) (19|20)\d\d|SI \d{4}/")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if statute.search(line)
    ]
    assert found == []


def test_no_lock_names_a_registry():
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_no_page_has_a_style_or_a_script_in_it():
    bad = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|\|safe\b")
    found = [
        str(p.relative_to(ROOT))
        for p in CODE.rglob("templates/**/*.html")
        if bad.search(re.sub(r"{%.*?%}", "", p.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_font_and_crown_of_gov_uk_are_not_here():
    for path in (CODE / "web" / "static" / "vendor").glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "@font-face" not in text and "GDS Transport" not in text and "govuk-crest" not in text


@pytest.mark.django_db
def test_no_migration_is_missing():
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out, verbosity=1)
    assert "No changes detected" in out.getvalue()


def test_every_command_has_an_example():
    from casereview.__main__ import COMMANDS

    for name in COMMANDS:
        done = subprocess.run(
            ["python", "-m", "casereview", name, "--help"],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            executable=_python(),
        )
        assert done.returncode == 0, name
        assert "xample" in done.stdout or "casereview " + name in done.stdout, name


def _python() -> str:
    import sys

    return sys.executable
