"""Speakers who stand inside a talk's notes: the guests of a keynote, the people on a panel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.speakers.credits import Credit, read_credits
from kg.extract.talks.text.names import Level, is_profile
from kg.extract.talks.text.stretch import Stretch, whole
from kg.model import Block


def find_guests(blocks: Sequence[Block], companies: Companies, *, session: bool) -> list[Credit]:
    """Find the persons who head a part of a talk's notes.

    They stand in top bullets that have notes of their own under them ("Jane Roe - CTO, Acme").

    Args:
        blocks: The talk's own blocks.
        companies: Finds companies.
        session: The heading names a kind of session (keynote, panel): then bullets such as "Jane Roe (Acme): her topic"
            and the first lines of paragraphs count too.
    """
    people: list[Credit] = []
    for block, following in pairwise(blocks):
        if _is_top_item(block) and following.parent == block.index:
            people.extend(_read_guest(whole(block), companies))
    if session:
        people.extend(_find_in_bullets(blocks, companies))
        for block in blocks:
            line = next(whole(block).lines(), None)
            if line is not None and block.kind == "paragraph":
                people.extend(_read_guest(line, companies))
    return people


def find_nested(title: Block, blocks: Sequence[Block], companies: Companies) -> list[Credit]:
    """Find the persons in the items right under a talk's own item: the first one, and those with notes or a profile.

    Args:
        title: The talk's item.
        blocks: What follows it.
        companies: Finds companies.
    """
    nested = [b for b in blocks if b.kind == "item" and b.parent == title.index]
    noted = {b.parent for b in blocks}
    people: list[Credit] = []
    for block in nested if title.kind == "item" else ():
        if block is nested[0] or block.index in noted or any(is_profile(i.target) for i in block.inlines):
            who = read_credits(whole(block), companies)
            people.extend(who.people if who and who.complete and who.level is Level.FIRM else ())
    return people


def _find_in_bullets(blocks: Sequence[Block], companies: Companies) -> list[Credit]:
    """Read the top bullets as guests when at least half of them, and two, can be read so."""
    found = [_read_topic(whole(b), companies) for b in blocks if _is_top_item(b)]
    if len([f for f in found if f]) * 2 < max(4, len(found)):
        return []
    return [person for people in found for person in people]


def _read_guest(line: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read a line that is a person's name with role or company."""
    who = read_credits(line, companies)
    return who.people if who and who.has_company and (who.level is Level.FIRM or who.complete) else ()


def _read_topic(line: Stretch, companies: Companies) -> tuple[Credit, ...]:
    """Read "Jane Roe (Acme)", "Jane Roe (Acme): her topic", "Jane Roe: her topic"."""
    colon = line.text.find(":")
    who = read_credits(line.cut(0, colon) if colon > 0 else line, companies)
    if who is None or not who.complete:
        return ()
    return who.people if who.has_company or (colon > 0 and who.level is Level.FIRM) else ()


def _is_top_item(block: Block) -> bool:
    return block.kind == "item" and block.depth == 1
