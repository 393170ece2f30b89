"""Atoms of visible text, put together to a block's text with the source position of every character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import InlineKind


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup over a stretch of the visible text."""

    kind: InlineKind
    start: int
    end: int
    target: str = ""
    target_start: int = -1
    target_end: int = -1
    in_file: bool = False
    """True when the target's positions are offsets in the file already."""


@dataclass(frozen=True, slots=True)
class InlineText:
    """What is to be seen of a block."""

    text: str
    positions: tuple[int, ...]
    """For every character of `text` its position in the source; one more entry for the end of the last character."""
    marks: tuple[Mark, ...]
    """In order of their start, outer ones first."""


@dataclass(slots=True)
class Atom:
    """A piece of visible text with the source positions of its characters."""

    text: str
    start: int
    end: int
    fixed: bool = False
    """True when all characters stand for the whole stretch (an entity), False when they are it."""


@dataclass(slots=True)
class Span:
    """A mark in terms of atoms, before the visible positions are known."""

    kind: InlineKind
    first: int
    last: int
    target: str = ""
    start: int = -1
    stop: int = -1
    in_file: bool = False


def assemble(atoms: Sequence[Atom], spans: Sequence[Span]) -> InlineText:
    """Put the visible text together, trimmed at both ends and before line breaks."""
    begins: list[int] = []
    positions: list[int] = []
    ends: list[int] = []
    for atom in atoms:
        begins.append(len(positions))
        if atom.fixed:
            positions.extend([atom.start] * len(atom.text))
            ends.extend([atom.end] * len(atom.text))
        else:
            positions.extend(range(atom.start, atom.start + len(atom.text)))
            ends.extend(range(atom.start + 1, atom.start + len(atom.text) + 1))
    begins.append(len(positions))
    text = "".join(atom.text for atom in atoms)
    kept = _kept(text)
    new = _renumber(len(text), kept)
    marks = [
        Mark(s.kind, new[begins[s.first]], new[begins[s.last]], s.target, s.start, s.stop, s.in_file) for s in spans
    ]
    end = ends[kept[-1]] if kept else (positions[-1] if positions else 0)
    return InlineText(
        "".join(text[index] for index in kept),
        (*(positions[index] for index in kept), end),
        tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.target_start))),
    )


def _kept(text: str) -> list[int]:
    """Which characters stay: all but white space at both ends and spaces before a line break."""
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    kept = list(range(first, last))
    if "\n" not in text:
        return kept
    dropped = {index for match in re.finditer(r"[ \t]+(?=\n)", text) for index in range(*match.span())}
    return [index for index in kept if index not in dropped]


def _renumber(length: int, kept: list[int]) -> list[int]:
    """For every old position the new one of the first kept character at or after it."""
    new = [0] * (length + 1)
    for index in kept:
        new[index + 1] = 1
    for index in range(length):
        new[index + 1] += new[index]
    return new
