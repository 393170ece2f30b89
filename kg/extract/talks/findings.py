"""Collects what was found in one note: entities once, mentions without overlap, facts with all their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.extract.lexicon import Lexicon, slugify
from kg.extract.talks.speakers.companies import Companies
from kg.extract.talks.terms import EVENT, PERSON, TALK
from kg.extract.talks.text.ranges import Ranges
from kg.extract.talks.text.stretch import Located
from kg.extract.values import Findings
from kg.model import Entity, Fact, Mention, Span, TalkScope


@dataclass(slots=True)
class _Evidence:
    """What speaks for a fact, so far."""

    spans: set[Span] = field(default_factory=set)
    confidence: float = 0.0


class Collector:
    """Takes entities, mentions, facts and scopes in any order and gives them sorted.

    Args:
        lexicon: The vocabulary.
        companies: Makes companies.
    """

    def __init__(self, lexicon: Lexicon, companies: Companies) -> None:
        self._lexicon = lexicon
        self._companies = companies
        self._entities: dict[str, Entity] = {}
        self._mentions: dict[tuple[Span, str], Mention] = {}
        self._facts: dict[tuple[str, str, str, str], _Evidence] = {}
        self._triples: set[tuple[str, str, str]] = set()
        self._scopes: list[TalkScope] = []

    def key(self, cls: str, name: str) -> str:
        """Make the key of a new entity."""
        return f"{self._lexicon.ontology.classes[cls].segment}/{slugify(name)}"

    def add_person(self, name: Located, confidence: float, rule: str) -> str:
        """Add a person with the place where the name stands; returns the key."""
        key = self.key(PERSON, name.text)
        self._add_entity(Entity(key, PERSON, name.text, links=(name.target,) if name.target else ()))
        self.add_mention(name.span, key, confidence, rule)
        return key

    def add_company(self, name: Located, confidence: float, rule: str) -> str:
        """Add a company with the place where its name stands; returns the key."""
        entity = self._companies.make(name.text)
        self._add_entity(entity)
        self.add_mention(name.span, entity.key, confidence, rule)
        return entity.key

    def add_event(self, label: str, data: tuple[tuple[str, str], ...] = ()) -> str:
        """Add an event; returns the key.

        Args:
            label: Its name.
            data: When and where it was, as far as the note says.
        """
        key = self.key(EVENT, label)
        self._add_entity(Entity(key, EVENT, label, data=data))
        return key

    def add_talk(self, key: str, title: str) -> None:
        """Add a talk under a key that is already unique."""
        self._add_entity(Entity(key, TALK, title))

    def has(self, key: str) -> bool:
        """Whether an entity of that key is there."""
        return key in self._entities

    def labels(self, cls: str) -> dict[str, str]:
        """Give the key of each entity of a class by its label."""
        return {e.label: k for k, e in self._entities.items() if e.cls == cls}

    def add_mention(self, span: Span, key: str, confidence: float, rule: str) -> None:
        """Add a mention; of the same one said twice the surer stays."""
        mention = Mention(span, key, confidence, rule)
        old = self._mentions.get((span, key))
        if old is None or old.confidence < confidence:
            self._mentions[span, key] = mention

    def add_fact(
        self, subject: str, predicate: str, thing: str, evidence: tuple[Span, ...], confidence: float, rule: str
    ) -> None:
        """Add a fact; the same one with further evidence becomes one."""
        found = self._facts.setdefault((subject, predicate, thing, rule), _Evidence())
        found.spans.update(evidence)
        found.confidence = max(confidence, found.confidence)
        self._triples.add((subject, predicate, thing))

    def knows(self, subject: str, predicate: str, thing: str) -> bool:
        """Whether a fact is there, by whatever rule."""
        return (subject, predicate, thing) in self._triples

    def add_scope(self, talk: str, span: Span) -> None:
        """Add a talk's part of the note."""
        self._scopes.append(TalkScope(talk, span))

    def finish(self) -> Findings:
        """Give all that was collected."""
        return Findings(
            entities=tuple(sorted(self._entities.values(), key=lambda e: e.key)),
            mentions=tuple(self._without_overlaps()),
            facts=tuple(
                Fact(*name[:3], tuple(sorted(found.spans)), found.confidence, name[3])
                for name, found in sorted(self._facts.items(), key=lambda item: item[0])
            ),
            scopes=tuple(sorted(set(self._scopes), key=lambda s: (s.span.start, -s.span.end, s.talk))),
        )

    def _add_entity(self, entity: Entity) -> None:
        old = self._entities.get(entity.key)
        if old is not None and not old.known:
            links = tuple(sorted({*old.links, *entity.links}))
            entity = replace(old, links=links)
        self._entities[entity.key] = entity

    def _without_overlaps(self) -> list[Mention]:
        """Drop what overlaps a surer or longer mention; a talk's title may hold names of persons and events."""
        kept: list[Mention] = []
        taken = {True: Ranges(), False: Ranges()}
        order = sorted(
            self._mentions.values(), key=lambda m: (-m.confidence, m.span.start - m.span.end, m.span, m.entity)
        )
        for mention in order:
            spans = taken[self._entities[mention.entity].cls == TALK]
            if not spans.overlap(mention.span.start, mention.span.end):
                spans.add(mention.span.start, mention.span.end)
                kept.append(mention)
        return sorted(kept, key=lambda m: (m.span, m.entity))
