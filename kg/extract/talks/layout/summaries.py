"""Talks whose titles stand in the summaries of parts that a reader opens: "<details><summary>Title</summary>"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.talks.events.find import is_event_heading
from kg.extract.talks.text.decor import CONTAINER
from kg.extract.talks.text.stretch import Stretch
from kg.model import Block

_SUMMARY = re.compile(r"<summary[^<>]*>\s*+(?:<(?:b|strong|i|em|h\d)>\s*+)*+([^<>]{2,219}[^<>\s])\s*+</", re.IGNORECASE)
"""Possessive, for a note may hold any number of blanks."""
_TAG = re.compile(r"<(/?)details\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a note that opens, with its summary."""

    title: Stretch
    last: int
    """Index after its last block."""


def find_parts(blocks: Sequence[Block]) -> list[Part]:
    """Find the outer parts that open below a day, a conference or "Sessions", or below no heading at all."""
    parts: list[Part] = []
    title: Stretch | None = None
    depth, holds = 0, True
    for block in blocks:
        if block.kind == "heading" and not depth:
            holds = bool(CONTAINER.fullmatch(block.text.strip(" :#*"))) or is_event_heading(block.text)
        if block.kind != "html":
            continue
        if not depth and holds and (match := _SUMMARY.search(block.text)):
            title = Stretch(block, match.start(1), match.end(1))
        for tag in _TAG.finditer(block.text):
            depth = max(0, depth + (-1 if tag[1] else 1))
        if not depth and title is not None:
            parts.append(Part(title, block.index + 1))
            title = None
    return parts
