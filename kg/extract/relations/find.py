"""From a note with its entities to the relations that it states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.relations.choice import choose_facts, merge_facts
from kg.extract.relations.claims import Claim, Claimant, compile_ontology
from kg.extract.relations.dependencies import Parser, needs_parse
from kg.extract.relations.judge import Judge, load_judge
from kg.extract.relations.places import Places
from kg.extract.relations.scene import USER, Scene, Sentence
from kg.extract.relations.sights import SightBook
from kg.extract.relations.structure import Link, find_links
from kg.extract.relations.verdicts import Bench, Pair, pair_up
from kg.model import Entity, Fact, Mention, Note, Ontology, TalkScope

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class NoteRead:
    """All that is read in a note before anything is chosen."""

    scene: Scene
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    counts: Mapping[str, int]
    """How often the note names each entity."""


class RelationFinder:
    """Finds the relations that notes state between their entities.

    Args:
        ontology: Relations with their cues, and the vocabulary.
        parse: Parses sentences (Universal Dependencies); None leaves out the rules that need a parser.
        judge: The model that decides; None for the shipped one.
    """

    def __init__(self, ontology: Ontology, parse: Parser | None, judge: Judge | None = None) -> None:
        self._ontology = ontology
        self._cues = compile_ontology(ontology)
        self._parse = parse
        self.bench = Bench(ontology, judge or load_judge())

    def find(
        self,
        note: Note,
        mentions: Sequence[Mention],
        entities: Mapping[str, Entity],
        scopes: Sequence[TalkScope],
        facts: Sequence[Fact],
    ) -> tuple[Fact, ...]:
        """Find a note's relations: what the model knows it decides, the rest is left to the rules.

        Args:
            note: The note.
            mentions: What it names, and where.
            entities: By key; mentions of other keys are left aside.
            scopes: Its talks.
            facts: What is known of the talks: presentedBy and affiliatedWith tell whose story a talk is.

        Returns:
            Sorted; at most one fact for two entities.
        """
        read = self.read(note, mentions, entities, scopes, facts)
        decided = (self.bench.decide(pair, read.counts, read.scene) for pair in read.pairs)
        ruled = choose_facts(claim for claim in read.claims if not self.bench.knows(claim))
        return merge_facts((fact for fact in decided if fact is not None), ruled)

    def read(
        self,
        note: Note,
        mentions: Sequence[Mention],
        entities: Mapping[str, Entity],
        scopes: Sequence[TalkScope],
        facts: Sequence[Fact],
    ) -> NoteRead:
        """Read what each rule claims, and where names stand together; the arguments are those of `find`."""
        scene = Scene(note, mentions, entities)
        sentences = [s for b in note.blocks if scene.seen_in(b.index) for s in scene.sentences(b.index)]
        parsed = dict(self._parse_sentences(sentences))
        places = Places(scene, scopes, facts)
        claimant = Claimant(scene, places, self._ontology, self._cues, parsed)
        claims: list[Claim] = []
        sights = SightBook()
        for sentence in sentences:
            past = places.find_past(sentence)
            links = tuple(link for link in find_links(places, sentence) if not (past and _is_past(link, past)))
            claims += claimant.read(sentence, links)
            if self.bench.relations:
                sights.add(sentence, links, parsed.get(sentence.text))
        for claim in claims:
            sights.open(claim.subject, claim.object)
        counts = Counter(mention.entity for mention in mentions)
        return NoteRead(scene, tuple(claims), tuple(pair_up(sights, claims)), counts)

    def _parse_sentences(self, sentences: Sequence[Sentence]) -> Iterator[tuple[str, Doc]]:
        if self._parse is not None and (self._cues.dependencies or self.bench.relations):
            # All at once: a batch costs a third of the same sentences one by one.
            texts = sorted({s.text for s in sentences if needs_parse(s)})
            yield from zip(texts, self._parse(texts), strict=True)


def _is_past(link: Link, past: Collection[str]) -> bool:
    """Whether a link joins a company and what its talk's title says was left behind."""
    above, below = link.above.seen, link.below.seen
    user, other = (above, below) if above.cls == USER else (below, above)
    return user.cls == USER and other.cls != USER and other.key in past
