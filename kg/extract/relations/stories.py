"""Whose talk it is: the tool that its title is about, the company whose story it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.relations.forms import Placed, place_mentions
from kg.extract.relations.scene import Scene, Seen
from kg.model import Block, Fact, TalkScope

_AGAIN = 2
"""In how many blocks the notes of a talk name the company whose story it tells; once is a remark."""


class Stories:
    """Knows the talks of a note.

    Args:
        scene: The note.
        scopes: Its talks.
        facts: Who presents them and where those people work.
    """

    def __init__(self, scene: Scene, scopes: Sequence[TalkScope], facts: Sequence[Fact]) -> None:
        self._scene = scene
        self._scopes = scopes
        self._counts: dict[str, Counter[str]] = {}
        self._company: dict[str, Placed | None] = {}
        self._left: dict[str, frozenset[str]] = {}
        self._again: dict[tuple[str, int], int] = {}
        speakers = _gather(facts, "presentedBy")
        employers = _gather(facts, "affiliatedWith")
        self._employers = {
            talk: tuple(dict.fromkeys(c for person in people for c in employers.get(person, ())))
            for talk, people in speakers.items()
        }

    def scope_of(self, block: Block) -> TalkScope | None:
        """Find the innermost talk that a block belongs to."""
        at = block.offsets[0]
        inside = [s for s in self._scopes if s.span.start <= at < s.span.end]
        return max(inside, key=lambda s: (s.span.start, -s.span.end), default=None)

    def left_by(self, scope: TalkScope) -> frozenset[str]:
        """Find the names that a talk's title says were given up: "From X to Y"."""
        if scope.talk not in self._left:
            first = next(self._blocks(scope), None)
            seen = self._scene.seen_in(first.index) if first is not None else ()
            self._left[scope.talk] = frozenset(s.key for s in seen if self._scene.is_left(s))
        return self._left[scope.talk]

    def keep_main(self, placed: Sequence[Placed], scope: TalkScope | None) -> tuple[Placed, ...]:
        """Of the tools in a talk's title leave only what it is about: its topic, else the most mentioned."""
        tools = list(dict.fromkeys(p.seen.key for p in placed if p.seen.cls == "Tool"))
        if len(tools) < 2:
            return tuple(placed)
        counts = self._count_mentions(scope)
        topics = {p.seen.key for p in placed if p.form == "topic"}
        left = {p.seen.key for p in placed if self._scene.is_left(p.seen)}
        main = max(tools, key=lambda key: (key not in left, key in topics, counts[key], -tools.index(key)))
        return tuple(p for p in placed if p.seen.cls != "Tool" or p.seen.key == main)

    def _count_mentions(self, scope: TalkScope | None) -> Counter[str]:
        talk = scope.talk if scope else ""
        if talk not in self._counts:
            self._counts[talk] = Counter(s.key for b in self._blocks(scope) for s in self._scene.seen_in(b.index))
        return self._counts[talk]

    def company_of(self, scope: TalkScope | None, above: Sequence[Sequence[Placed]]) -> Placed | None:
        """Find the company whose story a sentence tells.

        Its form says how sure it is: ``title`` (named in the talk's title, before any person), ``body`` (the only
        employer of those who speak, named again and again) or ``speaker`` (the only employer). A talk about a tool is
        nobody's story.

        Args:
            scope: The talk; None outside talks.
            above: What stands in the blocks above the sentence, nearest first; who is introduced there with a company
                is the one who speaks.
        """
        for placed in above:
            companies = {p.seen.key: p.seen for p in placed if p.seen.cls == "Company"}
            if len(companies) == 1 and any(p.seen.cls == "Person" for p in placed):
                (company,) = companies.values()
                return Placed(company, "", "body" if self._count_again(company, scope) else "speaker", plural=False)
        if scope is None:
            return None
        if scope.talk not in self._company:
            self._company[scope.talk] = self._find_company(scope)
        return self._company[scope.talk]

    def _count_again(self, company: Seen, scope: TalkScope | None) -> int:
        """Count the blocks that name a company again, up to the next person who is introduced with one."""
        key = (company.key, company.block)
        if key not in self._again:
            self._again[key] = self._look_again(company, scope)
        return self._again[key]

    def _look_again(self, company: Seen, scope: TalkScope | None) -> int:
        found = 0
        for block in self._blocks(scope):
            classes = {s.cls for s in self._scene.seen_in(block.index)}
            if block.index <= company.block or block.kind == "heading":
                continue
            if {"Person", "Company"} <= classes:
                break
            found += any(p.seen.key == company.key for p in self._placed_in(block))
        return found

    def _find_company(self, scope: TalkScope) -> Placed | None:
        placed = [p for b in self._blocks(scope) for p in self._placed_in(b)]
        first = min((b.index for b in self._blocks(scope)), default=-1)
        title = [p for p in placed if p.seen.block == first]
        people = [p.seen.start for p in title if p.seen.cls == "Person"]
        named = [p for p in title if p.seen.cls == "Company" and p.seen.start < min(people, default=p.seen.end)]
        if len({p.seen.key for p in named}) == 1:
            return Placed(named[0].seen, "", "title", plural=False)
        if any(p.form == "topic" and p.seen.cls == "Tool" for p in title):
            return None
        employers = self._employers.get(scope.talk, ())
        speaking = [p.seen for p in placed if p.seen.key in employers and p.seen.cls == "Company"]
        if len(employers) == 1 and speaking:
            form = "body" if self._count_again(speaking[0], scope) >= _AGAIN else "speaker"
            return Placed(speaking[0], "", form, plural=False)
        return None

    def _placed_in(self, block: Block) -> Iterator[Placed]:
        for sentence in self._scene.sentences(block.index):
            yield from place_mentions(sentence)

    def _blocks(self, scope: TalkScope | None) -> Iterator[Block]:
        for block in self._scene.note.blocks:
            if scope is None or (block.offsets[0] < scope.span.end and block.offsets[-1] > scope.span.start):
                yield block


def _gather(facts: Sequence[Fact], predicate: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts:
        if fact.predicate == predicate:
            found.setdefault(fact.subject, []).append(fact.object)
    return found
