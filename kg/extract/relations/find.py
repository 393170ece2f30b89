"""Rules over a note's sentences and structure, and the choice among what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.relations.lore import LoreCue, compile_lore_cues, match_lore
from kg.extract.relations.phrases import PhraseCue, PhraseMatch, compile_cues, match_phrases
from kg.extract.relations.places import Places
from kg.extract.relations.polarity import is_denied, is_open
from kg.extract.relations.scene import Scene, Seen, Sentence
from kg.extract.relations.structure import StructureCue, compile_structure_cues, find_links
from kg.model import Entity, Fact, Mention, Note, Ontology, Relation, Span, TalkScope

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEAST = 0.33
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
    domain = match.cue.subject_classes or match.cue.relation.domain
    earlier = [s for s in sentence.seen if s.end - sentence.start <= match.start and s.cls in domain]
    if earlier:
        return (earlier[0],)
    for place in places.around(sentence):
        fitting = [p.seen for p in place.placed if p.seen.cls in domain]
        if match.speaks_of_us and "Company" in domain:
            fitting = [s for s in fitting if s.cls == "Company"]
        if fitting:
            return (fitting[0],)
    return ()


def claim_structure(scene: Scene, places: Places, sentence: Sentence, cues: Sequence[StructureCue]) -> Iterator[Claim]:
    denied = is_denied(sentence.text)
    for link in find_links(places, sentence):
        for cue in cues:
            if cue.matches(link) and not denied:
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
    best: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        pair = (min(claim.subject.key, claim.object.key), max(claim.subject.key, claim.object.key))
        if claim.confidence >= _LEAST and (pair not in best or _rank(claim) > _rank(best[pair])):
            best[pair] = claim
    return tuple(
        sorted(
            (
                Fact(c.subject.key, c.relation.name, c.object.key, c.evidence, round(c.confidence, 3), c.rule)
                for c in best.values()
            ),
            key=lambda f: (f.subject, f.predicate, f.object, f.rule),
        )
    )


def _rank(claim: Claim) -> tuple[float, str, str, str]:
    return (claim.confidence, claim.relation.name, claim.subject.key, claim.rule)
