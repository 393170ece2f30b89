"""Short forms that a note introduces, as mentions: of the long form's entity, or of a new one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.extract.lexicon import fold
from kg.extract.mentions.acronyms import Introduction, find_introductions
from kg.extract.mentions.context import BlockCandidates
from kg.model import Entity, Mention, Span

NewEntity: TypeAlias = Callable[[str, str], Entity]
"""From long and short form to an entity."""

_CONFIDENCE = 0.8
_RULE = "acronym"


@dataclass(frozen=True, slots=True)
class _Named:
    """An introduction with the entity that it names."""

    introduction: Introduction
    holder: BlockCandidates
    entity: Entity


def read_introduced(
    holders: Sequence[BlockCandidates],
    found: Mapping[Span, tuple[Mention, Entity]],
    make_concept: NewEntity,
) -> Iterator[tuple[Mention, Entity]]:
    """Give the mentions that introduced short forms make: where they are introduced and wherever they stand again.

    Args:
        holders: Prose blocks.
        found: The mentions so far, by their span.
        make_concept: Makes the entity of a long form that nobody knows, with the short form as its alias.
    """
    for holder in holders:
        for introduction in find_introductions(holder.block.text):
            named = _name(introduction, holder, found, make_concept)
            if named is not None:
                yield from _spread(named, holders)


def _name(
    introduction: Introduction,
    holder: BlockCandidates,
    found: Mapping[Span, tuple[Mention, Entity]],
    make_concept: NewEntity,
) -> _Named | None:
    long = _span(holder, introduction.long_start, len(introduction.long))
    short = _span(holder, introduction.short_start, len(introduction.short))
    if short in found:
        return None  # both forms are known: nothing is introduced
    inside = [entity for span, (_, entity) in found.items() if long.start <= span.start and span.end <= long.end]
    known = found.get(long)
    if known is None and any(fold(e.label) == fold(introduction.long) for e in inside):
        known = next(
            (Mention(long, e.key, _CONFIDENCE, _RULE), e) for e in inside if fold(e.label) == fold(introduction.long)
        )
    entity = known[1] if known is not None else make_concept(introduction.long, introduction.short)
    return _Named(introduction, holder, entity)


def _spread(named: _Named, holders: Sequence[BlockCandidates]) -> Iterator[tuple[Mention, Entity]]:
    entity = named.entity
    long = named.introduction
    yield Mention(_span(named.holder, long.long_start, len(long.long)), entity.key, _CONFIDENCE, _RULE), entity
    pattern = re.compile(rf"(?<![\w-]){re.escape(long.short.removesuffix('s'))}s?(?![\w-])")
    for holder in holders:
        for match in pattern.finditer(holder.block.text):
            yield Mention(_span(holder, match.start(), len(match.group())), entity.key, _CONFIDENCE, _RULE), entity


def _span(holder: BlockCandidates, start: int, length: int) -> Span:
    return Span(*holder.block.file_span(start, start + length))
