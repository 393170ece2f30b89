"""Short forms that a note introduces, as mentions: of the long form's entity, or of a new one.

What the note says of a short form outweighs a doubtful meaning that the vocabulary knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.extract.lexicon import fold, singularize
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
    is_certain: Callable[[str], bool],
) -> Iterator[tuple[Mention, Entity]]:
    """Give the mentions that introduced short forms make: where they are introduced and wherever they stand again.

    Args:
        holders: Prose blocks.
        found: The mentions so far, by their span.
        make_concept: Makes the entity of a long form that nobody knows, with the short form as its alias.
        is_certain: Whether a name means one thing only, wherever it stands.
    """
    for holder in holders:
        for introduction in find_introductions(holder.block.text):
            if not _is_known(introduction, holder, found, is_certain):
                yield from _spread(_name(introduction, holder, found, make_concept), holders)


def _is_known(
    introduction: Introduction,
    holder: BlockCandidates,
    found: Mapping[Span, tuple[Mention, Entity]],
    is_certain: Callable[[str], bool],
) -> bool:
    """Whether the short form is read as something known already that may well be what the long form says."""
    known = found.get(_span(holder, introduction.short_start, len(introduction.short)))
    if known is None or not known[1].known:
        return False
    names = {singularize(fold(n)) for n in (known[1].label, *known[1].alt_labels)}
    return is_certain(introduction.short) or singularize(fold(introduction.long)) in names


def _name(
    introduction: Introduction,
    holder: BlockCandidates,
    found: Mapping[Span, tuple[Mention, Entity]],
    make_concept: NewEntity,
) -> _Named:
    long = _span(holder, introduction.long_start, len(introduction.long))
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
