"""Who speaks, in lines further below a title: credits after an abstract, what the one speaker says of the own work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.talks.speakers.companies import Companies, has_company_shape
from kg.extract.talks.speakers.credits import Credit, read_credits
from kg.extract.talks.speakers.items import is_role
from kg.extract.talks.text.names import Level
from kg.extract.talks.text.stretch import Stretch, whole
from kg.model import Block

_MOST_BLOCKS = 8
"""Blocks under a title that are searched for credits."""
_FIRST_BLOCKS = 4
_WORKS = re.compile(
    r"(?:(?P<role>[A-Za-z][\w\- ]{2,40}?)\s+(?:of|at|for|@)\s+|(?:works|working|employed)\s+(?:at|for)\s+)"
    r"(?P<firm>[A-Z][\w.&\-]*(?:\s+[A-Z][\w.&\-]*){0,3})(?=\s*(?:$|[,.;(]))"
)


def find_later_credits(blocks: Sequence[Block], companies: Companies) -> tuple[Credit, ...]:
    """Find the first paragraph of a talk's notes whose every line names a person with role or company."""
    for block in blocks[:_MOST_BLOCKS]:
        if block.kind == "heading":
            break
        if block.kind == "paragraph" and (people := _read_paragraph(block, companies)):
            return people
    return ()


def _read_paragraph(block: Block, companies: Companies) -> tuple[Credit, ...]:
    people: list[Credit] = []
    for line in whole(block).lines():
        who = read_credits(line, companies)
        if who is None or not who.complete or who.level is not Level.FIRM or not who.has_company:
            return ()
        people.extend(who.people)
    return tuple(people)


def add_workplace(people: Sequence[Credit], blocks: Sequence[Block], companies: Companies) -> list[Credit]:
    """Give the one speaker the company that one of the first bullets tells: "Founder of Acme", "works at Acme"."""
    if len(people) != 1 or people[0].companies:
        return list(people)
    for block in blocks[:_FIRST_BLOCKS]:
        match = _WORKS.match(block.text) if block.kind == "item" else None
        if match is None or (match["role"] and not is_role(match["role"])):
            continue
        firm = Stretch(block, match.start("firm"), match.end("firm")).strip(".")
        if companies.is_known(firm.text) or _is_new(firm.text, companies):
            return [replace(people[0], companies=(firm.locate(),))]
    return list(people)


def _is_new(name: str, companies: Companies) -> bool:
    shaped = has_company_shape(name, companies.lexicon, lone_lower=False)
    return shaped and not companies.lexicon.entries(name)
