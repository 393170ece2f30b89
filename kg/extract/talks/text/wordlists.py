"""The word lists beside this module: one entry a line, ``#`` starts a comment line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kg.extract.lexicon import to_plain


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Give the entries of the list ``data/<name>.txt`` in their order."""
    text = files(__package__).joinpath("data").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def read_words(name: str) -> frozenset[str]:
    """Give the entries of the list ``data/<name>.txt`` as a set of `to_plain` forms."""
    return frozenset(to_plain(line) for line in read_lines(name))
