"""Characters for which no font of a PDF has a picture: said in words in its place, so that one of them does not keep a paper from leaving.

An emoji in a message becomes *[baby]*; a name in letters that the PDF cannot show becomes *[Chinese letters]*. The Word file has
the character itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
USUAL = re.compile("[\x00-\u024f\u2010-\u2027\u2030-\u203e\u20ac\u25aa\ufffd]")
"""Letters of European languages and the marks of print: the fonts have them all."""
PROBE = HERE / "probe.typ"
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
"""What only colours the picture before it."""
SCRIPTS = {
    "Cjk": "Chinese",
    "Hiragana": "Japanese",
    "Katakana": "Japanese",
    "Hangul": "Korean",
    "Gurmukhi": "Punjabi",
}


def in_print(text: str) -> str:
    """A text with words for each character that a PDF cannot show; everything else as it was.

    >>> in_print("Sent 👶🏽 and 漢字 to Siân")
    'Sent [baby] and [Chinese letters] to Siân'
    """
    odd = sorted(set(USUAL.sub("", text)))
    if not odd or shows("".join(odd)):
        return text
    missing = "".join(re.escape(one) for one in odd if not shows(one))
    return re.sub(f"[{missing}]+", lambda run: _words(run[0]), text) if missing else text


@lru_cache(maxsize=4096)
def shows(text: str) -> bool:
    """Whether the fonts have a picture for every character of a text."""
    import typst

    try:
        typst.compile(
            str(PROBE),
            pdf_standards=["ua-1"],
            font_paths=[str(HERE / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"said": text},
        )
    except (typst.TypstError, RuntimeError):
        return False
    return True


def _words(run: str) -> str:
    said: list[str] = []
    for one in SKIN.sub("", run) or run:
        words = _letters(one) if unicodedata.category(one)[0] in "LMN" else _called(one)
        if not said or said[-1] != words:
            said.append(words)
    return "".join(said)


def _called(one: str) -> str:
    return f"[{unicodedata.name(one, f'U+{ord(one):04X}').lower().replace('u+', 'U+')}]"


def _letters(one: str) -> str:
    script = unicodedata.name(one, "unknown").split()[0].capitalize()
    return f"[{SCRIPTS.get(script, script)} letters]"
