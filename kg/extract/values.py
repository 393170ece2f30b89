"""What the stages of extraction hand to each other: talks first, then mentions, then relations."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Entity, Fact, Mention, TalkScope


@dataclass(frozen=True, slots=True)
class Findings:
    """What one stage found in one note."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """Their spans do not overlap within one stage; an earlier stage's spans are not read again by a later one."""
    facts: tuple[Fact, ...] = ()
    scopes: tuple[TalkScope, ...] = ()
