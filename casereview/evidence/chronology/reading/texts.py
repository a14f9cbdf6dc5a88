"""A column of texts: a sequence of them, or one as a compiled library holds it, which answers some questions quicker. Pure."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence


class Texts(Sequence[str]):
    """A column of texts that a library holds."""

    @abstractmethod
    def different(self) -> list[str]:
        """Each different text once."""

    @abstractmethod
    def first_signs(self) -> set[str]:
        """The first character of each, and nothing for one that is empty."""

    @abstractmethod
    def meant(self, meaning: Mapping[str, int]) -> Sequence[int]:
        """The number that each text stands for."""


def different(texts: Sequence[str]) -> Iterable[str]:
    """Each different text at least once."""
    return texts.different() if isinstance(texts, Texts) else texts


def first_signs(texts: Sequence[str]) -> set[str]:
    """The first character of each, and nothing for one that is empty.

    >>> sorted(first_signs(("Seen.", "", "School")))
    ['', 'S']
    """
    return texts.first_signs() if isinstance(texts, Texts) else {text[:1] for text in texts}


def meant(texts: Sequence[str], meaning: Mapping[str, int]) -> Sequence[int]:
    """The number that each text stands for."""
    return texts.meant(meaning) if isinstance(texts, Texts) else list(map(meaning.__getitem__, texts))
