"""Maintainers: fetch the front-end packages and keep what we use of them, less what is GOV.UK's alone.

Usage: python tools/vendor_frontend.py

Boards are not GOV.UK, so its font, crown and crest must go: the guidance lets everybody use the design system
"with the exception of branding". Nobody else needs this, nor Node: what it writes is committed. Then look at
``git diff --stat``, run the tests of ``casereview/web`` and set the versions in THIRD_PARTY.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "casereview" / "web"
VENDOR = WEB / "static" / "vendor"
AXE = WEB / "tests" / "vendor" / "axe"
PACKAGES = {
    "govuk-frontend": "6.6.0",
    "@ministryofjustice/frontend": "11.1.0",
    "axe-core": "4.14.1",
}
STYLES = {
    "govuk-frontend.css": ("govuk-frontend", "dist/govuk/govuk-frontend.min.css"),
    "moj-frontend.css": ("@ministryofjustice/frontend", "moj/moj-frontend.min.css"),
}
COPIES = {
    VENDOR / "govuk-frontend.js": ("govuk-frontend", "dist/govuk/govuk-frontend.min.js"),
    AXE / "axe.min.js": ("axe-core", "axe.min.js"),
    AXE / "LICENSE": ("axe-core", "LICENSE"),
}
BRANDED = re.compile(r"crest|crown", re.IGNORECASE)
RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<body>[^{}]*)\}")


def without_branding(css: str) -> str:
    """A style sheet without GOV.UK's font, crown and crest, or addresses of files that we do not ship."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"""["']?GDS Transport["']?,""", "", css)
    css = RULE.sub(_unbranded, css)
    css = re.sub(r"url\((?!['\"]?(?:data:|#))[^)]*\)", "none", css)
    for word in ("@font-face", "GDS Transport", "crest", "crown", "/assets/"):
        if word in css:
            raise SystemExit(f"'{word}' is still in the style sheet, so nothing more was written.")
    return css


def _unbranded(rule: re.Match[str]) -> str:
    """One rule, without the selectors that are branding; nothing where the whole rule is."""
    if "govuk-crest" in rule["body"]:
        return ""
    kept = [one for one in rule["selectors"].split(",") if not BRANDED.search(one)]
    return f"{','.join(kept)}{{{rule['body']}}}" if kept else ""


def fetch(package: str, version: str, into: Path) -> Path:
    """Fetch one published package and unpack it; the folder that holds its files."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed. It is needed here and nowhere else.")
    command = [npm, "pack", "--silent", f"{package}@{version}", "--pack-destination", str(into)]
    made = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - names and versions are above
    folder = into / package.replace("/", "-").lstrip("@")
    with tarfile.open(into / made.stdout.split()[-1]) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def main() -> None:
    """Write the style sheets, the script and the checker."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: fetch(name, version, Path(scratch)) for name, version in PACKAGES.items()}
        VENDOR.mkdir(parents=True, exist_ok=True)
        AXE.mkdir(parents=True, exist_ok=True)
        for name, (package, path) in STYLES.items():
            css = (folders[package] / path).read_text(encoding="utf-8")
            (VENDOR / name).write_text(without_branding(css), encoding="utf-8")
        for target, (package, path) in COPIES.items():
            text = (folders[package] / path).read_text(encoding="utf-8")
            target.write_text(re.sub(r"\n?//# sourceMappingURL=\S+", "", text), encoding="utf-8")


if __name__ == "__main__":
    main()
