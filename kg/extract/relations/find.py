"""From a note with its entities to the relations that it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.relations.choice import choose_facts
from kg.extract.relations.claims import Claim, Claimant, compile_ontology
from kg.extract.relations.places import Places
from kg.extract.relations.scene import Scene
from kg.model import Entity, Fact, Mention, Note, Ontology, TalkScope

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_relations(  # noqa: PLR0913, PLR0917 - what the stages before found, as they hand it on
    note: Note,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    scopes: Sequence[TalkScope],
    facts: Sequence[Fact],
    ontology: Ontology,
    nlp: Callable[[str], Doc] | None,
) -> tuple[Fact, ...]:
    """Find the relations that a note states between its entities.

    Args:
        note: The note.
        mentions: What it names, and where.
        entities: By key; mentions of other keys are left aside.
        scopes: Its talks.
        facts: What is known of the talks: presentedBy and affiliatedWith tell whose story a talk is.
        ontology: Relations with their cues, and the vocabulary.
        nlp: Parses a sentence (Universal Dependencies); None leaves out the rules that need a parser.

    Returns:
        Sorted; at most one fact for two entities.
    """
    return choose_facts(find_claims(note, mentions, entities, scopes, facts, ontology, nlp))


def find_claims(  # noqa: PLR0913, PLR0917 - likewise
    note: Note,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    scopes: Sequence[TalkScope],
    facts: Sequence[Fact],
    ontology: Ontology,
    nlp: Callable[[str], Doc] | None,
) -> Iterator[Claim]:
    """Find what each rule reads in the note, before any choice; the arguments are those of `find_relations`."""
    scene = Scene(note, mentions, entities)
    places = Places(scene, scopes, facts)
    claimant = Claimant(scene, places, ontology, compile_ontology(ontology), nlp)
    for block in note.blocks:
        if scene.seen_in(block.index):
            for sentence in scene.sentences(block.index):
                yield from claimant.read(sentence)
