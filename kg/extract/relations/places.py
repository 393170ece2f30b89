"""What a sentence may be about without saying so: its label, the sentence before, parent items, lead-in, headings, company."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relations.scene import Scene, Seen, Sentence
from kg.model import Block, Fact, TalkScope

_FILLER = re.compile(
    r"https?://\S+|www\.\S+|\b(?:and|or|the|a|an|etc|e\.g|eg|i\.e|ie|our|your|their|new|using|with|vs|for)\b\.?"
    r"|\bv?\d[\d.]*\b|[\W_]+",
    re.IGNORECASE,
)
_LABEL_MARK = re.compile(r"[^\S\n]*(?::(?!//)|=(?!=)|[-–—]+>?(?=\s)|→|=>|~>)[^\S\n]*(?=\S|$)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ASIDE = re.compile(r"\([^()]*\)?")
_JOINED = re.compile(r"\s*(?:,|/|&|and|or|,\s*and)\s*", re.IGNORECASE)
_VERB_AFTER = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:also |now |currently |then )?(?:has|have|had|is|are|was|were|will|can|could|do|does|did|[a-z]{2,}ed|[a-z]{2,}[^su]s|"
    r"use|run|make|need|give|let|lets|offer|provide|support|built|made|chose|wrote|took|went|saw|found|began|gave|put)\b(?!['’-])"
)
_OPENING = re.compile(
    r"^[\W\d_]*(?:(?:talk|session|keynotes?|day|part|section|chapter|lab|step|tutorial|workshop|lightning|panel|demo|closing|opening|track)s?"
    r"[\W\d_]*)*(?:an? |the )?(?:intro(?:duction)?(?: to)?|deep[- ]dive(?: into| on| of)?|getting started with|what(?:['’]s| is| are)|understanding|why|how|meet|"
    r"benefits of|costs of|about|introducing|using|running)?(?: the| an?)?[\W_]*",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:with|using|via|through|by|about|into|introducing|meet)(?: the| an?)?\s*$", re.IGNORECASE)
_GROUND = re.compile(r"\b(?:on|in|for|to|of|from|at|and|or|inside|your|our)(?: the| an?)?\s*$|[&,/]\s*$", re.IGNORECASE)
_MAX_LABEL_WORDS = 6
_BRIEF_WORDS = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with the way in which it stands in its sentence."""

    seen: Seen
    text: str
    """The sentence."""
    form: str
    """``alone`` (nothing but names), ``label`` (before a colon or dash), ``listed`` (after one, nothing but names), ``told`` (after one,
    in other words), ``aside`` (in brackets), ``agent`` (first words, then a verb), ``head`` (first words), ``brief`` (with at most
    three words that are no names) or ``in``. In a heading: ``alone``, ``topic`` (its first words), ``means`` ("… with X"),
    ``ground`` ("… on X") or ``in``."""
    plural: bool
    """Whether its last word ends like a plural."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the note that a sentence hangs under."""

    name: str
    """``label``, ``before``, ``parent``, ``ancestor``, ``lead``, ``heading``, ``upper``, ``title``, ``company`` …"""
    distance: int
    """0 for the nearest."""
    placed: tuple[Placed, ...]


def place_mentions(sentence: Sentence) -> tuple[Placed, ...]:
    """Say how each mention stands in its sentence."""
    mark = find_label_end(sentence)
    asides = [(m.start(), m.end()) for m in _ASIDE.finditer(sentence.text)]
    rest_start = mark[1] if mark else 0
    addresses = [(m.start(), m.end()) for m in _ADDRESS.finditer(sentence.text)]
    extra = _count_extra_words(sentence, rest_start, asides)
    placed = []
    for seen in sentence.seen:
        start = seen.start - sentence.start
        if not any(a <= start < b for a, b in addresses):
            name = sentence.text[start : seen.end - sentence.start]
            plural = name.endswith("s") and not name.endswith(("ss", "us", "is")) and not seen.label.endswith("s")
            placed.append(Placed(seen, sentence.text, _form(sentence, start, mark, asides, extra=extra), plural))
    return tuple(placed)


def _form(
    sentence: Sentence, start: int, mark: tuple[int, int] | None, asides: Sequence[tuple[int, int]], *, extra: int
) -> str:
    if any(a <= start < b for a, b in asides):
        return "aside"
    if sentence.kind == "heading":
        return "alone" if mark is None and extra == 0 else _form_in_heading(sentence.text[:start])
    if mark and start < mark[0]:
        return "label"
    if mark:
        return "listed" if extra == 0 else "told"
    if extra == 0:
        return "alone"
    if not _FILLER.sub("", sentence.text[:start]):
        return "agent" if _VERB_AFTER.match(sentence.text, _end_of(sentence, start)) else "head"
    return "brief" if extra <= _BRIEF_WORDS else "in"


def _form_in_heading(before: str) -> str:
    rest = _OPENING.sub("", before, count=1).strip()
    if not _FILLER.sub("", rest):
        return "topic"
    if _MEANS.search(rest):
        return "means"
    return "ground" if _GROUND.search(rest) else "in"


def _end_of(sentence: Sentence, start: int) -> int:
    """Find the end of the mention that starts at `start`, and of those joined to it."""
    end = start
    for seen in sentence.seen:
        a, b = seen.start - sentence.start, seen.end - sentence.start
        if a >= start and (end == start or _JOINED.fullmatch(sentence.text[end:a])):
            end = b
    return end


def find_label_end(sentence: Sentence) -> tuple[int, int] | None:
    """Find the colon, dash or arrow that ends a short label, as (its start, start of the rest); None without one."""
    covered = [(s.start - sentence.start, s.end - sentence.start) for s in sentence.seen]
    for match in _LABEL_MARK.finditer(sentence.text):
        if any(a <= match.start() < b for a, b in covered):
            continue
        label = sentence.text[: match.start()]
        if label.strip() and len(label.split()) <= _MAX_LABEL_WORDS:
            return match.start(), match.end()
        return None
    return None


def _count_extra_words(sentence: Sentence, start: int, asides: Sequence[tuple[int, int]]) -> int:
    """Count the words after `start` that are no names, brackets and small words aside."""
    left = list(sentence.text)
    for a, b in [*asides, *((s.start - sentence.start, s.end - sentence.start) for s in sentence.seen)]:
        left[a:b] = " " * (min(b, len(left)) - a)
    return len(_FILLER.sub(" ", "".join(left)[start:]).split())


class Places:
    """Finds what a sentence hangs under.

    Args:
        scene: The note.
        scopes: Its talks.
        facts: Who presents them and where those people work.
    """

    def __init__(self, scene: Scene, scopes: Sequence[TalkScope], facts: Sequence[Fact]) -> None:
        self._scene = scene
        self._scopes = scopes
        self._counts: dict[str, Counter[str]] = {}
        self._placed: dict[tuple[int, int], tuple[Placed, ...]] = {}
        self._company: dict[str, Placed | None] = {}
        speakers: dict[str, list[str]] = {}
        employers: dict[str, list[str]] = {}
        for fact in facts:
            if fact.predicate == "presentedBy":
                speakers.setdefault(fact.subject, []).append(fact.object)
            elif fact.predicate == "affiliatedWith":
                employers.setdefault(fact.subject, []).append(fact.object)
        self._companies = {
            talk: tuple(dict.fromkeys(c for person in people for c in employers.get(person, ())))
            for talk, people in speakers.items()
        }

    def scope_of(self, block: Block) -> TalkScope | None:
        """Find the innermost talk that a block belongs to."""
        at = block.offsets[0]
        inside = [s for s in self._scopes if s.span.start <= at < s.span.end]
        return max(inside, key=lambda s: (s.span.start, -s.span.end), default=None)

    def placed(self, sentence: Sentence) -> tuple[Placed, ...]:
        """Say how each mention stands in its sentence."""
        key = (sentence.block, sentence.start)
        if key not in self._placed:
            self._placed[key] = place_mentions(sentence)
        return self._placed[key]

    def is_heading(self, sentence: Sentence) -> bool:
        """Whether the sentence stands in a heading."""
        return self._scene.note.blocks[sentence.block].kind == "heading"

    def around(self, sentence: Sentence) -> tuple[Place, ...]:
        """Give what the sentence hangs under, nearest first; places without a mention are left out."""
        found: list[Place] = []
        block = self._scene.note.blocks[sentence.block]
        for name, sentences in self._ascend(sentence):
            placed = tuple(p for s in sentences for p in self.placed(s))
            if name == "title":
                placed = self._keep_main(placed, block)
            if placed:
                found.append(Place(name, len(found), placed))
        company = self._company_of(block)
        if company is not None:
            found.append(Place("company", len(found), (company,)))
        return tuple(found)

    def _keep_main(self, placed: Sequence[Placed], block: Block) -> tuple[Placed, ...]:
        """Leave only the most mentioned of the tools in a talk's title: it is what the talk is about."""
        tools = list(dict.fromkeys(p.seen.key for p in placed if p.seen.cls == "Tool"))
        if len(tools) < 2:
            return tuple(placed)
        counts = self._counts_in(self.scope_of(block))
        topics = {p.seen.key for p in placed if p.form == "topic"}
        main = max(tools, key=lambda key: (key in topics, counts[key], -tools.index(key)))
        return tuple(p for p in placed if p.seen.cls != "Tool" or p.seen.key == main)

    def _counts_in(self, scope: TalkScope | None) -> Counter[str]:
        key = scope.talk if scope else ""
        if key not in self._counts:
            blocks = [
                b for b in self._scene.note.blocks if scope is None or scope.span.start <= b.offsets[0] < scope.span.end
            ]
            self._counts[key] = Counter(s.key for b in blocks for s in self._scene.seen_in(b.index))
        return self._counts[key]

    def _company_of(self, block: Block) -> Placed | None:
        """Find the company whose story the block's talk tells: the title's, else the speakers' only one."""
        scope = self.scope_of(block)
        if scope is None:
            return None
        if scope.talk not in self._company:
            self._company[scope.talk] = self._find_company(scope)
        return self._company[scope.talk]

    def _find_company(self, scope: TalkScope) -> Placed | None:
        """Find it among the mentions of companies in the talk.

        Its form says how sure it is: ``title`` (named before any person), ``body`` (the speakers' only employer, and named in
        the notes too) or ``speaker`` (their only employer).
        """
        blocks = [
            b for b in self._scene.note.blocks if b.offsets[0] < scope.span.end and b.offsets[-1] > scope.span.start
        ]
        seen = [p.seen for b in blocks for s in self._scene.sentences(b.index) for p in self.placed(s)]
        first = blocks[0].index if blocks else -1
        people = [s.start for s in seen if s.block == first and s.cls == "Person"]
        named = [s for s in seen if s.block == first and s.cls == "Company" and s.start < min(people, default=s.end)]
        if len({s.key for s in named}) == 1:
            return Placed(named[0], "", "title", plural=False)
        if any(
            p.form == "topic" and p.seen.cls == "Tool" for s in self._scene.sentences(first) for p in self.placed(s)
        ):
            return None  # the talk is about a tool
        employers = self._companies.get(scope.talk, ())
        speaking = [s for s in seen if s.key in employers and s.cls == "Company"]
        if len(employers) != 1 or not speaking:
            return None
        introductions = {first, *(s.block for s in seen if s.cls == "Person")}
        in_body = [s for s in speaking if s.block not in introductions]
        return Placed(speaking[0], "", "body" if in_body else "speaker", plural=False)

    def _ascend(self, sentence: Sentence) -> Iterator[tuple[str, Sequence[Sentence]]]:
        blocks = self._scene.note.blocks
        block = blocks[sentence.block]
        for earlier in reversed([s for s in self._scene.sentences(block.index) if s.start < sentence.start]):
            yield "before", (earlier,)
        name = "parent"
        above = block
        while above.parent is not None:
            above = blocks[above.parent]
            if above.kind == "heading":
                break
            yield name if above.kind == "item" else "lead", self._scene.sentences(above.index)
            name = "ancestor"
        yield from self._headings(block)

    def _headings(self, block: Block) -> Iterator[tuple[str, Sequence[Sentence]]]:
        sections = self._scene.note.sections
        scope = self.scope_of(block)
        section = sections[block.section]
        name = "heading"
        while True:
            if section.heading is not None:
                heading = self._scene.note.blocks[section.heading]
                titled = scope is not None and heading.offsets[0] <= scope.span.start < heading.offsets[-1]
                if heading.index != block.index:
                    yield "title" if titled else name, self._scene.sentences(heading.index)
                name = "upper"
            if section.parent is None:
                return
            section = sections[section.parent]
