"""From a note with its entities to the relations that it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.relations.choice import choose_facts
from kg.extract.relations.claims import Claim, Claimant, compile_ontology
from kg.extract.relations.dependencies import Parser, needs_parse
from kg.extract.relations.places import Places
from kg.extract.relations.scene import Scene
from kg.model import Entity, Fact, Mention, Note, Ontology, TalkScope


class RelationFinder:
    """Finds the relations that notes state between their entities.

    Args:
        ontology: Relations with their cues, and the vocabulary.
        parse: Parses sentences (Universal Dependencies); None leaves out the rules that need a parser.
    """

    def __init__(self, ontology: Ontology, parse: Parser | None) -> None:
        self._ontology = ontology
        self._cues = compile_ontology(ontology)
        self._parse = parse

    def find(
        self,
        note: Note,
        mentions: Sequence[Mention],
        entities: Mapping[str, Entity],
        scopes: Sequence[TalkScope],
        facts: Sequence[Fact],
    ) -> tuple[Fact, ...]:
        """Find a note's relations.

        Args:
            note: The note.
            mentions: What it names, and where.
            entities: By key; mentions of other keys are left aside.
            scopes: Its talks.
            facts: What is known of the talks: presentedBy and affiliatedWith tell whose story a talk is.

        Returns:
            Sorted; at most one fact for two entities.
        """
        return choose_facts(self.claim(note, mentions, entities, scopes, facts))

    def claim(
        self,
        note: Note,
        mentions: Sequence[Mention],
        entities: Mapping[str, Entity],
        scopes: Sequence[TalkScope],
        facts: Sequence[Fact],
    ) -> Iterator[Claim]:
        """Find what each rule reads in the note, before any choice; the arguments are those of `find`."""
        scene = Scene(note, mentions, entities)
        sentences = [s for b in note.blocks if scene.seen_in(b.index) for s in scene.sentences(b.index)]
        parsed = {}
        if self._parse is not None and self._cues.dependencies:
            # All at once: a batch costs a third of the same sentences one by one.
            texts = sorted({s.text for s in sentences if needs_parse(s)})
            parsed = dict(zip(texts, self._parse(texts), strict=True))
        claimant = Claimant(scene, Places(scene, scopes, facts), self._ontology, self._cues, parsed)
        for sentence in sentences:
            yield from claimant.read(sentence)
