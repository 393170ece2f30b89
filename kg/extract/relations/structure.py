"""Cues in the layout: what stands under a heading, a parent item, a lead-in, a label, or in the same sentence.

A pattern of kind ``structure`` reads ``O:Concept parent alone,label > S:Tool alone,listed``: role and class of the name
that stands above, where it stands (a `kg.extract.relations.places.Place`; also ``same`` for the same sentence, ``row``
for one row in it, ``inheading`` for a sentence that is a heading; several with ``|``), in which forms (of
`kg.extract.relations.forms.Placed`; left out: any), then role, class and forms of the name below. Only the nearest
place with a name of that class counts, unless ``*`` follows the places. After the forms may stand ``plural``, ``sole``
and words that the sentence above must hold, as ``/parts|modules/``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.relations.forms import Placed
from kg.extract.relations.places import Places
from kg.extract.relations.scene import Seen, Sentence
from kg.model import Cue, Relation

_PATTERN = re.compile(
    r"(?P<role>[SO])(?::(?P<above>[\w|]+))? (?P<places>[a-z|]+)(?P<far>\*)?(?: (?P<forms>(?!plural|sole)[a-z,]+))?"
    r"(?P<plural> plural)?(?P<sole> sole)?(?: /(?P<words>[^/]+)/)?"
    r" > [SO](?::(?P<below>[\w|]+))?(?: (?P<below_forms>[a-z,]+))?"
)
_AND = r"\s*(?:,|;|/|&|\band\b|\bor\b)\s*"
_SMALL = r"(?:(?:and|or|the|a|an|even|also)\s+)?(?:[\w-]+\s+)?"
_BRACKETS = r"(?:\s*\([^()]*\))?"
_ROW = re.compile(rf"{_BRACKETS}{_AND}(?:{_SMALL}\0{_BRACKETS}{_AND})*{_SMALL}", re.IGNORECASE)
_MOST_NAMES = 30
"""Names of one place that are looked at; a place with more is a table of contents or a heap of words."""


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
class End:
    """What one of two linked names must be; empty sets mean any."""

    classes: frozenset[str]
    forms: frozenset[str]

    def fits(self, placed: Placed) -> bool:
        """Whether a name is of the classes and stands in one of the forms."""
        return (not self.classes or placed.seen.cls in self.classes) and (not self.forms or placed.form in self.forms)


@dataclass(frozen=True, slots=True)
class StructureCue:
    """A compiled cue."""

    relation: Relation
    rule: str
    confidence: float
    subject_above: bool
    above: End
    below: End
    places: frozenset[str]
    far: bool
    """Names of its class may stand nearer."""
    plural: bool
    """The name above must be a plural ("Container runtimes:")."""
    sole: bool
    """It must be the only name of its class there."""
    words: re.Pattern[str] | None
    """What its sentence must say."""

    def matches(self, link: Link) -> bool:
        """Whether the link is what the cue describes, its classes within the relation's domain and range."""
        ends = (link.above.seen.cls, link.below.seen.cls)
        subject, object_ = ends if self.subject_above else ends[::-1]
        return (
            link.place in self.places
            and (self.far or link.nearest)
            and self.above.fits(link.above)
            and self.below.fits(link.below)
            and (link.above.plural or not self.plural)
            and (link.sole or not self.sole)
            and (self.words is None or self.words.search(link.above.text) is not None)
            and subject in self.relation.domain
            and object_ in self.relation.range
        )


def compile_structure_cues(relations: Iterable[Relation]) -> tuple[StructureCue, ...]:
    """Compile the cues of kind ``structure``; a pattern that does not read as one is left out."""
    cues = ((relation, cue) for relation in relations for cue in relation.cues if cue.kind == "structure")
    compiled = (_compile(relation, cue) for relation, cue in cues)
    return tuple(cue for cue in compiled if cue is not None)


def _compile(relation: Relation, cue: Cue) -> StructureCue | None:
    match = _PATTERN.fullmatch(" ".join(cue.pattern.split()))
    if match is None:
        return None
    return StructureCue(
        relation=relation,
        rule=cue.rule,
        confidence=cue.confidence,
        subject_above=match["role"] == "S",
        above=End(_split(match["above"]), _split(match["forms"])),
        below=End(_split(match["below"]), _split(match["below_forms"])),
        places=_split(match["places"]),
        far=match["far"] is not None,
        plural=match["plural"] is not None,
        sole=match["sole"] is not None,
        words=re.compile(rf"\b(?:{match['words']})\b", re.IGNORECASE) if match["words"] else None,
    )


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
        nearer = {p.seen.cls for p in placed[:number]}
        yield from _find_links_within(sentence, placed[max(0, number - _MOST_NAMES) : number], below)
        for place in around:
            names = Counter(cls for _, cls in {(p.seen.key, p.seen.cls) for p in place.placed})
            for above in place.placed[:_MOST_NAMES]:
                cls = above.seen.cls
                yield Link(above, below, place.name, nearest=cls not in nearer, sole=names[cls] == 1)
            nearer |= names.keys()


def _find_links_within(sentence: Sentence, earlier: Sequence[Placed], below: Placed) -> Iterator[Link]:
    for above in earlier:
        place = "row" if in_one_row(sentence, above.seen, below.seen) else "same"
        yield Link(above, below, place, nearest=True, sole=False)
        if sentence.kind == "heading":
            yield Link(above, below, "inheading", nearest=True, sole=False)
