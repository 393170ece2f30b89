"""What the rules of each kind read in one sentence: claims, to be weighed later."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.relations.dependencies import DependencyCue, compile_dependency_cues, match_dependencies, needs_parse
from kg.extract.relations.lore import LoreCue, compile_lore_cues, match_lore
from kg.extract.relations.phrases import PhraseCue, PhraseMatch, compile_cues, match_phrases
from kg.extract.relations.places import Places
from kg.extract.relations.polarity import is_denied, is_denied_before, is_open
from kg.extract.relations.scene import Scene, Seen, Sentence
from kg.extract.relations.structure import Link, StructureCue, compile_structure_cues
from kg.model import Ontology, Relation, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPEN_FACTOR = 0.85
_SUBJECT_FORMS = frozenset({"agent", "head", "label"})
_TOPIC_FORMS = frozenset({"agent", "alone", "head", "label", "topic", "title", "body"})
_TOPIC_PLACES = {"before": 0, "parent": 1, "lead": 1, "ancestor": 2, "company": 3, "heading": 4, "title": 5, "upper": 6}
_IT = re.compile(r"\W*(?:it|he|she|this|these)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that one rule reads in one place."""

    relation: Relation
    subject: Seen
    object: Seen
    rule: str
    confidence: float
    evidence: tuple[Span, ...]
    worded: bool = False
    """The words between the names say it, not only how they stand."""


@dataclass(frozen=True, slots=True)
class Cues:
    """An ontology's cues by kind."""

    phrases: tuple[PhraseCue, ...]
    structure: tuple[StructureCue, ...]
    lore: tuple[LoreCue, ...]
    dependencies: tuple[DependencyCue, ...]


def compile_ontology(ontology: Ontology) -> Cues:
    """Compile the cues of all relations that notes state."""
    relations = [r for r in ontology.relations.values() if r.stated]
    return Cues(
        compile_cues(relations),
        compile_structure_cues(relations),
        compile_lore_cues(relations),
        compile_dependency_cues(relations),
    )


class Claimant:
    """Reads claims in the sentences of one note.

    Args:
        scene: The note.
        places: What its sentences hang under.
        ontology: Its vocabulary is asked for what is known.
        cues: Of the ontology.
        parsed: The sentences that were parsed, by their text.
    """

    def __init__(self, scene: Scene, places: Places, ontology: Ontology, cues: Cues, parsed: Mapping[str, Doc]) -> None:
        self._scene = scene
        self._places = places
        self._ontology = ontology
        self._cues = cues
        self._parsed = parsed

    def read(self, sentence: Sentence, links: Sequence[Link]) -> Iterator[Claim]:
        """Read one sentence with the rules of every kind.

        Args:
            sentence: A sentence of the note.
            links: What its names stand under.
        """
        if not sentence.seen:
            return
        yield from self._read_phrases(sentence)
        yield from self._read_structure(sentence, links)
        yield from self._read_lore(links)
        yield from self._read_grammar(sentence)

    def _read_phrases(self, sentence: Sentence) -> Iterator[Claim]:
        for match in match_phrases(sentence, self._cues.phrases):
            cue, said = match.cue, sentence.text[match.start : match.end]
            if cue.relation.name != "alternativeTo" and is_denied(said):
                continue
            confidence = cue.confidence * (_OPEN_FACTOR if is_open(said) else 1)
            for subject in self._find_topic(sentence, match) if cue.leaves_out_subject else match.subjects:
                for object_ in self._of_kind(match):
                    if _is_left(cue.relation, object_, sentence):
                        continue
                    yield from self._claim(cue.relation, subject, object_, cue.rule, confidence, worded=True)

    def _of_kind(self, match: PhraseMatch) -> Iterator[Seen]:
        """Leave out the objects that are not known to be what the cue asks for."""
        kind = match.cue.object_kind
        for seen in match.objects:
            term = self._ontology.terms.get(seen.key)
            kinds = [self._ontology.terms[key].label for p, key in term.facts if p == "isA"] if term and kind else []
            if not kind or kind in kinds:
                yield seen

    def _find_topic(self, sentence: Sentence, match: PhraseMatch) -> tuple[Seen, ...]:
        """Find the name that a left-out subject or a pronoun stands for: the nearest that its place makes a topic."""
        wanted = match.cue.subject_classes or match.cue.relation.domain
        if match.speaks_of_us and "Company" in wanted:
            wanted = frozenset({"Company"})
        for placed in self._places.placed(sentence):
            ahead = placed.seen.end - sentence.start <= match.start
            if ahead and placed.form in _SUBJECT_FORMS and placed.seen.cls in wanted:
                return (placed.seen,)
        # Who speaks of "us", or of moving to something, speaks of the employer; "it" is something else.
        ours = wanted == {"Company"} and not _IT.match(sentence.text, match.start)
        forms = _TOPIC_FORMS | {"speaker"} if ours else _TOPIC_FORMS
        around = [p for p in self._places.around(sentence) if p.name in _TOPIC_PLACES]
        for place in sorted(around, key=lambda p: (_TOPIC_PLACES[p.name], p.distance)):
            for placed in place.placed:
                if placed.seen.cls in wanted and placed.form in forms:
                    return (placed.seen,)
        return ()

    def _read_structure(self, sentence: Sentence, links: Iterable[Link]) -> Iterator[Claim]:
        for link in links:
            if is_denied_before(sentence.around(link.below.seen)[0]):
                continue
            left = sentence.gives_up(link.below.seen)
            for cue in self._cues.structure:
                if left and cue.relation.name == "uses":
                    continue
                if cue.matches(link) and not self._sells(cue.relation, link):
                    ends = (link.above.seen, link.below.seen)
                    subject, object_ = ends if cue.subject_above else ends[::-1]
                    yield from self._claim(cue.relation, subject, object_, cue.rule, cue.confidence)

    def _sells(self, relation: Relation, link: Link) -> bool:
        """Whether the layout would say that a company uses what it is known to make."""
        maker = self._ontology.terms.get(link.above.seen.key)
        return relation.name == "uses" and maker is not None and ("develops", link.below.seen.key) in maker.facts

    def _read_lore(self, links: Iterable[Link]) -> Iterator[Claim]:
        for link in links:
            for cue, subject, object_ in match_lore(link, self._cues.lore, self._ontology):
                yield from self._claim(cue.relation, subject, object_, cue.rule, cue.confidence)

    def _read_grammar(self, sentence: Sentence) -> Iterator[Claim]:
        doc = self._parsed.get(sentence.text) if needs_parse(sentence) else None
        if doc is None:
            return
        for cue, subject, object_ in match_dependencies(sentence, self._cues.dependencies, doc):
            start = min(subject.start, object_.start) - sentence.start
            end = max(subject.end, object_.end) - sentence.start
            denied = cue.relation.name != "alternativeTo" and is_denied(sentence.text[start:end])
            if not denied and not _is_left(cue.relation, object_, sentence):
                yield from self._claim(cue.relation, subject, object_, cue.rule, cue.confidence, worded=True)

    def _claim(
        self, relation: Relation, subject: Seen, object_: Seen, rule: str, confidence: float, *, worded: bool = False
    ) -> Iterator[Claim]:
        """Make a claim within domain and range; a symmetric relation's ends stand in order of their keys."""
        if subject.key == object_.key or not fits(relation, subject, object_):
            return
        if relation.symmetric and subject.key > object_.key:
            subject, object_ = object_, subject
        passages = self._scene.find_passages(subject, object_)
        yield Claim(relation, subject, object_, rule, confidence * trust_names(subject, object_), passages, worded)


def _is_left(relation: Relation, object_: Seen, sentence: Sentence) -> bool:
    return relation.name == "uses" and sentence.gives_up(object_)


def fits(relation: Relation, subject: Seen, object_: Seen) -> bool:
    """Whether the classes of two ends are those of a relation."""
    return (
        subject.cls in relation.domain
        and object_.cls in relation.range
        and (not relation.same_class or subject.cls == object_.cls)
    )


def trust_names(*ends: Seen) -> float:
    """Say how much of a fact's confidence is left when its names may be none."""
    return math.sqrt(min(end.confidence for end in ends))
