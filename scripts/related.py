"""Annotated relations, under the program's keys.

What touches optional entities, and optional relations, count neither way; a relation may have other predicates that
would also be right, and a symmetric one may be said either way.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from examples import Annotation, read_annotations

from kg.extract.lexicon import Lexicon
from kg.model import Entity, Fact, Mention, Note, Ontology, Span, TalkScope

Triple: TypeAlias = tuple[str, str, str]
NAMED = ("Tool", "Company", "Concept")
GIVEN = ("presentedBy", "affiliatedWith")


@dataclass(frozen=True, slots=True)
class Related:
    """A note with what an annotator wrote down of it, under the program's keys."""

    source: Annotation
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    scopes: tuple[TalkScope, ...]
    given: tuple[Fact, ...]
    right: Mapping[Triple, Triple]
    """Every way to say an annotated relation, with the relation it says."""
    wanted: frozenset[Triple]
    """The annotated relations that are not optional."""
    optional: frozenset[str]
    """Keys of optional entities."""

    @property
    def inputs(self) -> tuple[Note, tuple[Mention, ...], Mapping[str, Entity], tuple[TalkScope, ...], tuple[Fact, ...]]:
        """What a `RelationFinder` gets."""
        return self.source.note, self.mentions, self.entities, self.scopes, self.given

    def judge(self, triple: Triple) -> str:
        """Say whether a relation is ``right``, ``wrong`` or ``free`` (counts neither way)."""
        said = self.right.get(triple)
        if said is not None:
            return "right" if said in self.wanted else "free"
        return "free" if self.optional & {triple[0], triple[2]} else "wrong"


def read_related(options: argparse.Namespace, ontology: Ontology) -> Iterator[Related]:
    """Read the notes that the options name, with the relations that their annotators found."""
    lexicon = Lexicon(ontology)
    for annotation in read_annotations(options):
        yield _read(annotation, lexicon)


def _read(found: Annotation, lexicon: Lexicon) -> Related:
    annotation, note = found.data, found.note
    keys: dict[str, str] = {}
    entities: dict[str, Entity] = {}
    things = [
        *annotation["entities"],
        *({**t, "type": "Talk", "name": t["title"]} for t in annotation.get("talks", ())),
    ]
    for thing in things:
        term = lexicon.find(thing["name"], thing["type"]) if thing["type"] in NAMED else None
        key = thing["id"] if term is None or term.key in entities else term.key
        keys[thing["id"]] = key
        entities[key] = Entity(key, thing["type"], thing["name"])
    optional = frozenset(keys[thing["id"]] for thing in things if thing.get("optional"))
    right: dict[Triple, Triple] = {}
    wanted, given = set(), []
    for relation in annotation["relations"]:
        subject, object_ = keys[relation["s"]], keys[relation["o"]]
        stated = (subject, relation["p"], object_)
        if relation["p"] in GIVEN:
            given.append(Fact(*stated, (Span(0, 1),), 1.0, "annotation"))
        elif not relation.get("optional") and not optional & {subject, object_}:
            wanted.add(stated)
        for predicate in (relation["p"], *relation.get("alt_p", ())):
            right.setdefault((subject, predicate, object_), stated)
            known = lexicon.ontology.relations.get(predicate)
            if known is not None and known.symmetric:
                right.setdefault((object_, predicate, subject), stated)
    scopes = tuple(_read_scope(talk, note) for talk in annotation.get("talks", ()))
    mentions = tuple(_find_mentions(annotation["entities"], keys, note))
    return Related(found, mentions, entities, scopes, tuple(given), right, frozenset(wanted), optional)


def _read_scope(talk: Mapping[str, Any], note: Note) -> TalkScope:
    starts = (*note.line_starts, len(note.text))
    first = starts[talk["heading_line"] - 1]
    last = starts[min(talk.get("lines", [0, talk["heading_line"]])[1], len(starts) - 1)]
    title = note.text.find(talk["title"], first, last)
    return TalkScope(talk["id"], Span(max(first, title), max(last, first + 1)))


def _find_mentions(entities: Iterable[Mapping[str, Any]], keys: Mapping[str, str], note: Note) -> Iterator[Mention]:
    """Find the annotated forms in the text, longer ones first, but not on lines where they mean something else."""
    forms = {(form, entity["id"]): entity for entity in entities for form in entity["forms"] if form}
    taken = bytearray(len(note.text))
    for (form, _), entity in sorted(forms.items(), key=lambda item: (-len(item[0][0]), item[0])):
        for match in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", note.text):
            line = bisect_right(note.line_starts, match.start())
            if line not in entity.get("not_lines", ()) and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(form)
                yield Mention(Span(*match.span()), keys[entity["id"]], 1.0, "annotation")
