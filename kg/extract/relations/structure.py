"""Cues in the layout: what stands under a heading, a parent item, a lead-in, a label, or in the same sentence.

A pattern of kind ``structure`` reads ``O:Concept parent alone,label > S:Tool alone,listed``: the role and class of the name that
stands above, where it stands (see `kg.extract.relations.places.Place`; several with ``|``), in which forms (see
`kg.extract.relations.places.Placed`; left out: any), then role, class and forms of the name below. Only the nearest place with a
name of that class counts, unless ``*`` follows the places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.relations.places import Placed, Places
from kg.extract.relations.scene import Seen, Sentence
from kg.model import Relation

_PATTERN = re.compile(
    r"(?P<role>[SO])(?::(?P<above>[\w|]+))? (?P<places>[a-z|]+)(?P<far>\*)?(?: (?P<forms>(?!plural|sole)[a-z,]+))?(?P<plural> plural)?(?P<sole> sole)?(?: /(?P<words>[^/]+)/)?"
    r" > [SO](?::(?P<below>[\w|]+))?(?: (?P<below_forms>[a-z,]+))?"
)
_ROW = re.compile(
    r"(?:\s*\([^()]*\))?\s*(?:,|;|/|&|\band\b|\bor\b)\s*(?:(?:(?:and|or|the|a|an|even|also)\s+|[\w-]+\s+)?\0(?:\s*\([^()]*\))?\s*(?:,|;|/|&|\band\b|\bor\b)\s*)*"
    r"(?:(?:and|or|the|a|an|even|also)\s+)?(?:[\w-]+\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """Two names of which the second stands under the first."""

    above: Placed
    below: Placed
    place: str
    nearest: bool
    """No name of the first one's class stands nearer."""
    sole: bool
    """No other name of the first one's class stands in the same place."""


@dataclass(frozen=True, slots=True)
class StructureCue:
    """A compiled cue; empty sets mean any."""

    relation: Relation
    rule: str
    confidence: float
    subject_above: bool
    above: frozenset[str]
    places: frozenset[str]
    far: bool
    forms: frozenset[str]
    below: frozenset[str]
    below_forms: frozenset[str]
    plural: bool
    sole: bool
    words: re.Pattern[str] | None

    def matches(self, link: Link) -> bool:
        """Whether the link is what the cue describes, its classes within the relation's domain and range."""
        ends = (link.above.seen.cls, link.below.seen.cls)
        subject, object_ = ends if self.subject_above else ends[::-1]
        return (
            link.place in self.places
            and (self.far or link.nearest)
            and _fits(link.above.seen.cls, self.above)
            and _fits(link.below.seen.cls, self.below)
            and _fits(link.above.form, self.forms)
            and _fits(link.below.form, self.below_forms)
            and (link.above.plural or not self.plural)
            and (link.sole or not self.sole)
            and (self.words is None or self.words.search(link.above.text) is not None)
            and subject in self.relation.domain
            and object_ in self.relation.range
        )


def _fits(value: str, allowed: frozenset[str]) -> bool:
    return not allowed or value in allowed


def compile_structure_cues(relations: Iterable[Relation]) -> tuple[StructureCue, ...]:
    """Compile the cues of kind ``structure``; a pattern that does not read as one is left out."""
    compiled = []
    for relation in relations:
        for cue in relation.cues:
            match = _PATTERN.fullmatch(" ".join(cue.pattern.split())) if cue.kind == "structure" else None
            if match is not None:
                compiled.append(
                    StructureCue(
                        relation,
                        cue.rule,
                        cue.confidence,
                        match["role"] == "S",
                        _split(match["above"]),
                        _split(match["places"]),
                        match["far"] is not None,
                        _split(match["forms"]),
                        _split(match["below"]),
                        _split(match["below_forms"]),
                        match["plural"] is not None,
                        match["sole"] is not None,
                        re.compile(rf"\b(?:{match['words']})\b", re.IGNORECASE) if match["words"] else None,
                    )
                )
    return tuple(compiled)


def _split(text: str | None) -> frozenset[str]:
    return frozenset(re.split(r"[|,]", text)) if text else frozenset()


def in_one_row(sentence: Sentence, first: Seen, last: Seen) -> bool:
    """Whether two names stand in one row: nothing but names, commas, "and", "or" and a word or two between them."""
    between = list(sentence.text[first.end - sentence.start : last.start - sentence.start])
    for seen in sentence.seen:
        a, b = seen.start - first.end, seen.end - first.end
        if 0 <= a < len(between):
            between[a:b] = "\0" * (b - a)
    return _ROW.fullmatch(re.sub("\0+", "\0", "".join(between))) is not None


def find_links(places: Places, sentence: Sentence) -> Iterator[Link]:
    """Find what the names of a sentence stand under, in the sentence itself and around it."""
    placed = places.placed(sentence)
    around = places.around(sentence) if placed else ()
    for number, below in enumerate(placed):
        nearer: Counter[str] = Counter()
        for above in placed[:number]:
            place = "row" if in_one_row(sentence, above.seen, below.seen) else "same"
            yield Link(above, below, place, nearest=True, sole=False)
            if places.is_heading(sentence):
                yield Link(above, below, "inheading", nearest=True, sole=False)
            nearer[above.seen.cls] += 1
        for place in around:
            names = Counter(cls for _, cls in {(p.seen.key, p.seen.cls) for p in place.placed})
            for above in place.placed:
                cls = above.seen.cls
                yield Link(above, below, place.name, nearest=not nearer[cls], sole=names[cls] == 1)
            nearer.update({p.seen.cls for p in place.placed})
