"""Rules over a note's sentences and structure, and the choice among what they find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from kg.extract.relations.lore import LoreCue, compile_lore_cues, match_lore
from kg.extract.relations.phrases import PhraseCue, PhraseMatch, compile_cues, match_phrases
from kg.extract.relations.places import Places, place_mentions
from kg.extract.relations.polarity import is_denied, is_open
from kg.extract.relations.scene import Scene, Seen, Sentence
from kg.extract.relations.structure import StructureCue, compile_structure_cues, find_links
from kg.model import Entity, Fact, Mention, Note, Ontology, Relation, Span, TalkScope

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUBJECT_FORMS = frozenset({"agent", "head", "label"})
_TOPIC_FORMS = frozenset({"agent", "alone", "head", "label", "topic", "title", "body"})
_TOPIC_PLACES = {"before": 0, "parent": 1, "lead": 1, "ancestor": 2, "company": 3, "heading": 4, "title": 5, "upper": 6}
_LEAST = 0.3
_SHARED = 0.7
_EVEN = log(0.33 / 0.67)
_MOST_PASSAGES = 4
_CLAUSE_START = re.compile(r"[.,;:()]\s|\bbut\b")
_NEGATION_REACH = 50
_OPEN_FACTOR = 0.85


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that one rule reads in one place."""

    relation: Relation
    subject: Seen
    object: Seen
    rule: str
    confidence: float
    evidence: tuple[Span, ...]


def find_relations(  # noqa: PLR0913 - the border agreed with the other stages
    note: Note,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    scopes: Sequence[TalkScope],
    facts: Sequence[Fact],
    ontology: Ontology,
    nlp: Callable[[str], Doc] | None,
) -> tuple[Fact, ...]:
    return choose(find_claims(note, mentions, entities, scopes, facts, ontology, nlp))


def find_claims(  # noqa: PLR0913
    note: Note,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    scopes: Sequence[TalkScope],
    facts: Sequence[Fact],
    ontology: Ontology,
    nlp: Callable[[str], Doc] | None,
) -> list[Claim]:
    scene = Scene(note, mentions, entities)
    places = Places(scene, scopes, facts)
    relations = [r for r in ontology.relations.values() if r.stated]
    phrase_cues = compile_cues(relations)
    structure_cues = compile_structure_cues(relations)
    lore_cues = compile_lore_cues(relations)
    claims = []
    for block in note.blocks:
        for sentence in scene.sentences(block.index):
            if sentence.seen:
                claims += claim_phrases(scene, places, sentence, phrase_cues)
                claims += claim_structure(scene, places, sentence, structure_cues)
                claims += claim_lore(scene, places, sentence, lore_cues, ontology)
    return claims


def claim_phrases(scene: Scene, places: Places, sentence: Sentence, cues: Sequence[PhraseCue]) -> Iterator[Claim]:
    for match in match_phrases(sentence, cues):
        relation = match.cue.relation
        said = sentence.text[max(0, match.start) : match.end]
        if relation.name != "alternativeTo" and is_denied(said):
            continue
        subjects = find_topic(places, sentence, match) if match.cue.leaves_out_subject else match.subjects
        confidence = match.cue.confidence * (_OPEN_FACTOR if is_open(said) else 1)
        for subject in subjects:
            for object_ in match.objects:
                yield from _claim(scene, relation, subject, object_, match.cue.rule, confidence)


def find_topic(places: Places, sentence: Sentence, match: PhraseMatch) -> tuple[Seen, ...]:
    """Find the name that a left-out subject or a pronoun stands for: the nearest that its place makes a topic."""
    wanted = match.cue.subject_classes or match.cue.relation.domain
    if match.speaks_of_us and "Company" in wanted:
        wanted = frozenset({"Company"})
    here = [p.seen for p in place_mentions(sentence) if p.seen.end - sentence.start <= match.start and p.form in _SUBJECT_FORMS]
    fitting = [s for s in here if s.cls in wanted]
    if fitting:
        return (fitting[0],)
    for place in sorted(places.around(sentence), key=lambda p: (_TOPIC_PLACES.get(p.name, 9), p.distance)):
        if place.name in _TOPIC_PLACES:
            fitting = [p.seen for p in place.placed if p.seen.cls in wanted and p.form in _TOPIC_FORMS]
            if fitting:
                return (fitting[0],)
    return ()


def claim_structure(scene: Scene, places: Places, sentence: Sentence, cues: Sequence[StructureCue]) -> Iterator[Claim]:
    for link in find_links(places, sentence):
        before = sentence.text[: link.below.seen.start - sentence.start]
        if is_denied(_CLAUSE_START.split(before)[-1][-_NEGATION_REACH:]):
            continue
        for cue in cues:
            if cue.matches(link):
                ends = (link.above.seen, link.below.seen)
                subject, object_ = ends if cue.subject_above else ends[::-1]
                yield from _claim(scene, cue.relation, subject, object_, cue.rule, cue.confidence)


def claim_lore(
    scene: Scene, places: Places, sentence: Sentence, cues: Sequence[LoreCue], ontology: Ontology
) -> Iterator[Claim]:
    for link in find_links(places, sentence):
        for cue, subject, object_ in match_lore(link, cues, ontology, scene.entities):
            yield from _claim(scene, cue.relation, subject, object_, cue.rule, cue.confidence)


def _claim(scene: Scene, relation: Relation, subject: Seen, object_: Seen, rule: str, confidence: float) -> Iterator[Claim]:
    if subject.key == object_.key or subject.cls not in relation.domain or object_.cls not in relation.range:
        return
    if relation.same_class and subject.cls != object_.cls:
        return
    if relation.symmetric and subject.key > object_.key:
        subject, object_ = object_, subject
    yield Claim(relation, subject, object_, rule, confidence, _passages(scene, subject, object_))


def _passages(scene: Scene, *ends: Seen) -> tuple[Span, ...]:
    found = set()
    for end in ends:
        sentence = next(s for s in scene.sentences(end.block) if s.start <= end.start < s.end)
        found.add(scene.span(end.block, sentence.start, sentence.end))
    return tuple(sorted(found))


def choose(claims: Sequence[Claim]) -> tuple[Fact, ...]:
    """Weigh the claims and keep, for each two entities, the relation that they support best.

    Claims of several rules for one relation add up: their log odds over those of an even chance count in part, because rules that
    read the same sentence are not independent.
    """
    claimed: dict[tuple[str, str, str], dict[str, Claim]] = {}
    for claim in claims:
        by_rule = claimed.setdefault((claim.subject.key, claim.relation.name, claim.object.key), {})
        if claim.rule not in by_rule or claim.confidence > by_rule[claim.rule].confidence:
            by_rule[claim.rule] = claim
    best: dict[frozenset[str], tuple[float, tuple[str, str, str]]] = {}
    for key, by_rule in sorted(claimed.items()):
        weight = weigh([claim.confidence for claim in by_rule.values()])
        pair = frozenset({key[0], key[2]})
        if weight >= _LEAST and (pair not in best or weight > best[pair][0]):
            best[pair] = (weight, key)
    return tuple(_to_fact(key, weight, claimed[key]) for weight, key in sorted(best.values(), key=lambda b: b[1]))


def weigh(confidences: Sequence[float]) -> float:
    """Combine the confidences of rules that state the same: the highest, moved by the others' log odds."""
    first, *others = sorted((_log_odds(c) for c in confidences), reverse=True)
    return 1 / (1 + exp(-first - _SHARED * sum(other - _EVEN for other in others)))


def _log_odds(confidence: float) -> float:
    bounded = min(max(confidence, 0.02), 0.98)
    return log(bounded / (1 - bounded))


def _to_fact(key: tuple[str, str, str], weight: float, by_rule: Mapping[str, Claim]) -> Fact:
    """Make the fact, named after its surest rule, with the passages of all."""
    surest = max(by_rule.values(), key=lambda claim: (claim.confidence, claim.rule))
    others = {span for claim in by_rule.values() for span in claim.evidence} - set(surest.evidence)
    evidence = (*surest.evidence, *sorted(others)[: _MOST_PASSAGES - len(surest.evidence)])
    return Fact(*key, tuple(sorted(evidence)), round(weight, 3), surest.rule)
