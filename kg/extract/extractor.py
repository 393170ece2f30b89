"""The way of a note through the stages: talks, mentions, relations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.collector import paused_collector
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import LONGEST_BLOCK, MentionFinder
from kg.extract.relations import RelationFinder
from kg.extract.talks import find_talks
from kg.extract.values import Findings
from kg.model import Entity, Extraction, Fact, Note, Ontology, Problem
from kg.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TALK_CLASSES = frozenset(("Talk", "Person", "Event", "Company"))
_ONLY_FOR_PARSES = frozenset(("parser", "trainable_lemmatizer", "lemmatizer", "attribute_ruler", "ner", "senter"))


class Extractor:
    """Extracts what notes state.

    Args:
        ontology: Classes, relations and vocabulary.
        settings: What the user set.
        nlp: A spaCy pipeline; None to do without parts of speech and parses.
    """

    def __init__(self, ontology: Ontology, settings: Settings, nlp: Language | None = None) -> None:
        self._ontology = ontology
        self._settings = settings
        self._nlp = nlp if nlp is not None and nlp.pipe_names else None
        # An ontology of another field may have no talks: their stage then has nothing to say.
        self._has_talks = ontology.classes.keys() >= _TALK_CLASSES
        with paused_collector():
            self._lexicon = Lexicon(ontology)
            self._relations = RelationFinder(ontology, self._parse if self._nlp is not None else None)
            self._finder = MentionFinder(self._lexicon, self._tag if self._nlp is not None else None)

    def _tag(self, texts: Sequence[str]) -> list[Doc]:
        """Tag texts with parts of speech; the slower parser rests."""
        assert self._nlp is not None  # noqa: S101 - only handed out when there is a pipeline
        slow = [name for name in self._nlp.pipe_names if name in _ONLY_FOR_PARSES]
        return list(self._nlp.pipe(texts, disable=slow))

    def _parse(self, texts: Sequence[str]) -> list[Doc]:
        """Parse sentences; a line break inside one is a space to the parser, so that places stay."""
        assert self._nlp is not None  # noqa: S101 - only handed out when there is a pipeline
        return list(self._nlp.pipe(text.replace("\n", " ") for text in texts))

    def extract(self, note: Note) -> Extraction:
        """Extract one note: a pure function of the note, the ontology and the settings."""
        talks = find_talks(note, self._lexicon) if self._has_talks else Findings()
        named = self._finder.find(note, talks)
        entities = {e.key: e for e in (*named.entities, *talks.entities)}
        mentions = sorted((*talks.mentions, *named.mentions), key=lambda m: (m.span, m.entity))
        facts = self._relations.find(note, mentions, entities, talks.scopes, talks.facts)
        least = self._settings.min_confidence
        kept = [f for f in (*talks.facts, *facts) if f.confidence >= least]
        return Extraction(
            path=note.path,
            entities=_used_entities(entities, {m.entity for m in mentions} | {s.talk for s in talks.scopes}, kept),
            mentions=tuple(m for m in mentions if m.confidence >= least),
            facts=tuple(sorted(kept, key=lambda f: (f.subject, f.predicate, f.object, f.rule, f.evidence))),
            scopes=tuple(sorted(talks.scopes, key=lambda s: (s.span, s.talk))),
            problems=tuple(_find_endless(note)),
        )


def _find_endless(note: Note) -> Iterator[Problem]:
    """Tell which paragraphs were too long to be read."""
    for block in note.blocks:
        if len(block.text) > LONGEST_BLOCK and block.kind not in ("code", "html"):
            line = bisect_right(note.line_starts, block.offsets[0])
            what = f"a paragraph of {len(block.text):,} characters was not read"
            yield Problem(f"{note.path}:{line}", what, f"break it into paragraphs of at most {LONGEST_BLOCK:,}")


def _used_entities(entities: dict[str, Entity], mentioned: set[str], facts: Sequence[Fact]) -> tuple[Entity, ...]:
    used = mentioned | {f.subject for f in facts} | {f.object for f in facts}
    return tuple(entities[key] for key in sorted(used))
