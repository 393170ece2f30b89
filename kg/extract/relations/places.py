"""What a sentence may be about without saying so: the sentence before, parent items, lead-in, headings, company."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relations.forms import Placed, place_mentions
from kg.extract.relations.scene import Scene, Sentence
from kg.extract.relations.stories import Stories
from kg.model import Block, Fact, TalkScope

_INTRODUCING = frozenset({"before", "parent", "ancestor", "heading", "upper"})
"""Where somebody is introduced who then speaks."""
_MOST_BEFORE = 5
_MOST_SENTENCES = 20
"""Of a lead-in or heading; more are no lead-in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the note that a sentence hangs under."""

    name: str
    """``before``, ``parent``, ``ancestor``, ``lead``, ``heading``, ``upper``, ``title``, ``company`` …"""
    distance: int
    """0 for the nearest."""
    placed: tuple[Placed, ...]


class Places:
    """Finds what a sentence hangs under.

    Args:
        scene: The note.
        scopes: Its talks.
        facts: Who presents them and where those people work.
    """

    def __init__(self, scene: Scene, scopes: Sequence[TalkScope], facts: Sequence[Fact]) -> None:
        self._scene = scene
        self._stories = Stories(scene, scopes, facts)
        self._placed: dict[tuple[int, int], tuple[Placed, ...]] = {}

    def placed(self, sentence: Sentence) -> tuple[Placed, ...]:
        """Say how each mention stands in its sentence."""
        key = (sentence.block, sentence.start)
        if key not in self._placed:
            self._placed[key] = place_mentions(sentence)
        return self._placed[key]

    def around(self, sentence: Sentence) -> tuple[Place, ...]:
        """Give what the sentence hangs under, nearest first; places without a mention are left out."""
        found: list[Place] = []
        scope = self._stories.scope_of(self._scene.note.blocks[sentence.block])
        for name, sentences in self._ascend(sentence, scope):
            placed = tuple(p for s in sentences[:_MOST_SENTENCES] for p in self.placed(s))
            if name == "title":
                placed = self._stories.keep_main(placed, scope)
            if placed:
                found.append(Place(name, len(found), placed))
        above = [p.placed for p in found if p.name in _INTRODUCING]
        company = self._stories.company_of(scope, above)
        if company is not None:
            found.append(Place("company", len(found), (company,)))
        return tuple(found)

    def find_past(self, sentence: Sentence) -> frozenset[str]:
        """Find the names that the title of the sentence's talk says were left behind; no company states them there."""
        scope = self._stories.scope_of(self._scene.note.blocks[sentence.block])
        return self._stories.left_by(scope) if scope is not None else frozenset()

    def _ascend(self, sentence: Sentence, scope: TalkScope | None) -> Iterator[tuple[str, Sequence[Sentence]]]:
        blocks = self._scene.note.blocks
        block = blocks[sentence.block]
        earlier = [s for s in self._scene.sentences(block.index) if s.start < sentence.start]
        for before in (*reversed(earlier[-_MOST_BEFORE:]), *earlier[:-_MOST_BEFORE][:1]):
            yield "before", (before,)
        name, above = "parent", block
        while above.parent is not None and blocks[above.parent].kind != "heading":
            above = blocks[above.parent]
            yield name if above.kind == "item" else "lead", self._scene.sentences(above.index)
            name = "ancestor"
        yield from self._ascend_headings(block, scope)

    def _ascend_headings(self, block: Block, scope: TalkScope | None) -> Iterator[tuple[str, Sequence[Sentence]]]:
        sections = self._scene.note.sections
        index: int | None = block.section
        name = "heading"
        while index is not None:
            section = sections[index]
            if section.heading is not None:
                heading = self._scene.note.blocks[section.heading]
                titled = scope is not None and heading.offsets[0] <= scope.span.start < heading.offsets[-1]
                if heading.index != block.index:
                    yield "title" if titled else name, self._scene.sentences(heading.index)
                name = "upper"
            index = section.parent
