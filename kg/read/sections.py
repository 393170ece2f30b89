"""Blocks to the outline of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Block, Section


def make_sections(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Find the sections and tell every block which one holds it.

    Returns:
        The blocks with `section` set, and the sections in document order, the root section first.
    """
    placed: list[Block] = []
    sections = [Section(0, 0, None, None, 0, len(blocks))]
    open_sections = [0]
    for block in blocks:
        if block.kind == "heading":
            while sections[open_sections[-1]].level >= block.depth:
                closed = open_sections.pop()
                sections[closed] = replace(sections[closed], last_block=block.index)
            parent = open_sections[-1]
            open_sections.append(len(sections))
            sections.append(Section(len(sections), block.depth, block.index, parent, block.index, len(blocks)))
        placed.append(replace(block, section=open_sections[-1]))
    return tuple(placed), tuple(sections)
